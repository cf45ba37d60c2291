import { dialogColumns } from '../../src/export/columns/dialogs';
import { toIso } from '../../src/instant';
import { rebuild } from '../../src/summaries/rebuild';
import { dataOf, servedApi } from '../graphql/served';
import { startTestApi } from '../helpers/api';
import { type AnyRow, askExport, csvRows, jsonRows, parquetRows, unescaped } from './ask-export';

/** What an export holds is what GraphQL answers for the same filter, in every format. */
const api = servedApi(() => startTestApi(70));

const COUNTS = 'total client agent bot template activity private';
const AGENT = 'agent { databaseId name }';
const DIALOGS = `query ($filter: DialogFilter, $after: String) {
  dialogs(filter: $filter, first: 50, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
    pageInfo { hasNextPage endCursor } edges { cursor node {
      databaseId status createdAt updatedAt resolvedAt resolvedAtKnown fromHistory startedBy closedBy
      conversation { databaseId } inbox { databaseId name channelType } contact { databaseId name }
      team { databaseId name } assignee { databaseId name } durationSeconds waitSeconds firstResponseSeconds
      firstResponseAfterBotSeconds kinds classification { reason reasonCode presenceKnown departedAt waitedSeconds
        bounceTimeoutSeconds departedAssignee { databaseId } departedTeam { databaseId } } skip { at reason by }
      messageCounts { ${COUNTS} } transferCount transfers { number at from { databaseId name } to { databaseId name } viaQueue }
      agents { ${AGENT} wasAssigned assignedSeconds assignments { from to seconds } messagesSent
        messagesSentWhileAssigned whileAssigned { ${COUNTS} } }
      messagesByAgent { ${AGENT} whileAssigned { ${COUNTS} } assigneeUnknown sent }
      mentions { ${AGENT} mentionedAt } } } } }`;

const id = (known: { databaseId: string } | null) => known && Number(known.databaseId);
const agent = (known: { databaseId: string; name: string } | null) => known && { id: id(known), name: known.name };

/** A row of the export, from a dialog that GraphQL answered. */
function expectedRow({ cursor, node: d }: AnyRow): AnyRow {
  return {
    dialog_id: id(d as never),
    conversation_id: id(d.conversation),
    ...{ status: d.status, created_at: d.createdAt, updated_at: d.updatedAt, resolved_at: d.resolvedAt },
    ...{ resolved_at_known: d.resolvedAtKnown, from_history: d.fromHistory },
    ...{ started_by: d.startedBy, closed_by: d.closedBy },
    ...{ inbox_id: id(d.inbox), inbox_name: d.inbox.name, channel_type: d.inbox.channelType },
    ...{ contact_id: id(d.contact), contact_name: d.contact?.name ?? null },
    ...{ team_id: id(d.team), team_name: d.team?.name ?? null },
    ...{ assignee_id: id(d.assignee), assignee_name: d.assignee?.name ?? null },
    ...{ duration_seconds: d.durationSeconds, wait_seconds: d.waitSeconds },
    first_response_seconds: d.firstResponseSeconds,
    first_response_after_bot_seconds: d.firstResponseAfterBotSeconds,
    ...{ kinds: d.kinds, reason: d.classification.reason, reason_code: d.classification.reasonCode },
    presence_known: d.classification.presenceKnown,
    ...{ departed_at: d.classification.departedAt, waited_seconds: d.classification.waitedSeconds },
    bounce_timeout_seconds: d.classification.bounceTimeoutSeconds,
    departed_assignee_id: id(d.classification.departedAssignee),
    departed_team_id: id(d.classification.departedTeam),
    skipped_at: d.skip?.at ?? null,
    ...{ skip_reason: d.skip?.reason ?? null, skipped_by: d.skip?.by ?? null },
    ...Object.fromEntries(Object.entries(d.messageCounts).map(([part, count]) => [`messages_${part}`, count])),
    transfer_count: d.transferCount,
    transfers: d.transfers.map(({ number, at, from, to, viaQueue }: AnyRow) => ({
      ...{ number, at, from: agent(from), to: agent(to), via_queue: viaQueue },
    })),
    agent_count: d.agents.length,
    agents: d.agents.map((its: AnyRow) => ({
      ...{ agent: agent(its.agent), was_assigned: its.wasAssigned, assigned_seconds: its.assignedSeconds },
      ...{ assignments: its.assignments, messages_sent: its.messagesSent },
      ...{ messages_sent_while_assigned: its.messagesSentWhileAssigned, while_assigned: its.whileAssigned },
    })),
    messages_by_agent: d.messagesByAgent.map((its: AnyRow) => ({
      ...{ agent: agent(its.agent), while_assigned: its.whileAssigned },
      ...{ assignee_unknown: its.assigneeUnknown, sent: its.sent },
    })),
    mentions: d.mentions.map((its: AnyRow) => ({ agent: agent(its.agent), mentioned_at: its.mentionedAt })),
    cursor,
  };
}

