import type { Dice } from '../../../src/demo/dice';
import type { Operation } from './operations';

const many = (count: number, part: (index: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, index) => part(index)).join(between);
const PERIOD = 'period: { from: "2006-01-01T00:00:00Z", to: "2025-12-30T00:00:00Z" }';

/** Operations that ask for too much, each in its own way. */
const FLOODS: readonly ((dice: Dice) => Operation)[] = [
  () => ({ query: `{ ${many(1000, (index) => `a${index}: viewer { role }`)} }` }),
  () => ({ query: `{ dialogs { nodes { ${many(1000, (index) => `a${index}: databaseId`)} } } }` }),
  () => ({ query: `{ ${many(45, (index) => `a${index}: dialogs(first: 1) { totalCount }`)} }` }),
  () => ({
    query: `{ dialogs { nodes ${'{ conversation { dialogs { nodes '.repeat(66)} { id } ${'} } }'.repeat(66)} } }`,
  }),
  () => ({
    query: `{ dialogs(first: 1) { nodes ${'{ conversation { dialogs(first: 1) { nodes '.repeat(6)} { id } ${'} } }'.repeat(6)} } }`,
  }),
  () => ({
    query: `{ ...f0 } ${many(40, (index) => `fragment f${index} on Query { ...f${index + 1} ...f${index + 1} }`)} fragment f40 on Query { __typename }`,
  }),
  () => ({ query: `{ ...f0 } ${many(200, (index) => `fragment f${index} on Query { ...f${(index + 1) % 200} }`)}` }),
  () => ({ query: `{ viewer ${many(1500, () => '@include(if: true)')} { role } }` }),
  () => ({ query: `{ viewer ${many(900, (index) => `@unknown${index}`)} { role } }` }),
  () => ({ query: `query (${many(2000, (index) => `$v${index}: Int`, ', ')}) { __typename }` }),
  () => ({ query: `{ dialog(id: ${'['.repeat(3000)}1${']'.repeat(3000)}) { id } }` }),
  () => ({ query: '{'.repeat(9_000) }),
  () => ({ query: `{ ${'viewer { '.repeat(3_000)} role ${'} '.repeat(3_000)} }` }),
  () => ({ query: `{ ${'... { '.repeat(3_000)} __typename ${'} '.repeat(3_000)} }` }),
  () => ({ query: `{ viewer { ${'role '.repeat(9_900)} } }` }),
  () => ({ query: `{ ${many(300, () => 'viewer { role account { id name } }')} }` }),
  () => ({ query: `# ${'x'.repeat(200_000)}\n{ __typename }` }),
  () => ({ query: `{ nodes(ids: [${many(3000, (index) => `"${index}"`, ', ')}]) { id } }` }),
  () => ({
    query: `query ($f: DialogFilter) { dialogs(filter: $f) { totalCount } }`,
    variables: { f: { contact: Array(20_000).fill('1') } },
  }),
  () => ({
    query: `query ($f: DialogFilter) { dialogs(filter: $f) { totalCount } }`,
    variables: { f: { and: Array(100).fill({ agent: Array(100).fill('1') }) } },
  }),
  () => ({ query: 'query ($v: ID!) { dialog(id: $v) { id } }', variables: { v: nested(2_000) } }),
  () => ({ query: `{ statistics(${PERIOD}) { overTime(unit: HOUR) { started } } }` }),
  () => ({
    query: `{ statistics(${PERIOD}, timeZone: "Europe/Kyiv") { overTime(unit: WEEK) { started backlog transfers } byHourOfWeek { started } } }`,
  }),
  () => ({
    query: `{ statistics(${PERIOD}, workingHours: true) { firstResponse { p90Seconds } concurrency { most } byAgent { agent { name } reply { medianSeconds } } } }`,
  }),
  () => ({ query: `{ ${many(20, (index) => `a${index}: statistics(${PERIOD}) { started resolved }`)} }` }),
  () => ({
    query: `{ agents { nodes { ${many(20, (index) => `a${index}: statistics(${PERIOD}) { dialogs messagesSent }`)} } } }`,
  }),
  () => ({
    query: '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
  }),
  () => ({ query: `{ __schema { types { ${'fields { type { '.repeat(60)} name ${'} } '.repeat(60)} } } }` }),
  (dice) => ({
    query: `{ dialogs(first: ${dice.pick([100, 101, 2147483647])}) { nodes { messages(first: 100) { nodes { content dialog { messages(first: 100) { nodes { id } } } } } } } }`,
  }),
  () => ({
    query:
      '{ dialogs(first: 100) { nodes { messages(first: 100) { nodes { id } } events(first: 100) { nodes { id } } agents { agent { name } } } } }',
  }),
];

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { a: value };
  return value;
}

/** Operations beyond what one request may ask for, or close to it. */
export function flood(dice: Dice): Operation {
  return dice.pick(FLOODS)(dice);
}
