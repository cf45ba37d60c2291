import { sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import type { RetentionScope } from './retention';

/** Names looked at by one statement. */
const NAMES_PER_BATCH = 2_000;

/**
 * Empties the names of contacts that the host has deleted and that no dialog which lasts, or ended later, is of: they answer
 * "deleted" from then on. Names of agents, inboxes and teams are the company's own, and stay.
 */
export async function removeNames(
  database: Database,
  { accountId, before, dryRun, signal, onBatch }: RetentionScope,
): Promise<number> {
  let sum = 0;
  for (let after = 0; !signal?.aborted; ) {
    const page = sql`page AS MATERIALIZED (
      SELECT id, name FROM dialog_known_names
      WHERE account_id = ${accountId} AND kind = 'contact' AND id > ${after} ORDER BY id LIMIT ${NAMES_PER_BATCH}
    ), old AS MATERIALIZED (
      SELECT id FROM page WHERE name IS NOT NULL
        AND NOT EXISTS (SELECT FROM contacts c WHERE c.account_id = ${accountId} AND c.id = page.id)
        AND NOT EXISTS (SELECT FROM dialogs d WHERE d.account_id = ${accountId} AND d.contact_id = page.id
          AND (d.status <> 1 OR d.updated_at >= ${before}))
    )`;
    const gone = dryRun
      ? sql`SELECT id FROM old`
      : sql`UPDATE dialog_known_names n SET name = NULL FROM old
          WHERE n.account_id = ${accountId} AND n.kind = 'contact' AND n.id = old.id RETURNING n.id`;
    const [batch] = await database.rows<{ last: number | null; rows: number }>(sql`
      WITH ${page}, gone AS (${gone})
      SELECT (SELECT max(id) FROM page) AS last, (SELECT count(*) FROM gone) AS rows`);
    if (batch!.last === null) break;
    after = batch!.last;
    sum += batch!.rows;
    onBatch(batch!.rows);
  }
  return sum;
}