/** What lasts is measured until each answer's own now. */
function withoutNow(row: AnyRow): AnyRow {
  const lasts = (its: AnyRow) => its.assignments.some(({ to }: AnyRow) => to === null);
  const agents = row.agents.map((its: AnyRow) =>
    lasts(its)
      ? {
          ...its,
          assigned_seconds: 'lasts',
          assignments: its.assignments.map((each: AnyRow) => ({ ...each, seconds: 0 })),
        }
      : its,
  );
  return { ...row, agents };
}

async function answered(filter: object): Promise<AnyRow[]> {
  const rows: AnyRow[] = [];
  for (let after: string | undefined; ; ) {
    const { dialogs } = await dataOf(api.ask(api.token, DIALOGS, { filter, after }));
    rows.push(...dialogs.edges.map(expectedRow));
    if (!dialogs.pageInfo.hasNextPage) return rows;
    after = dialogs.pageInfo.endCursor;
  }
}

const FILTERS: readonly object[] = [
  {},
  { status: ['RESOLVED'], transferred: true },
  { includeSkipped: true, kind: ['MISSED', 'BOUNCE', 'SKIP'] },
  { createdAt: { from: '2026-11-10T00:00:00+02:00' }, channelType: ['Channel::WebWidget'], neverAssigned: false },
  { status: ['OPEN', 'PENDING', 'SNOOZED'] },
];

describe.each([
  ['from the log', async () => {}],
  ['from what is summarised', () => rebuild(api.database)],
])('%s', (_way, prepare) => {
  beforeAll(async () => void (await prepare()));

  test.each(FILTERS)('JSON Lines of %j are what GraphQL answers', async (filter) => {
    const expected = await answered(filter);
    expect(expected).not.toEqual([]);
    const { status, text } = await askExport(api, api.token, 'dialogs', { format: 'jsonl', filter });
    expect(status).toBe(200);
    expect(jsonRows(text).map(withoutNow)).toEqual(expected.map(withoutNow));
  });
});

test('CSV and Parquet say the same, by parsers of others', async () => {
  const filter = { status: ['RESOLVED'], includeSkipped: true };
  const ask = (format: string) => askExport(api, api.token, 'dialogs', { format, filter });
  const expected = jsonRows((await ask('jsonl')).text);
  for (const name of ['transfers', 'agents', 'messages_by_agent', 'mentions'])
    expect([name, expected.some((row) => row[name].length > 0)]).toEqual([name, true]);
  const types = new Map(dialogColumns.map(({ name, type }) => [name, type]));
  const fromCsv = csvRows((await ask('csv')).text).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cellOf(cell, types.get(name)!)])),
  );
  expect(fromCsv).toEqual(expected);
  const fromParquet = await parquetRows((await ask('parquet')).bytes);
  const asJson = (row: AnyRow) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        if (types.get(name) === 'json') return [name, JSON.parse(value)];
        if (typeof value !== 'bigint') return [name, value ?? null];
        return [name, types.get(name) === 'moment' ? toIso(Number(value)) : Number(value)];
      }),
    );
  expect(fromParquet.map(asJson)).toEqual(expected.map((row) => ({ ...row, kinds: row.kinds.join(',') })));
});

function cellOf(cell: string, type: string): unknown {
  if (type === 'words') return cell === '' ? [] : cell.split(',');
  if (cell === '') return null;
  switch (type) {
    case 'integer':
    case 'number':
      return Number(cell);
    case 'boolean':
      return cell === 'true';
    case 'json':
      return JSON.parse(cell);
    default:
      return unescaped(cell);
  }
}
