import { type SQL, sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { formatTimestamp } from '../instant';
import { groupBy } from '../read-side/group';
import { readBacklog } from '../write-side/capture/backlog';
import { countGaps } from '../write-side/history/gaps';
import { DIALOG_CHECKS } from './dialog-checks';
import type { Check, CheckRange, Disagreement, Scope } from './disagreement';
import { EVENT_CHECKS } from './event-checks';
import { OUTBOX_CHECKS } from './outbox-check';
import { ROLLUP_CHECKS } from './rollup-checks';
import { ROW_CHECKS } from './row-checks';
import { SUMMARY_CHECKS } from './summary-checks';

/** Every check, in the order in which they are made: those whose repair others rest on come first. */
export const CHECKS: readonly Check[] = [
  ...DIALOG_CHECKS,
  ...ROW_CHECKS,
  ...EVENT_CHECKS,
  ...OUTBOX_CHECKS,
  ...SUMMARY_CHECKS,
  ...ROLLUP_CHECKS,
];

/** What was done about disagreements of one kind in one account. */
export interface Mended {
  readonly kind: string;
  readonly accountId: number;
  readonly words: string;
}

interface Row {
  account_id: number;
  conversation_id: number | null;
  dialog_id: number | null;
  row_ids: number[];
  words: string;
}

/** Makes checks of a range, all unless given. Conversations with changes in the outbox are left out: those are yet to be logged. */
export async function findDisagreements(
  database: Database,
  range: CheckRange = {},
  checks: readonly Check[] = CHECKS,
): Promise<Disagreement[]> {
  const scope = scopeOf(database, range);
  const found: Disagreement[] = [];
  for (const check of checks) found.push(...(await makeCheck(database, check, scope)));
  return found;
}

/**
 * Mends what has one right answer, kind by kind, each looked for anew, for one repair may mend another kind as well.
 * Safe beside a running host: what is mended is locked as commands do.
 */
export async function mendDisagreements(
  database: Database,
  range: CheckRange = {},
  checks: readonly Check[] = CHECKS,
): Promise<Mended[]> {
  const scope = scopeOf(database, range);
  const mended: Mended[] = [];
  for (const check of checks) {
    const { repair, kind } = check;
    if (!repair) continue;
    const found = await makeCheck(database, check, scope);
    for (const [accountId, ofAccount] of groupBy(found, (disagreement) => disagreement.accountId)) {
      mended.push({ kind, accountId, words: await repair(database, accountId, ofAccount) });
    }
  }
  return mended;
}

/** How many changes the triggers had to let go, which only a replay finds; and it is what takes their marks away. */
export function readMissed(database: Database): Promise<number> {
  return countGaps(database);
}

/** How many changes wait to be logged, and for how long the oldest has; their conversations are not checked. */
export function readWaiting(database: Database): Promise<{ rows: number; ageSeconds: number }> {
  return readBacklog(database);
}

/** Reads whole accounts: as long as it takes, and no longer held than one statement's snapshot. */
async function makeCheck(database: Database, check: Check, scope: Scope): Promise<Disagreement[]> {
  if ('find' in check) return check.find(database, scope);
  const rows = await database.transaction(async (session: Session) => {
    await session.rows(sql`SELECT set_config('statement_timeout', '0', true)`);
    return session.rows<Row>(sql`
      SELECT account_id::bigint, conversation_id::bigint, dialog_id, row_ids, words FROM (${check.sql(scope)}) found
      ORDER BY account_id, conversation_id, dialog_id`);
  });
  return rows.map(
    ({ account_id: accountId, conversation_id: conversationId, dialog_id: dialogId, row_ids, words }) => ({
      ...{ kind: check.kind, accountId, conversationId, dialogId, rowIds: row_ids, words },
    }),
  );
}

function scopeOf({ events }: Database, { accountId, since, until }: CheckRange): Scope {
  const column = (alias: string, name: string) => sql.raw(`${alias}.${name}`);
  const bound = (alias: string, name: string, operator: string, at: number | undefined): SQL =>
    at === undefined ? sql`true` : sql`${column(alias, name)} ${sql.raw(operator)} ${formatTimestamp(at)}::timestamp`;
  return {
    events,
    account: (alias) => (accountId === undefined ? sql`true` : sql`${column(alias, 'account_id')} = ${accountId}`),
    during: (alias, name) => sql`${bound(alias, name, '>=', since)} AND ${bound(alias, name, '<', until)}`,
    settled: (alias, name = 'conversation_id') => sql`NOT EXISTS (SELECT FROM dialog_outbox o
      WHERE o.account_id = ${column(alias, 'account_id')} AND o.conversation_id = ${column(alias, name)})`,
  };
}
