import { Client } from 'pg';
import { MEASURES } from '../../src/read-side/statistics/measures';
import { rollAllSettledDays } from '../../src/rollups/settled-days';
import { rebuild } from '../../src/summaries/rebuild';
import { createWriteSide } from '../../src/write-side/service';
import { askExport, jsonRows } from '../export/ask-export';
import { dataOf, servedApi } from '../graphql/served';
import { startTestApi } from '../helpers/api';
import { subscribe } from '../live/subscribe';
import { keyByAccount, PARTS, partitionByAccount, partsRead } from './partition';
import { COPIES, readPlacements } from './placements';

/*
 * The tables that are distributed in a log database, as tables partitioned by a hash of the account. What leads a statement to one partition when it
 * is planned is what leads it to one node: the account's constant, known of each of its tables.
 */
const api = servedApi(() => startTestApi(40));
const TO = '2026-11-19T12:00:00Z';
const COUNTS = '{ total client agent bot template activity private }';
const DURATION = '{ sample meanSeconds medianSeconds p90Seconds }';
const DIALOG = `databaseId status createdAt updatedAt startedBy contact { name } inbox { name } team { name }
  assignee { name } conversation { databaseId } kinds classification { reason } skip { reason }
  messageCounts ${COUNTS} messagesByAgent { sent } transferCount transfers { at } waitSeconds firstResponseSeconds
  agents { agent { name } messagesSent whileAssigned ${COUNTS} }`;
const statistics = (from: string, fields: string, more = '') =>
  `{ statistics(period: { from: "${from}", to: "${TO}" }, timeZone: "Europe/Kyiv"${more}) { ${fields} } }`;
const NUMBERS = `started resolved backlog kinds { dialogs } missedRate serviceLevel(thresholdSeconds: 60) transfers
  departuresByAgent { missed } departuresByTeam { missed } messages ${COUNTS} firstContactResolution { part whole }
  reopened { part } botContainment { part whole } firstResponse ${DURATION} wait ${DURATION} reply ${DURATION}
  duration ${DURATION} handling ${DURATION} overTime(unit: DAY) { started backlog }
  byHourOfWeek { started } byAgent { agent { name } dialogs messagesSent assignedSeconds firstResponse ${DURATION} }
  byInbox { started } byTeam { started } byChannel { started } byKind { started }`;
/** Some of each source. */
const measured = MEASURES.filter((_, place) => place % 3 === 0).map(
  ({ name }) => `${name}: measures(names: ["${name}"], by: INBOX, first: 3) { values { name value sample } }`,
);

const QUERIES: readonly string[] = [
  `{ dialogs(first: 20) { totalCount edges { node { ${DIALOG} } } } }`,
  `{ dialogs(last: 3, filter: { kind: [CHAT], transferred: true, createdAt: { from: "2020-01-01T00:00:00Z", to: "${TO}" } },
    orderBy: { field: UPDATED_AT, direction: ASC }) { totalCount nodes { databaseId
    events(first: 20) { nodes { name createdAt } } messages(first: 50) { nodes { createdAt content } } mentions { mentionedAt } } } }`,
  '{ agents(first: 3) { nodes { name isBot } } inboxes { nodes { name } } teams { nodes { name } } }',
  statistics(
    '2022-01-01T00:00:00Z',
    `started kinds { dialogs } messages ${COUNTS} reply ${DURATION} byTeam { started }`,
  ),
  statistics(
    '2026-11-01T00:00:00Z',
    `${NUMBERS} concurrency { mean most } compared { started }`,
    ', compareTo: PREVIOUS_PERIOD, workingHours: true',
  ),
  statistics(
    '2026-11-18T12:00:00Z',
    `started resolved wait ${DURATION} messages ${COUNTS}`,
    ', filter: { withoutTeam: true, includeSkipped: true }',
  ),
  statistics('2026-10-01T00:00:00Z', measured.join(' ')),
  '{ live { open pending snoozed waiting unassigned byAgent { open agent { name } } byTeam { open } byInbox { open } } }',
];

