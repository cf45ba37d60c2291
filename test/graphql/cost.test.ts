import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildSchema,
  extendSchema,
  getIntrospectionQuery,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { fieldCostsOf } from '../../src/graphql/cost/field-costs';
import { costMeter } from '../../src/graphql/cost/measure';
import { COSTS } from '../../src/graphql/cost/table';
import { DEFAULT_QUERY_LIMITS } from '../../src/graphql/operation-limits';
import { typeDefs } from '../../src/graphql/type-defs';
import { PROJECT } from '../helpers/cli';

const schema = buildSchema(typeDefs);
const measure = costMeter(schema);

/** Measures an operation that the schema takes. */
function measured(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  )!;
  return measure(document, operation, variables);
}
const costOf = (query: string, variables?: Record<string, unknown>) => measured(query, variables).requested;

const README = readFileSync(path.join(PROJECT, 'README.md'), 'utf8');
const STARTERS = path.join(PROJECT, 'src/graphiql/queries');
const inFences = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, example]) => example!);

const COUNTS = 'total client agent bot template activity private';
const PERSON = 'id databaseId name isDeleted';
const WHOLE_DIALOG = `id databaseId conversation { id databaseId status createdAt isDeleted assignee { ${PERSON} } }
  inbox { ${PERSON} channelType } contact { ${PERSON} } team { ${PERSON} } assignee { ${PERSON} isBot }
  status createdAt updatedAt resolvedAt resolvedAtKnown fromHistory durationSeconds startedBy closedBy kinds
  classification { presenceKnown departedAt waitedSeconds bounceTimeoutSeconds departedAssignee { ${PERSON} }
    departedTeam { ${PERSON} } reason reasonCode }
  skip { at reason by } transferCount transfers { number at from { ${PERSON} } to { ${PERSON} } viaQueue }
  agents { agent { ${PERSON} isBot } wasAssigned assignments { from to seconds } assignedSeconds messagesSent
    messagesSentWhileAssigned whileAssigned { ${COUNTS} } }
  messageCounts { ${COUNTS} } messagesByAgent { agent { ${PERSON} } whileAssigned { ${COUNTS} } assigneeUnknown sent }
  firstResponseSeconds firstResponseAfterBotSeconds waitSeconds
  events { totalCount nodes { id databaseId name rawName value agent { ${PERSON} } createdAt } pageInfo { hasNextPage } }
  messages { totalCount pageInfo { hasNextPage } nodes { id databaseId type content private createdAt assigneeKnown
    assignee { ${PERSON} } senderAgent { ${PERSON} } } }
  mentions { id databaseId agent { ${PERSON} } mentionedAt }`;
const PERIOD = 'period: { from: "2024-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }';
const DURATION = 'sample meanSeconds medianSeconds p90Seconds';
const BOARD = `started resolved backlog transferRate missedRate bounceRate serviceLevel(thresholdSeconds: 60)
  firstResponse { ${DURATION} } wait { ${DURATION} } reply { ${DURATION} } duration { ${DURATION} } messages { ${COUNTS} }
  firstContactResolution { part whole rate } reopened { part whole rate } botContainment { rate } transfers
  overTime(unit: DAY) { start end started resolved missed bounced transfers clientMessages agentMessages backlog }
  byHourOfWeek { weekday hour started clientMessages } byKind { kind started }
  byAgent(first: 100) { agent { name } dialogs transfersIn transfersOut messagesSent assignedSeconds
    whileAssigned { ${COUNTS} } firstResponse { ${DURATION} } reply { ${DURATION} } handling { ${DURATION} } }
  byInbox { inbox { name } started resolved } byTeam { team { name } started resolved } byChannel { channelType started }`;

/** `conversation { dialogs { nodes {` around what is innermost. */
const nested = (levels: number, page: string): string =>
  levels === 0 ? 'id' : `conversation { dialogs(${page}) { nodes { ${nested(levels - 1, page)} } } }`;
const aliased = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

/** Everything about the schema, as GraphiQL asks. */
const INTROSPECTION = getIntrospectionQuery({
  ...{ specifiedByUrl: true, inputValueDeprecation: true, directiveIsRepeatable: true, schemaDescription: true },
});

