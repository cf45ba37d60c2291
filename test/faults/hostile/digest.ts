import type { Pool } from 'pg';

/** When a token was used last is the only thing that reading may change. */
const MOVES = ['last_used_at'];

/**
 * What each table holds, as a hash of its rows: without those of the accounts that are left out, and without the moments
 * of tokens' last use.
 */
export async function digestOf(pool: Pool, leftOut: readonly number[]): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string; has_account: boolean }>(`
    SELECT c.oid::regclass::text AS name, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
      AND a.attname = 'account_id' AND NOT a.attisdropped) AS has_account
    FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace NOT IN ('pg_catalog'::regnamespace,
      'information_schema'::regnamespace) AND c.relnamespace::regnamespace::text NOT LIKE 'pg_%' ORDER BY 1`);
  const digests: Record<string, string> = {};
  for (const { name, has_account } of tables) {
    const { rows } = await pool.query<{ digest: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(row, '' ORDER BY row)), '') AS digest
        FROM (SELECT md5((to_jsonb(t) - $1::text[])::text) AS row FROM ${name} t
          ${has_account ? 'WHERE account_id IS NULL OR account_id <> ALL ($2)' : 'WHERE $2::bigint[] IS NOT NULL'}) r`,
      [MOVES, leftOut],
    );
    digests[name] = rows[0]!.digest;
  }
  return digests;
}
