import { type SQL, sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { formatTimestamp, type Instant } from '../instant';
import { groupBy } from '../read-side/group';
import { BEFORE_ROLLING } from '../rollups/forget-days';
import { rollDays, rollMonth } from '../rollups/roll';
import type { Period } from '../statistics/calendar';
import { startOfMonth } from '../statistics/pieces';
import { DAY } from '../statistics/zones';
import { retryingRefresh } from '../summaries/refresh';
import type { Check, Disagreement, Repair, Scope } from './disagreement';

interface Span {
  readonly account_id: number;
  readonly level: 'day' | 'month';
  readonly at: Instant;
}

type SpanDisagreement = Disagreement & { readonly span: Span };

const TABLES = ['dialog_rollups', 'dialog_rollup_agents', 'dialog_rollup_durations'] as const;

/** Without what says that they are rolled up, nobody reads them, and the next worker rolls them up anew. */
const forget: Repair = async (database, accountId, found) => {
  const spans = (found as readonly SpanDisagreement[]).map(({ span }) => span);
  await database.rows(sql`
    DELETE FROM dialog_rolled_spans s USING unnest(${sql.param(spans.map(({ level }) => level))}::text[],
      ${sql.param(spans.map(({ at }) => formatTimestamp(at)))}::timestamp[]) AS wrong (level, at)
    WHERE s.account_id = ${accountId} AND (s.level = wrong.level AND s.at = wrong.at
      OR s.level = 'month' AND s.at = date_trunc('month', wrong.at))`);
  return `took ${spans.length} days and months out of use, which a server rolls up anew`;
};

/** Disagreements between the derived rows and what is rolled up of them. */
export const ROLLUP_CHECKS: readonly Check[] = [
  {
    kind: 'rollup-differs',
    description: 'What is rolled up of a day or month is what the derived rows add up to.',
    find: findDifferent,
    repair: forget,
  },
];

async function findDifferent(database: Database, scope: Scope): Promise<Disagreement[]> {
  const spans = await database.rows<Span>(sql`
    SELECT account_id, level, at FROM dialog_rolled_spans s WHERE ${scope.account('s')} AND ${scope.during('s', 'at')}
    ORDER BY account_id, level, at`);
  const found: SpanDisagreement[] = [];
  for (const batch of batchesOf(spans)) {
    for (const span of await retryingRefresh(() => different(database, batch))) {
      const words = `what is rolled up of the ${span.level} ${dateOf(span)} is not what the derived rows add up to`;
      found.push({
        ...{ kind: 'rollup-differs', accountId: span.account_id, conversationId: null, dialogId: null, rowIds: [] },
        ...{ words, span },
      });
    }
  }
  return found;
}

/** A month, or days of a month. */
function batchesOf(spans: readonly Span[]): Iterable<readonly Span[]> {
  return groupBy(spans, ({ account_id: account, level, at }) => `${account} ${level} ${startOfMonth(at)}`).values();
}

/** Rolls spans up anew in a transaction that is rolled back. One that is no longer rolled up is no different. */
async function different(database: Database, spans: readonly Span[]): Promise<Span[]> {
  const { account_id: accountId, level } = spans[0]!;
  const period = { from: spans[0]!.at, to: level === 'day' ? spans.at(-1)!.at + DAY : startOfMonth(spans[0]!.at, 1) };
  const undone = new Error('rolled back');
  let found: Span[] = [];
  try {
    await database.transaction(async (session) => {
      await session.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
      await session.rows(BEFORE_ROLLING);
      await session.rows(sql`SELECT set_config('statement_timeout', '0', true)`);
      const before = await digestsOf(session, accountId, level, period);
      if (level === 'day') await rollDays(session, accountId, period);
      else await rollMonth(session, accountId, period);
      const after = await digestsOf(session, accountId, level, period);
      found = spans.filter(({ at }) => before.has(at) && before.get(at) !== after.get(at));
      throw undone;
    });
  } catch (error) {
    if (error !== undone) throw error;
  }
  return found;
}

/** What is rolled up of each span of a period that is, in short. */
async function digestsOf(session: Session, accountId: number, level: Span['level'], { from, to }: Period) {
  const its = level === 'day' ? sql`level IN ('day', 'hour')` : sql`level = 'month'`;
  const rows = (table: string): SQL => sql`SELECT at, ${table}::text || x::text AS text FROM ${sql.raw(table)} x
    WHERE account_id = ${accountId} AND ${its} AND at >= ${formatTimestamp(from)} AND at < ${formatTimestamp(to)}`;
  const digests = await session.rows<{ at: Instant; digest: string }>(sql`
    SELECT s.at, md5(coalesce(string_agg(r.text, ' ' ORDER BY r.text), '')) AS digest FROM dialog_rolled_spans s
    LEFT JOIN (${sql.join(TABLES.map(rows), sql` UNION ALL `)}) r ON date_trunc(s.level, r.at) = s.at
    WHERE s.account_id = ${accountId} AND s.level = ${level} AND s.at >= ${formatTimestamp(from)}
      AND s.at < ${formatTimestamp(to)} GROUP BY s.at`);
  return new Map(digests.map(({ at, digest }) => [at, digest]));
}

function dateOf({ at }: Span): string {
  return formatTimestamp(at).slice(0, 10);
}
