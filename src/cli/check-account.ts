import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { UsageError } from './run';

/** Of many accounts, those that an error names. */
const MOST_NAMED = 10;

/**
 * Throws UsageError, with the accounts that there are, for an account that neither the host has nor the log knows: one that
 * the host has deleted still has its log.
 */
export async function checkAccount(session: Session, accountId: number | undefined): Promise<void> {
  if (accountId === undefined) return;
  const [found] = await session.rows<{ is_known: boolean; ids: number[] }>(sql`
    SELECT EXISTS (SELECT FROM accounts WHERE id = ${accountId}::bigint)
        OR EXISTS (SELECT FROM dialogs WHERE account_id = ${accountId}) AS is_known,
      ARRAY(SELECT id::bigint FROM accounts ORDER BY id LIMIT ${MOST_NAMED + 1}) AS ids`);
  if (found!.is_known) return;
  const named = found!.ids.slice(0, MOST_NAMED).join(', ');
  const there = found!.ids.length > MOST_NAMED ? `; the first are: ${named}` : named && `; there are: ${named}`;
  throw new UsageError(`--account ${accountId}: the host has no account ${accountId}${there}`);
}
