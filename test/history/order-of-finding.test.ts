import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { findDisagreements } from '../../src/check/run-checks';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { replay, replayConversations } from '../../src/write-side/history/replay';
import { createWriteSide } from '../../src/write-side/service';
import { createPastHost, type PastHost } from './past-host';

const ACCOUNT = 1;
const AGENT = 4;
const DAY = 86_400;

/** What a host left of a conversation that is unresolved: rows, the seconds after the one before; the status of now. */
const past = fc.record({
  status: fc.constantFrom('open', 'pending', 'snoozed'),
  assignee: fc.constantFrom('', '2', '6'),
  rows: fc.array(
    fc.tuple(
      fc.oneof(fc.constantFrom(0, 1, 30, 59, 60, 61), fc.integer({ min: 1, max: 7_000 })),
      fc.constantFrom(
        ...['client', 'client', 'agent 2', 'note 2', 'bot', 'activity', 'activity', 'template', 'first_response 2'],
        ...['resolved 2', 'resolved 2', 'resolved 2', 'resolved'],
      ),
    ),
    { maxLength: 9, size: 'max' },
  ),
});
type Left = typeof past extends fc.Arbitrary<infer Type> ? Type : never;

/** The naive rule: the first message after the last resolve, else that resolve; never resolved, the creation (rules §2). */
function startOf(rows: readonly string[]): string {
  const lines = rows.map((row) => row.split(' ') as [string, string]);
  const resolved = lines.findLast(([, word]) => word === 'resolved')?.[0];
  if (resolved === undefined) return '00:00:00';
  const messages = lines.filter(([, word]) => !['resolved', 'first_response'].includes(word));
  return messages.find(([at]) => at > resolved)?.[0] ?? resolved;
}

describe('a dialog older than the log', () => {
  let host: PastHost;

  beforeAll(async () => {
    host = await createPastHost('v2.2.1');
    await replay(host.database);
  });
  afterAll(() => host.close());

  const timed = (rows: Left['rows']) => {
    let second = 0;
    return rows.map(([after, word]) => {
      second = Math.min(second + after, DAY - 1);
      return `${new Date(second * 1_000).toISOString().slice(11, 19)} ${word}`;
    });
  };
  /** The host assigns somebody; capture logs it. */
  const captured = async (id: number) => {
    await host.client.query("SET dialog_log.capture = 'on'");
    await host.client.query('UPDATE conversations SET assignee_id = $2 WHERE id = $1', [id, AGENT]);
    await host.client.query("SET dialog_log.capture = 'off'");
    await captureAllWaiting(host.database);
  };
  const commanded = (conversationId: number) =>
    createWriteSide(host.database).execute(ACCOUNT, { type: 'assign-conversation', conversationId, agentId: AGENT });
  const replayed = (id: number) => replayConversations(host.database, ACCOUNT, [id]);

  const known = async (id: number) => ({
    dialogs: await host.dialogs(id),
    facts: await host.database.rows(sql`
      SELECT f.started_status, f.started_assignee_id, f.found_at IS NOT NULL AS is_found, f.resolve_known
      FROM dialogs d JOIN dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
      WHERE d.conversation_id = ${id} ORDER BY d.created_at, d.id`),
  });

  it('is the same whether a replay, a captured change or a command finds it first', async () => {
    await fc.assert(
      fc.asyncProperty(past, async ({ status, assignee, rows }) => {
        const told = timed(rows);
        const tell = () => host.tell(`${status} 00:00 23:59:59 ${assignee}`.trim(), ...told);
        const [first, second, third] = [await tell(), await tell(), await tell()];
        await replayed(first);
        const current = (await host.dialogs(first)).find((line) => line.includes('-now'));
        expect(current?.split('-')[0]).toBe(startOf(told));
        await captured(first);
        await captured(second);
        await replayed(second);
        await commanded(third);
        await replayed(third);
        const expected = await known(first);
        expect(await known(second)).toEqual(expected);
        expect(await known(third)).toEqual(expected);
      }),
      { numRuns: Number(process.env.RANDOM_HISTORIES || 40) },
    );
    expect(await findDisagreements(host.database)).toEqual([]);
    expect(await replay(host.database)).toMatchObject({ dialogs: 0, rows: 0 });
  });
});