describe('what anybody may well ask passes', () => {
  test.each<readonly [what: string, query: string]>([
    ...inFences(README, 'graphql').map((text, index) => [`example ${index + 1} of the README`, text] as const),
    ...readdirSync(STARTERS).map((file) => [file, readFileSync(path.join(STARTERS, file), 'utf8')] as const),
    ['introspection', INTROSPECTION],
    ['100 dialogs with all of their parts', `{ dialogs(first: 100) { totalCount nodes { ${WHOLE_DIALOG} } } }`],
    [
      'a board of two years, compared, in working hours',
      `{ statistics(${PERIOD}, compareTo: PREVIOUS_YEAR, workingHours: true) { ${BOARD} compared { ${BOARD} } } }`,
    ],
  ])('%s', (_, query) => {
    const cost = costOf(query);
    expect(cost).toBeGreaterThan(1);
    expect(cost).toBeLessThanOrEqual(DEFAULT_QUERY_LIMITS.cost / 2);
  });
});

const FRAGMENTS = Array.from(
  { length: 40 },
  (_, n) => `fragment f${n} on Dialog { ...f${n + 1} conversation { dialogs { nodes { ...f${n + 1} } } } }`,
);
const CHOICES = Array.from(
  { length: 20 },
  (_, n) => `fragment c${n} on Dialog { ...c${n + 1} @include(if: $a) ...c${n + 1} @include(if: $b) }`,
);

describe('what would keep the server from everybody else does not, and its costliest part is told', () => {
  const agents = `agents { agent { statistics(${PERIOD}) { concurrency { most } } } }`;
  test.each<[what: string, query: string, part: RegExp, variables?: Record<string, unknown>]>([
    [
      'pages within pages',
      `{ dialogs(first: 100) { nodes { ${nested(2, 'first: 100')} } } }`,
      /^dialogs\.nodes\.conversation\.dialogs\.nodes\.conversation\.dialogs\.nodes$/,
    ],
    [
      'pages by variables',
      `query ($n: Int) { dialogs(first: $n) { nodes { ${nested(2, 'last: $n')} } } }`,
      /^dialogs\.nodes\.conv/,
      { n: 100 },
    ],
    [
      'pages by the defaults of variables',
      `query ($n: Int = 100) { dialogs(first: $n) { nodes { ${nested(2, 'first: $n')} } } }`,
      /^dialogs/,
    ],
    ['pages whose size nobody named', `{ dialogs { nodes { ${nested(3, 'filter: {}')} } } }`, /^dialogs/],
    [
      'fragments of fragments',
      `{ dialogs { nodes { ...f0 } } } ${FRAGMENTS.join(' ')} fragment f40 on Dialog { id }`,
      /^dialogs/,
    ],
    [
      'fields of statistics',
      `{ statistics(${PERIOD}) { ${aliased(49, 'concurrency { mean }')} } }`,
      /^statistics\.a\d+$/,
    ],
    [
      'long lists of groups',
      `{ statistics(${PERIOD}) { ${aliased(49, 'byTeam { started resolved missed bounced team { id name } handling { sample } }')} } }`,
      /^statistics\.a\d+$/,
    ],
    [
      'many points',
      `{ statistics(${PERIOD}) { ${aliased(49, 'overTime(unit: HOUR) { start end started resolved }')} } }`,
      /^statistics\.a\d+$/,
    ],
    [
      'statistics of each agent of each dialog',
      `{ dialogs(first: 100) { nodes { ${agents} c: ${agents} b: transfers { to { statistics(${PERIOD}, workingHours: true) { dialogs whileAssigned { total } } } from { statistics(${PERIOD}, workingHours: true) { dialogs } } } } } }`,
      /^dialogs\.nodes\.\w+/,
    ],
    [
      'any object, many at once',
      `query ($ids: [ID!]!) { ${aliased(40, 'nodes(ids: $ids) { ... on Agent { statistics('.concat(PERIOD, ') { dialogs } } }'))} }`,
      /^a\d+$/,
      { ids: Array.from({ length: 100 }, String) },
    ],
  ])('%s', (_, query, part, variables = {}) => {
    const { requested, costliest } = measured(query, variables);
    expect(requested).toBeGreaterThan(DEFAULT_QUERY_LIMITS.cost);
    const parts = costliest();
    expect(parts.length).toBeGreaterThanOrEqual(1);
    expect(parts.length).toBeLessThanOrEqual(3);
    expect(parts[0]!.path).toMatch(part);
    expect(parts[0]!.cost).toBeLessThanOrEqual(requested);
  });

  test('fragments on conditions of fragments on conditions are counted in no time', () => {
    const query = `query ($a: Boolean = true, $b: Boolean = true) { dialogs { nodes { ...c0 } } } ${CHOICES.join(' ')} fragment c20 on Dialog { id }`;
    expect(costOf(query)).toBeGreaterThan(costOf(query, { a: false, b: false }));
  });
});

