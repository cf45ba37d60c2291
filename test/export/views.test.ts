import { Client } from 'pg';
import { OUR_VIEWS } from '../../src/database/our-tables';
import { toIso } from '../../src/instant';
import { rebuild } from '../../src/summaries/rebuild';
import { dataOf, servedApi } from '../graphql/served';
import { startTestApi } from '../helpers/api';
import { type AnyRow, askExport, jsonRows } from './ask-export';
import { readDocument, read as readText } from './read-document';

/** The views of reporting tools tell what the API tells of the same dialogs. */
const api = servedApi(() => startTestApi(70));
beforeAll(() => rebuild(api.database));

const read = (text: string) => readText(api.database, text);
const ofAccount = (view: string, order: string) =>
  read(`SELECT * FROM ${view} WHERE account_id = ${api.accountId} ORDER BY ${order}`);
const exported = async (name: string) =>
  jsonRows((await askExport(api, api.token, name, { format: 'jsonl', filter: { includeSkipped: true } })).text);
const at = (instant: number | null) => (instant === null ? null : toIso(instant));

test('stats_dialogs: every column that the export of dialogs has too, and the kinds apart', async () => {
  const rows = await ofAccount('stats_dialogs', 'created_at, dialog_id');
  const dialogs = await exported('dialogs');
  const common = Object.keys(rows[0]!).filter((column) => column in dialogs[0]!);
  expect(common.length).toBeGreaterThan(35);
  const pick = (row: AnyRow) => Object.fromEntries(common.map((column) => [column, row[column]]));
  const moments = ['created_at', 'updated_at', 'resolved_at', 'departed_at'];
  const shown = rows.map((row) => ({ ...row, ...Object.fromEntries(moments.map((name) => [name, at(row[name])])) }));
  expect(shown.map(pick)).toEqual(dialogs.map(pick));
  for (const row of rows) {
    const flags = Object.entries(row).filter(
      ([name, value]) => name.startsWith('is_') && value && name !== 'is_current',
    );
    expect(flags.map(([name]) => name.slice(3).toUpperCase())).toEqual(row.kinds);
  }
  expect(rows.every((row) => row.is_current)).toBe(true);
});

test('stats_dialog_agents and stats_transfers: what dialogs have several of', async () => {
  const dialogs = await exported('dialogs');
  const agents = await ofAccount('stats_dialog_agents', 'dialog_created_at, dialog_id, position');
  const lasts = (its: AnyRow) => its.assignments.some(({ to }: AnyRow) => to === null);
  const expected = dialogs.flatMap((dialog) =>
    dialog.agents.map((its: AnyRow, place: number) => ({
      ...{ dialog_id: dialog.dialog_id, dialog_created_at: dialog.created_at, position: place + 1 },
      ...{ agent_id: its.agent.id, agent_name: its.agent.name, was_assigned: its.was_assigned },
      assigned_seconds: lasts(its) ? expect.any(Number) : expect.closeTo(its.assigned_seconds, 5),
      first_assigned_at: its.assignments[0]?.from ?? null,
      ...{ messages_sent: its.messages_sent, messages_sent_while_assigned: its.messages_sent_while_assigned },
      ...Object.fromEntries(
        Object.entries(its.while_assigned).map(([part, count]) => [`while_assigned_${part}`, count]),
      ),
      ...{
        inbox_id: dialog.inbox_id,
        inbox_name: dialog.inbox_name,
        team_id: dialog.team_id,
        team_name: dialog.team_name,
      },
      ...{ is_skip: dialog.kinds.includes('SKIP'), account_id: api.accountId },
    })),
  );
  expect(
    agents.map((row) => ({
      ...row,
      dialog_created_at: at(row.dialog_created_at),
      first_assigned_at: at(row.first_assigned_at),
    })),
  ).toEqual(expected);
  const transfers = await ofAccount('stats_transfers', 'dialog_id, number');
  expect(
    transfers.map((row) => ({
      ...{ number: row.number, at: at(row.at), via_queue: row.via_queue },
      from: { id: row.from_agent_id, name: row.from_agent_name },
      to: { id: row.to_agent_id, name: row.to_agent_name },
    })),
  ).toEqual([...dialogs].sort((a, b) => a.dialog_id - b.dialog_id).flatMap(({ transfers: its }) => its));
});

test('stats_messages: as many of each author, at the same moments, without a content', async () => {
  const columns = Object.keys((await ofAccount('stats_messages', 'created_at'))[0]!);
  expect(columns).not.toContain('content');
  const [counts] = await read(
    `SELECT ${['client', 'agent', 'bot', 'template', 'activity', 'private']
      .map((part) => `count(*) FILTER (WHERE author = '${part}') AS ${part}`)
      .join()} FROM stats_messages WHERE account_id = ${api.accountId}`,
  );
  const dialogs = await exported('dialogs');
  for (const [part, count] of Object.entries(counts!))
    expect([part, count]).toEqual([part, dialogs.reduce((sum, row) => sum + row[`messages_${part}`], 0)]);
  const rows = await ofAccount('stats_messages', 'dialog_id, created_at');
  const messages = (await exported('messages')).sort(
    (a, b) => a.dialog_id - b.dialog_id || (a.created_at < b.created_at ? -1 : 1),
  );
  expect(rows.map((row) => [row.dialog_id, at(row.created_at), row.assignee_id])).toEqual(
    messages.map((row) => [row.dialog_id, row.created_at, row.assignee_id]),
  );
});

