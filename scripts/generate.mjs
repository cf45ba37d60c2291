// Writes what is made from other files; with --check, fails when a file in the tree is not what it would write.
import fs from 'node:fs';
import path from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as resolvers from '@graphql-codegen/typescript-resolvers';
import { parse } from 'graphql';
import { clientTypes } from './generate/client.mjs';
import { dashboardOperations } from './generate/dashboard.mjs';
import { exportsPage } from './generate/exports.mjs';
import { measuresPage } from './generate/measures.mjs';

process.chdir(path.resolve(import.meta.dirname, '..'));
const SDL = fs.readFileSync('schema.graphql', 'utf8');

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
    TransferFlowBy: '../read-side/statistics/transfer-flows#TransferFlowBy',
    DialogStretchKind: '../rulebook/dialog-timeline#StretchKind',
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
    HourOfWeekPoint: '../read-side/statistics/by-hour-of-week#HourOfWeekRecord',
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
    DialogChanges: '../read-side/changed-dialogs#DialogChangesRecord',
    DialogSkip: '../read-side/classifications#SkipRecord',
    Event: '../read-side/events#EventRecord',
    Message: '../read-side/messages#MessageRecord',
    Mention: '../read-side/mentions#MentionRecord',
    TransferFlow: '../read-side/statistics/transfer-flows#TransferFlowRecord',
    Transfer: './served-loaders#TransferRecord',
    DialogAgent: './served-loaders#DialogAgentRecord',
    AssignmentStretch: './served-loaders#StretchRecord',
    DialogStretch: './resolvers/dialog-timeline#DialogStretchRecord',
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

/** The types that resolvers have by the schema. */
async function resolverTypes() {
  const written = await codegen({
    filename: 'src/graphql/generated.ts',
    documents: [],
    schema: parse(SDL),
    config,
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers },
  });
  return `// Generated from schema.graphql by \`npm run generate\`; never edited by hand.\n${written}\n`;
}

const generated = {
  'src/graphql/generated.ts': await resolverTypes(),
  'docs/measures.md': await measuresPage(SDL),
  'docs/exports.md': await exportsPage(fs.readFileSync('docs/exports.md', 'utf8')),
  'client/src/generated.ts': await clientTypes(SDL),
  'src/dashboard/page/api/operations.ts': await dashboardOperations(SDL),
};

for (const [file, text] of Object.entries(generated)) {
  if (!process.argv.includes('--check')) fs.writeFileSync(file, text);
  else if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is not up to date: run \`npm run generate\``);
    process.exitCode = 1;
  }
}