describe('what counts', () => {
  const base = costOf('{ dialogs(first: 0) { nodes { id } } }');
  test.each<[what: string, query: string, more: number, variables?: Record<string, unknown>]>([
    ['the size of a page', '{ dialogs(first: 7) { nodes { id } } }', 7],
    [
      'nodes and edges of the same page',
      '{ dialogs(first: 7) { nodes { id } edges { cursor node { id } } } }',
      1 + 7 * 4,
    ],
    ['null for a size is none', '{ dialogs(first: null) { nodes { id } } }', 50],
    ['a size beyond the largest is refused by the field', '{ dialogs(first: 5000) { nodes { id } } }', 100],
    ['a size below nothing, too', '{ dialogs(first: -5) { nodes { id } } }', 0],
    ['variables', 'query ($n: Int) { dialogs(first: $n) { nodes { id } } }', 12, { n: 12 }],
    ['variables that are not given', 'query ($n: Int) { dialogs(first: $n) { nodes { id } } }', 50],
    [
      'what is left out does not',
      '{ dialogs(first: 7) { nodes { id status @skip(if: true) ... @include(if: false) { createdAt } } } }',
      7,
    ],
    [
      'what variables leave out does not',
      'query ($all: Boolean!) { dialogs(first: 7) { nodes { id status @include(if: $all) } } }',
      7,
      { all: false },
    ],
    [
      'what variables leave in',
      'query ($all: Boolean!) { dialogs(first: 7) { nodes { id status @include(if: $all) } } }',
      14,
      { all: true },
    ],
    [
      'a fragment that is spread twice is answered once',
      '{ dialogs(first: 7) { nodes { ...f ...f } } } fragment f on Dialog { id }',
      7,
    ],
    [
      'a fragment on a condition and without',
      '{ dialogs(first: 7) { nodes { ...f @include(if: false) ...f } } } fragment f on Dialog { id }',
      7,
    ],
  ])('%s', (_, query, more, variables = {}) => {
    expect(costOf(query, variables) - base).toBe(more);
  });

  test('of an interface, the costliest type', () => {
    const of = (...parts: string[]) => costOf(`{ node(id: "x") { ${parts.join(' ')} } }`);
    const [dialog, agent] = ['... on Dialog { id createdAt status }', '... on Agent { name }'];
    expect(of(dialog, agent)).toBe(of(dialog));
    expect(of(dialog, agent, 'id')).toBe(of(dialog) + 1);
  });

  test('the points of the period, by the unit or by its length', () => {
    const of = (from: string, to: string, unit = '') =>
      costOf(`{ statistics(period: { from: "${from}", to: "${to}" }) { overTime${unit} { started } } }`);
    const week = ['2024-01-01T00:00:00Z', '2024-01-08T00:00:00Z'] as const;
    const none = of(week[0], week[0]);
    expect(of(...week) - none).toBe(7);
    expect(of(...week, '(unit: HOUR)') - none).toBe(7 * 24);
    expect(of('2024-01-01T00:00:00Z', '2024-01-02T02:00:00+02:00') - none).toBe(24);
    expect(of('2004-01-01T00:00:00Z', '2024-01-01T00:00:00Z', '(unit: HOUR)') - none).toBe(2_000 - 1);
    expect(of('2004-01-01T00:00:00Z', '2024-01-01T00:00:00Z') - none).toBeLessThan(300);
    const byVariables = 'query ($p: PeriodInput!) { statistics(period: $p) { overTime { started } } }';
    expect(costOf(byVariables, { p: { from: week[0], to: week[1] } }) - none).toBe(7);
  });

  test('the values of a table of measures are as many as its names', () => {
    const of = (names: number) =>
      costOf(
        `{ statistics(${PERIOD}) { measures(names: [${'"x" '.repeat(names)}], first: 10) { values { value } } } }`,
      );
    expect(of(5) - of(4)).toBe(10);
  });
});

describe('the table fits the schema', () => {
  test('a list that it does not know can not be served', () => {
    const grown = extendSchema(schema, parse('extend type Agent { inboxes: [Inbox!]! }'));
    expect(() => fieldCostsOf(grown, COSTS)).toThrow('costs: Agent.inboxes is a list: its items are to be told');
    expect(() => fieldCostsOf(grown, { ...COSTS, 'Agent.inboxes': { items: 3 } })).not.toThrow();
  });

  test('a name that is none is no entry, and what is no list has no items', () => {
    expect(() => fieldCostsOf(schema, { ...COSTS, 'Agent.age': {} })).toThrow('the schema has no Agent.age');
    expect(() => fieldCostsOf(schema, { ...COSTS, 'Agent.name': { items: 3 } })).toThrow('Agent.name is no list');
  });
});
