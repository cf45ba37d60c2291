// Writes the resolver types from schema.graphql, and the types of the dashboard's queries, which are checked against it;
// with --check, fails when a file in the tree is not what it would write.
import fs from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as documentNode from '@graphql-codegen/typed-document-node';
import * as typescript from '@graphql-codegen/typescript';
import * as operations from '@graphql-codegen/typescript-operations';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { parse } from 'graphql';

const RESOLVERS = 'src/graphql/generated.ts';
const QUERIES = 'src/dashboard/queries';
const OPERATIONS = 'src/dashboard/page/api/operations.ts';
const inTree = (name) => new URL(`../${name}`, import.meta.url);
const SDL = fs.readFileSync(inTree('schema.graphql'), 'utf8');

const dialog = '../read-side/dialog#DialogRecord';
const known = '../read-side/known#KnownRecord';
const departure = '../read-side/statistics/departures#DepartureRecord';
const groups = '../read-side/statistics/groups';

const config = {
  contextType: './context#Context',
  enumsAsTypes: true,
  enumValues: {
    Role: '../tokens/viewer#Role',
    TokenRole: '../tokens/viewer#TokenRole',
    DialogStatus: '../rulebook/words#Status',
    DialogKind: '../rulebook/words#DialogKind',
    DialogStarter: '../rulebook/words#Starter',
    DialogCloser: '../rulebook/words#Closer',
    MessageType: '../rulebook/words#MessageType',
    DialogOrderField: '../read-side/dialog-page#DialogOrderField',
  },
  scalars: {
    ID: { input: 'string', output: 'string' },
    DateTime: { input: '../instant#Instant', output: '../instant#Instant' },
    BigInt: 'number',
    TimeZone: 'string',
    DialogFilterValue: './dialog-filter-value#DialogFilterValue as FilterValue',
  },
  mappers: {
    Account: '../read-side/account-by-id#AccountRecord',
    Viewer: '../tokens/viewer#Viewer as ViewerRecord',
    ApiToken: '../tokens/tokens#TokenRecord',
    Agent: known,
    Contact: known,
    Inbox: known,
    Team: known,
    Conversation: '../read-side/conversations-by-id#ConversationRecord',
    Dialog: dialog,
    DialogClassification: '../read-side/classifications#ClassificationRecord',
    Statistics: '../read-side/statistics/handle#StatisticsHandle',
    AgentDepartures: departure,
    TeamDepartures: departure,
    StatisticsPoint: '../read-side/statistics/over-time#PointRecord',
    AgentStatistics: '../read-side/statistics/by-agent#AgentStatisticsRecord',
    InboxStatistics: `${groups}#PlaceGroup`,
    TeamStatistics: `${groups}#PlaceGroup`,
    ChannelStatistics: `${groups}#ChannelGroup`,
    KindStatistics: `${groups}#KindGroup`,
    MeasureRow: '../read-side/statistics/measure-rows#MeasuredRow',
    LiveStatistics: '../read-side/statistics/live#LiveHandle',
    LiveAgent: '../read-side/statistics/live#GroupStanding',
    LiveTeam: '../read-side/statistics/live#GroupStanding',
    LiveInbox: '../read-side/statistics/live#GroupStanding',
    DialogSkip: '../read-side/classifications#SkipRecord',
    Event: '../read-side/events#EventRecord',
    Message: '../read-side/messages#MessageRecord',
    Mention: '../read-side/mentions#MentionRecord',
    Transfer: './served-loaders#TransferRecord',
    DialogAgent: './served-loaders#DialogAgentRecord',
    AssignmentStretch: './served-loaders#StretchRecord',
    AgentMessageCounts: './served-loaders#AgentMessagesRecord',
    DialogConnection: './connections#DialogConnection as DialogPage',
    AgentConnection: './connections#KnownConnection as KnownPage',
    InboxConnection: './connections#KnownConnection as KnownPage',
    TeamConnection: './connections#KnownConnection as KnownPage',
    EventConnection: './connections#EventConnection as EventPage',
    MessageConnection: './connections#MessageConnection as MessagePage',
    SetDialogSkipPayload: '../write-side/kinds/set-dialog-skip#SkippedDialog',
    ConversationPayload: '../write-side/commands#CommandResult',
    PostMessagePayload: '../write-side/commands#CommandResult',
    MentionAgentPayload: '../write-side/commands#CommandResult',
  },
  useTypeImports: true,
  makeResolverTypeCallable: true,
  optionalResolveType: true,
};

const resolverTypes = await codegen({
  filename: inTree(RESOLVERS).pathname,
  documents: [],
  schema: parse(SDL),
  config,
  plugins: [{ typescript: {} }, { resolvers: {} }],
  pluginMap: { typescript, resolvers },
});

const documents = fs
  .readdirSync(inTree(QUERIES))
  .sort()
  .map((name) => ({
    location: name,
    document: parse(fs.readFileSync(inTree(`${QUERIES}/${name}`), 'utf8')),
  }));
const operationTypes = await codegen({
  filename: inTree(OPERATIONS).pathname,
  documents,
  schema: parse(SDL),
  config: {
    documentMode: 'string',
    dedupeFragments: true,
    enumType: 'string-literal',
    skipTypename: true,
    useTypeImports: true,
    scalars: {
      ID: 'string',
      DateTime: 'string',
      BigInt: 'string',
      TimeZone: 'string',
      DialogFilterValue: 'DialogFilter',
    },
  },
  plugins: [{ operations: {} }, { documentNode: {} }],
  pluginMap: { operations, documentNode },
});

write(RESOLVERS, `// Generated from schema.graphql by \`npm run generate\`; never edited by hand.\n${resolverTypes}\n`);
write(OPERATIONS, `// Generated from ${QUERIES} by \`npm run generate\`; never edited by hand.\n${operationTypes}\n`);

function write(name, text) {
  const target = inTree(name);
  if (!process.argv.includes('--check')) {
    fs.writeFileSync(target, text);
    return;
  }
  const current = fs.existsSync(target) ? fs.readFileSync(target, 'utf8') : '';
  if (current === text) return;
  console.error(`${name} is not up to date with schema.graphql and the queries: run \`npm run generate\``);
  process.exitCode = 1;
}