/** What the pages, the statistics and the exports answer. */
async function everything(): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const query of QUERIES) answers.push(await dataOf(api.ask(api.token, query)));
  for (const name of ['dialogs', 'agents', 'events', 'messages']) {
    const asked = { period: { from: '2026-01-01T00:00:00Z', to: TO }, format: 'ndjson' };
    const { status, text } = await askExport(api, api.token, name, name === 'agents' ? asked : { format: 'ndjson' });
    answers.push([name, status, jsonRows(text)]);
  }
  return rounded(answers);
}

/** Sums of fractions differ in their last digit by the order in which rows are read. */
function rounded(answers: unknown[]): unknown[] {
  const round = (_key: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value);
  return JSON.parse(JSON.stringify(answers, round));
}

/** Marks all dialogs as changed: what is asked is then computed from the log. */
const markAll = () =>
  api.database.pool.query('INSERT INTO dialog_stale (account_id, dialog_id) SELECT account_id, id FROM dialogs');

interface Sent {
  readonly text: string;
  readonly values: unknown[];
}

/** The statements that some work sends and that read or write rows, each text once. */
async function sentBy(work: () => Promise<unknown>): Promise<Sent[]> {
  const query = jest.spyOn(Client.prototype, 'query');
  try {
    await work();
    const sent = query.mock.calls.map(([given, values]: unknown[]) => {
      const { text, values: own } = typeof given === 'string' ? { text: given } : (given as Partial<Sent>);
      return { text: text ?? '', values: own ?? (Array.isArray(values) ? values : []) };
    });
    const ofRows = sent.filter(({ text }) => /^\s*(select|with|insert|update|delete)\b/i.test(text));
    return [...new Map(ofRows.map((statement) => [statement.text, statement])).values()];
  } finally {
    query.mockRestore();
  }
}

test('every distributed table can be partitioned by account, and the API answers alike, from one part of each', async () => {
  const { database, databaseUrl, token } = api;
  const distributed = [...readPlacements().distributed, ...COPIES];
  await rebuild(database);
  await rollAllSettledDays(database, { leastDialogs: 0 });
  const before = await everything();
  await markAll();
  const beforeFromLog = await everything();
  await keyByAccount(databaseUrl, COPIES);
  await partitionByAccount(databaseUrl, distributed);

  const statements = await sentBy(async () => {
    expect(await everything()).toEqual(beforeFromLog);
    await rebuild(database, { accountId: api.accountId });
    expect(await everything()).toEqual(before);
    const { next, close } = await subscribe(
      api,
      token,
      `subscription { dialogChanges { cursor dialogs { ${DIALOG} } } }`,
    );
    await next();
    const { rows } = await database.pool.query(
      'SELECT conversation_id FROM dialogs WHERE account_id = $1 AND status <> 1 ORDER BY id LIMIT 1',
      [api.accountId],
    );
    const conversationId = Number(rows[0].conversation_id);
    const resolve = { type: 'set-conversation-status', conversationId, status: 'resolved', closedBy: 'agent' } as const;
    await createWriteSide(database).execute(api.accountId, resolve);
    const changed = await next();
    expect(changed!.data.data.dialogChanges.dialogs).toMatchObject([{ status: 'RESOLVED' }]);
    close();
  });

  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    expect(await partsRead(client, 'SELECT FROM dialogs')).toHaveLength(PARTS);
    const read = new Set<string>();
    const scattered: string[] = [];
    for (const { text, values } of statements) {
      const parts = await partsRead(client, text, values);
      for (const part of parts) read.add(part);
      if (new Set(parts.map((part) => part.slice(-1))).size > 1) scattered.push(`${parts.join(', ')}:\n${text}`);
    }
    expect(scattered).toEqual([]);
    expect([...read].map((part) => part.replace(/_part_\d$/, '')).sort()).toEqual(distributed.sort());
  } finally {
    await client.end();
  }
}, 180_000);
