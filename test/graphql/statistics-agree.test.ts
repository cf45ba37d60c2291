import { refreshBatch } from '../../src/summaries/refresh';
import { startTestApi } from '../helpers/api';
import { dataOf, servedApi } from './served';

/** Everything in the demo: its numbers must agree with each other, whatever they are. */
const api = servedApi(() => startTestApi(100));
/** Up to a moment that is past: what lasts grows while one looks. */
const EVER = { from: '2015-01-01T00:00:00Z', to: new Date(Date.now() - 3_600_000).toISOString() };
const DIMENSIONS = ['AGENT', 'TEAM', 'INBOX', 'CHANNEL', 'KIND'] as const;

interface Value {
  readonly name: string;
  readonly value: number | null;
  readonly sample: number;
}

const statistics = async (fields: string, filter: unknown = null, period = EVER) => {
  const query = `query ($period: PeriodInput!, $filter: DialogFilter) {
    statistics(period: $period, filter: $filter, timeZone: "Europe/Kyiv") { ${fields} } }`;
  return (await dataOf(api.ask(api.token, query, { period, filter }))).statistics;
};

const measured = async (names: readonly string[], by?: string): Promise<Value[][]> => {
  const rows: Value[][] = [];
  for (let start = 0; start < names.length; start += 20) {
    const some = JSON.stringify(names.slice(start, start + 20));
    const { measures } = await statistics(
      `measures(names: ${some}${by ? `, by: ${by}` : ''}) { values { name value sample } }`,
    );
    rows.push(...measures.map(({ values }: { values: Value[] }) => values));
  }
  return rows;
};

const added = (values: readonly Value[], name: string) =>
  values
    .filter((value) => value.name === name)
    .reduce((sum, { value, sample }) => [sum[0]! + (value ?? 0), sum[1]! + sample], [0, 0]);

let catalogue: { name: string; description: string; source: string; aggregation: string; unit: string }[];
let totals: Value[];

beforeAll(async () => {
  while ((await refreshBatch(api.database)).dialogs > 0);
  catalogue = (await dataOf(api.ask(api.token, '{ measures { name description source aggregation unit } }'))).measures;
  totals = (await measured(catalogue.map(({ name }) => name))).flat();
});

test('each measure of the catalogue is described, once, and measures something in the demo', () => {
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
  for (const { name, description } of catalogue) {
    expect(name).toMatch(/^[a-z][A-Za-z]+$/);
    expect(description).toMatch(/\.$/);
  }
  const empty = totals.filter(({ sample }) => sample === 0).map(({ name }) => name);
  expect(empty).toEqual(['skipped']);
});

test.each(DIMENSIONS)('measures by %s: the groups add up to the total where each row is in one', async (by) => {
  const groups = (
    await measured(
      catalogue.map(({ name }) => name),
      by,
    )
  ).flat();
  const severalTimes = ({ source, aggregation }: (typeof catalogue)[number]) =>
    // A dialog has several agents and kinds; handling time is each one's own; who never responded has no duration.
    by === 'KIND' ||
    (by === 'AGENT' && (source === 'STARTED' || source === 'RESOLVED')) ||
    (by === 'TEAM' && aggregation === 'DURATION');
  for (const measure of catalogue) {
    const total = totals.find(({ name }) => name === measure.name)!;
    const [value, sample] = added(groups, measure.name) as [number, number];
    if (severalTimes(measure)) continue;
    expect([measure.name, sample]).toEqual([measure.name, total.sample]);
    if (measure.aggregation !== 'DURATION') expect(value).toBeCloseTo(total.value!, 4);
  }
});