test('numbers of a period equal those of GraphQL', async () => {
  const [from, to] = ['2026-11-10T00:00:00Z', '2026-11-18T00:00:00Z'];
  const { statistics } = await dataOf(
    api.ask(
      api.token,
      `query ($period: PeriodInput!) { statistics(period: $period) { started resolved transferredDialogs kinds { kind dialogs }
        wait { sample meanSeconds } firstResponse { sample meanSeconds } duration { sample meanSeconds } } }`,
      { period: { from, to } },
    ),
  );
  const within = (column: string) => `${column} >= '${from}'::timestamp AND ${column} < '${to}'::timestamp`;
  const [its] = await read(`SELECT count(*) AS started, count(*) FILTER (WHERE is_missed) AS missed,
      count(*) FILTER (WHERE transfer_count > 0) AS transferred, count(wait_seconds) AS waits, avg(wait_seconds) AS wait,
      count(first_response_seconds) AS responses, avg(first_response_seconds) AS response
    FROM stats_dialogs WHERE account_id = ${api.accountId} AND NOT is_skip AND ${within('created_at')}`);
  const [ended] = await read(`SELECT count(*) AS resolved, avg(duration_seconds) AS duration FROM stats_dialogs
    WHERE account_id = ${api.accountId} AND NOT is_skip AND ${within('resolved_at')}`);
  const { wait, firstResponse, duration, kinds } = statistics;
  const missed = kinds.find(({ kind }: AnyRow) => kind === 'MISSED')?.dialogs ?? 0;
  expect([its!.started, its!.missed, its!.transferred, ended!.resolved]).toEqual([
    statistics.started,
    missed,
    statistics.transferredDialogs,
    statistics.resolved,
  ]);
  expect([its!.waits, its!.responses]).toEqual([wait.sample, firstResponse.sample]);
  expect([its!.wait, its!.response, ended!.duration]).toEqual(
    [wait, firstResponse, duration].map(({ meanSeconds }) => expect.closeTo(meanSeconds, 4)),
  );
  expect(its!.started).toBeGreaterThan(10);
});

test('a dialog that changed says so until it is summarised', async () => {
  const [dialog] = await read(`SELECT dialog_id FROM stats_dialogs WHERE account_id = ${api.accountId} LIMIT 1`);
  await read(`INSERT INTO dialog_stale (account_id, dialog_id) VALUES (${api.accountId}, ${dialog!.dialog_id})`);
  const stale = await read(
    `SELECT dialog_id FROM stats_dialogs WHERE account_id = ${api.accountId} AND NOT is_current`,
  );
  expect(stale).toEqual([dialog]);
  await read('DELETE FROM dialog_stale');
});

test('every view and every column has a comment', async () => {
  const missing = await read(`SELECT attrelid::regclass || '.' || attname AS column FROM pg_attribute
    WHERE attrelid::regclass::text IN (${OUR_VIEWS.map((view) => `'${view}'`)}) AND attnum > 0
      AND col_description(attrelid, attnum) IS NULL`);
  expect(missing).toEqual([]);
});

test('a role of one account reads its rows and nothing else', async () => {
  const account = api.accountId;
  const role = `analyst_${process.pid}_${Date.now()}`;
  const example = readDocument('reporting.md')
    .examples('sql')
    .find((text) => text.startsWith('CREATE SCHEMA'))!;
  const grant = example
    .replaceAll('account_2', `account_${account}`)
    .replaceAll('account_id = 2', `account_id = ${account}`);
  await read(grant.replaceAll('analyst', role));
  const client = new Client({ connectionString: api.databaseUrl });
  await client.connect();
  try {
    const all = await client.query(`SELECT count(*) FROM stats_dialogs WHERE account_id = ${account}`);
    await client.query(`SET SESSION AUTHORIZATION ${role}; SET search_path = stats_account_${account}`);
    expect((await client.query('SELECT count(*) FROM stats_dialogs')).rows).toEqual(all.rows);
    const refused = (text: string) => expect(client.query(text)).rejects.toThrow(/permission denied/);
    await refused('SELECT FROM public.stats_dialogs');
    await refused('SELECT FROM public.dialogs');
    await refused('SELECT FROM public.messages');
    await refused('DELETE FROM stats_transfers');
  } finally {
    await client.end();
    await read(`DROP SCHEMA stats_account_${account} CASCADE; DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
});
