import { rebuild } from '../../src/summaries/rebuild';
import { dataOf, servedApi } from '../graphql/served';
import { startTestApi } from '../helpers/api';
import { type AnyRow, askExport, csvRows, jsonRows } from './ask-export';

/** Events, messages and agents are what GraphQL answers for the same filter and period. */
const api = servedApi(() => startTestApi(50));
beforeAll(() => rebuild(api.database));

const LOG = `query ($filter: DialogFilter, $after: String) {
  dialogs(filter: $filter, first: 20, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
    pageInfo { hasNextPage endCursor } nodes { databaseId createdAt
      conversation { databaseId } inbox { databaseId } contact { databaseId }
      events(first: 100) { nodes { databaseId createdAt name rawName value agent { databaseId name } } }
      messages(first: 100) { nodes { databaseId createdAt type private content assignee { databaseId name } assigneeKnown
        senderAgent { databaseId name } } } } } }`;

const id = (known: { databaseId: string } | null) => known && Number(known.databaseId);

async function dialogs(filter: object): Promise<AnyRow[]> {
  const all: AnyRow[] = [];
  for (let after: string | undefined; ; ) {
    const { dialogs: page } = await dataOf(api.ask(api.token, LOG, { filter, after }));
    all.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return all;
    after = page.pageInfo.endCursor;
  }
}

const ofDialog = (dialog: AnyRow) => ({
  ...{ dialog_id: id(dialog as never), dialog_created_at: dialog.createdAt, conversation_id: id(dialog.conversation) },
  ...{ inbox_id: id(dialog.inbox), contact_id: id(dialog.contact), cursor: expect.any(String) },
});

test.each([{}, { transferred: true }])('events and messages of %j', async (filter) => {
  const all = await dialogs(filter);
  const rows = async (name: string) =>
    jsonRows((await askExport(api, api.token, name, { filter, format: 'jsonl' })).text);
  expect(await rows('events')).toEqual(
    all.flatMap((dialog) =>
      dialog.events.nodes.map((event: AnyRow) => ({
        ...{ event_id: id(event as never), created_at: event.createdAt, name: event.name, raw_name: event.rawName },
        ...{
          value: event.value,
          agent_id: id(event.agent),
          agent_name: event.agent?.name ?? null,
          ...ofDialog(dialog),
        },
      })),
    ),
  );
  const messages = await rows('messages');
  expect(messages).toEqual(
    all.flatMap((dialog) =>
      dialog.messages.nodes.map((message: AnyRow) => ({
        ...{ message_id: id(message as never), created_at: message.createdAt, type: message.type },
        ...{ private: message.private, content: message.content, assignee_known: message.assigneeKnown },
        ...{ assignee_id: id(message.assignee), assignee_name: message.assignee?.name ?? null },
        sender_agent_id: id(message.senderAgent),
        ...{ sender_agent_name: message.senderAgent?.name ?? null, ...ofDialog(dialog) },
      })),
    ),
  );
  expect(messages.length).toBeGreaterThan(100);
});

const NUMBERS = 'sample meanSeconds medianSeconds p90Seconds';
const AGENTS = `query ($period: PeriodInput!, $filter: DialogFilter, $workingHours: Boolean) {
  statistics(period: $period, filter: $filter, workingHours: $workingHours) { byAgent(first: 1000) {
    agent { databaseId name isBot isDeleted } dialogs transfersIn transfersOut messagesSent assignedSeconds
    whileAssigned { total client agent bot template activity private }
    firstResponse { ${NUMBERS} } reply { ${NUMBERS} } handling { ${NUMBERS} } } } }`;

test.each([{}, { status: ['RESOLVED'] }])('agents of %j', async (filter) => {
  const period = { from: '2026-11-10T00:00:00+02:00', to: '2026-11-19T00:00:00+02:00' };
  for (const workingHours of [false, true]) {
    const { statistics } = await dataOf(api.ask(api.token, AGENTS, { period, filter, workingHours }));
    const expected = statistics.byAgent.map((row: AnyRow) => ({
      ...{ agent_id: id(row.agent), agent_name: row.agent?.name ?? null, is_bot: row.agent?.isBot ?? null },
      ...{ is_deleted: row.agent?.isDeleted ?? null, dialogs: row.dialogs, transfers_in: row.transfersIn },
      ...{ transfers_out: row.transfersOut, messages_sent: row.messagesSent, assigned_seconds: row.assignedSeconds },
      ...Object.fromEntries(
        Object.entries(row.whileAssigned).map(([part, count]) => [`while_assigned_${part}`, count]),
      ),
      ...durations('first_response', row.firstResponse),
      ...durations('reply', row.reply),
      ...durations('handling', row.handling),
      cursor: expect.any(String),
    }));
    expected.sort((a: AnyRow, b: AnyRow) => (a.agent_id ?? 0) - (b.agent_id ?? 0));
    const parameters = { ...period, filter, workingHours };
    const { text } = await askExport(api, api.token, 'agents', { ...parameters, format: 'jsonl' });
    const rows = jsonRows(text);
    expect(rows).toEqual(expected);
    expect(rows.length).toBeGreaterThan(3);
    const csv = csvRows((await askExport(api, api.token, 'agents', parameters)).text);
    expect(csv.map(({ agent_id, dialogs }) => [agent_id, dialogs])).toEqual(
      rows.map((row) => [row.agent_id === null ? '' : String(row.agent_id), String(row.dialogs)]),
    );
    const after = await askExport(api, api.token, 'agents', { ...parameters, format: 'jsonl', after: rows[1]!.cursor });
    expect(jsonRows(after.text)).toEqual(rows.slice(2));
  }
});

function durations(prefix: string, its: AnyRow): AnyRow {
  return {
    [`${prefix}_sample`]: its.sample,
    [`${prefix}_mean_seconds`]: its.meanSeconds,
    [`${prefix}_median_seconds`]: its.medianSeconds,
    [`${prefix}_p90_seconds`]: its.p90Seconds,
  };
}