test.each(['MONTH', 'WEEK'])('points by %s add up to the totals', async (unit) => {
  const names = ['started', 'resolved', 'missed', 'bounced', 'transfers', 'clientMessages', 'agentMessages'];
  const { overTime, backlog } = await statistics(
    `overTime(unit: ${unit}) { ${names.join(' ')} backlog } backlog(at: "${EVER.to}")`,
  );
  for (const name of names) {
    const sum = overTime.reduce((so: number, point: Record<string, number>) => so + point[name]!, 0);
    expect([name, sum]).toEqual([name, totals.find((total) => total.name === name)!.value]);
  }
  expect(overTime.at(-1).backlog).toBe(backlog);
});

test('hours of the week add up to the totals', async () => {
  const { byHourOfWeek } = await statistics('byHourOfWeek { started clientMessages }');
  for (const name of ['started', 'clientMessages']) {
    const sum = byHourOfWeek.reduce((so: number, hour: Record<string, number>) => so + hour[name]!, 0);
    expect(sum).toBe(totals.find((total) => total.name === name)!.value);
  }
});

const FILTERS = (known: { inboxes: string[]; teams: string[]; agents: string[] }): [string, object | null][] => [
  ['none', null],
  ['team', { team: [known.teams[0]] }],
  ['kind', { kind: ['CHAT', 'MISSED'] }],
  ['skipped', { kind: ['SKIP', 'BOUNCE'] }],
  ['agent', { agent: known.agents.slice(0, 2) }],
  ['never assigned', { neverAssigned: true }],
  ['transferred', { transferred: true, includeSkipped: true }],
  ['and', { and: [{ agent: [known.agents[0]] }, { agent: [known.agents[1]] }] }],
];

test('every number with a filter is the totalCount of the dialogs that it finds, whatever the filter', async () => {
  const list = 'nodes { databaseId }';
  const lists = await dataOf(api.ask(api.token, `{ inboxes { ${list} } teams { ${list} } agents { ${list} } }`));
  const ids = (name: string): string[] => lists[name].nodes.map(({ databaseId }: { databaseId: string }) => databaseId);
  const known = { inboxes: ids('inboxes'), teams: ids('teams'), agents: ids('agents') };
  for (const [, filter] of FILTERS(known)) {
    const answer = await statistics(
      `started startedFilter resolved resolvedFilter overTime(unit: MONTH) { started startedFilter resolved resolvedFilter }
       byAgent { dialogs dialogsFilter } byInbox { started startedFilter } byTeam { started startedFilter }
       byChannel { started startedFilter } byKind { started startedFilter }`,
      filter,
    );
    const { overTime, byAgent, byInbox, byTeam, byChannel, byKind } = answer;
    const busy = overTime.filter(({ started, resolved }: Record<string, number>) => started! + resolved! > 0).slice(-2);
    const numbers = [answer, ...busy, overTime[0], ...byAgent, ...byInbox, ...byTeam, ...byChannel, ...byKind].flatMap(
      (row) => [
        ...('started' in row ? [[row.started, row.startedFilter]] : []),
        ...('resolved' in row ? [[row.resolved, row.resolvedFilter]] : []),
        ...('dialogs' in row ? [[row.dialogs, row.dialogsFilter]] : []),
      ],
    );
    const named = numbers.map((_, place) => `$f${place}: DialogFilter`).join(' ');
    const counts = numbers.map((_, place) => `n${place}: dialogs(first: 0, filter: $f${place}) { totalCount }`);
    const found: number[] = [];
    for (let start = 0; start < counts.length; start += 40) {
      const some = numbers.slice(start, start + 40);
      const variables = Object.fromEntries(some.map(([, value], place) => [`f${start + place}`, value]));
      const used = named
        .split(/ (?=\$)/)
        .slice(start, start + 40)
        .join(' ');
      const data = await dataOf(
        api.ask(api.token, `query (${used}) { ${counts.slice(start, start + 40).join(' ')} }`, variables),
      );
      found.push(...some.map((_, place) => data[`n${start + place}`].totalCount));
    }
    expect([filter, found]).toEqual([filter, numbers.map(([count]) => count)]);
  }
});
