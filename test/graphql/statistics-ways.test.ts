import { statisticsHandle } from '../../src/read-side/statistics/handle';
import { loadLiveRows, MOST_LIVE_DIALOGS } from '../../src/read-side/statistics/live-rows';
import { measureRows } from '../../src/read-side/statistics/measure-rows';
import { MEASURES } from '../../src/read-side/statistics/measures';
import { zoneOf } from '../../src/statistics/zones';
import { refreshBatch } from '../../src/summaries/refresh';
import { startTestApi } from '../helpers/api';
import { dataOf, refusalOf, servedApi } from './served';

const api = servedApi(() => startTestApi(80));
/** Up to a moment that is past: what lasts grows while one looks. */
const TO = Date.now() * 1000 - 3_600_000_000;
const PERIOD = { from: '2015-01-01T00:00:00Z', to: new Date(TO / 1000).toISOString() };
const FIELDS = `started resolved kinds { dialogs } missedRate serviceLevel(thresholdSeconds: 60) transfers messages { total }
  departuresByAgent { missed } overTime(unit: WEEK) { started resolved transfers clientMessages backlog }
  byHourOfWeek { started clientMessages } byAgent { agent { databaseId } dialogs transfersIn transfersOut messagesSent
  assignedSeconds whileAssigned { total } } byInbox { started } byTeam { started resolved } byKind { started resolved }`;

async function everything(filter: unknown): Promise<unknown> {
  const query = `query ($period: PeriodInput!, $filter: DialogFilter) {
    statistics(period: $period, filter: $filter, timeZone: "Europe/Kyiv") { ${FIELDS} } }`;
  return dataOf(api.ask(api.token, query, { period: PERIOD, filter }));
}

const FILTERS = [null, { kind: ['CHAT'] }, { withoutTeam: true, includeSkipped: true }];
const all = () => Promise.all(FILTERS.map(everything));
const run = (text: string) => api.database.pool.query(text);

async function refreshAll(): Promise<void> {
  while ((await refreshBatch(api.database)).dialogs > 0);
}

const measuredBy = async (everythingLive: boolean) => {
  const live = await loadLiveRows(api.database, api.accountId, { everythingLive });
  const handle = statisticsHandle(
    {
      accountId: api.accountId,
      visibility: { accountId: api.accountId, inboxIds: null, teamIds: null },
      database: api.database,
      now: TO,
      liveRows: async () => live,
    },
    { period: { from: 0, to: TO }, zone: zoneOf('UTC'), filter: {}, workingHours: false, compareTo: null },
  );
  const additive = MEASURES.filter(({ aggregation }) => aggregation !== 'DURATION');
  const dimensions = [null, 'AGENT', 'TEAM', 'INBOX', 'KIND'] as const;
  return Promise.all(dimensions.map((by) => measureRows(handle, additive, by, async () => [])));
};

test('the log, the derived tables and what lies between answer alike', async () => {
  await run('INSERT INTO dialog_stale (account_id, dialog_id) SELECT account_id, id FROM dialogs');
  const byLog = await all();
  await refreshAll();
  const bySummaries = await all();
  expect(bySummaries).toEqual(byLog);
  expect(await measuredBy(true)).toEqual(await measuredBy(false));
  // What is marked is passed over, whatever it says.
  await run('INSERT INTO dialog_stale (account_id, dialog_id) SELECT account_id, id FROM dialogs WHERE id % 3 = 0');
  await run(
    "UPDATE dialog_summaries SET kinds = '{bounce}', started_at = started_at - interval '1 year' WHERE dialog_id % 3 = 0",
  );
  await run("UPDATE dialog_message_facts SET part = 'bot' WHERE dialog_id % 3 = 0");
  await run('DELETE FROM dialog_holdings WHERE dialog_id % 3 = 0');
  await run('UPDATE dialog_transfers SET to_agent_id = 1 WHERE dialog_id % 3 = 0');
  expect(await all()).toEqual(byLog);
  await refreshAll();
  expect(await all()).toEqual(byLog);
});

test('more changes than one request may summarise are refused, and told how to mend', async () => {
  await run(`INSERT INTO dialog_stale (account_id, dialog_id)
    SELECT ${api.accountId}, 1000000 + n FROM generate_series(0, ${MOST_LIVE_DIALOGS}) AS n`);
  const query = 'query ($period: PeriodInput!) { statistics(period: $period) { started } }';
  expect(await refusalOf(api.ask(api.token, query, { period: PERIOD }))).toMatchObject({ code: 'OVERLOADED' });
  await run('DELETE FROM dialog_stale WHERE dialog_id >= 1000000');
  await dataOf(api.ask(api.token, query, { period: PERIOD }));
});
