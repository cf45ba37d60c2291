import { sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import { formatTimestamp, type Instant } from '../../instant';
import { retrying } from '../service';
import { decideKinds, type KindsChanged } from './decide-kinds';

/** Which dialogs to decide again: by their start, half-open; all of the installation where nothing is given. */
export interface ClassifyRange {
  readonly accountId?: number | undefined;
  readonly since?: Instant | undefined;
  readonly until?: Instant | undefined;
}

/** How the work goes. */
export interface ClassifyOptions {
  readonly dryRun?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  onChange(accountId: number, changed: KindsChanged): void;
  onProgress(done: number, ofDialogs: number): void;
}

/** What was done. */
export interface ClassifyReport {
  /** Looked at. */
  readonly dialogs: number;
  /** Of them, those that were left as they are, because what was known of their visitors' presence was removed. */
  readonly left: number;
}

/** Each batch is a transaction of its own: commands and capture wait for its dialogs no longer than that. */
const DIALOGS_PER_BATCH = 500;

/**
 * Decides the kinds of a range of dialogs again, oldest id first, while the API serves. Interrupted, it has done a part;
 * run again, it changes nothing that is right. Dialogs whose presence was removed keep the kinds that they have.
 */
export async function classifyRange(
  database: Database,
  { accountId, since, until }: ClassifyRange,
  { dryRun = false, signal, onChange, onProgress }: ClassifyOptions,
): Promise<ClassifyReport> {
  const inRange = sql.join(
    [
      sql`true`,
      ...(accountId === undefined ? [] : [sql`account_id = ${accountId}`]),
      ...(since === undefined ? [] : [sql`created_at >= ${formatTimestamp(since)}`]),
      ...(until === undefined ? [] : [sql`created_at < ${formatTimestamp(until)}`]),
    ],
    sql` AND `,
  );
  const [total] = await database.rows<{ dialogs: number }>(
    sql`SELECT count(*) AS dialogs FROM dialogs WHERE ${inRange}`,
  );
  let done = 0;
  let left = 0;
  let last = { account: 0, id: 0 };
  while (!signal?.aborted) {
    const rows = await database.rows<{ account_id: number; id: number; is_left: boolean }>(sql`
      SELECT account_id, id, EXISTS (SELECT FROM dialog_facts f WHERE f.account_id = dialogs.account_id
        AND f.dialog_id = dialogs.id AND f.presence_removed_at IS NOT NULL) AS is_left
      FROM dialogs WHERE ${inRange} AND (account_id, id) > (${last.account}, ${last.id})
      ORDER BY account_id, id LIMIT ${DIALOGS_PER_BATCH}`);
    if (rows.length === 0) break;
    const account = rows[0]!.account_id;
    const ofAccount = rows.filter((row) => row.account_id === account);
    const ids = ofAccount.filter((row) => !row.is_left).map(({ id }) => id);
    const changed = await retrying(() =>
      database.transaction((session) => decideKinds(session, database.events, account, ids, { dryRun })),
    );
    for (const each of changed) onChange(account, each);
    done += ofAccount.length;
    left += ofAccount.length - ids.length;
    last = { account, id: ofAccount.at(-1)!.id };
    onProgress(done, total!.dialogs);
  }
  return { dialogs: done, left };
}
