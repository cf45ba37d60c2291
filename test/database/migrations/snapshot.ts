import { Client } from 'pg';

/** What a database held at one moment. */
export interface Snapshot {
  /** One line for each relation, column, index, constraint, trigger, sequence and function. */
  readonly catalog: readonly string[];
  /** The names of the tables' columns. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** A digest of each table's rows and of where they lie, so that a row written anew shows too. */
  readonly rows: Readonly<Record<string, string>>;
}

/** Connects for some work. */
export async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Reads a database; the rows by the columns of an earlier snapshot, where one is given. */
export function takeSnapshot(url: string, earlier?: Snapshot): Promise<Snapshot> {
  return withClient(url, async (client) => {
    const { rows: lines } = await client.query<{ line: string }>(CATALOG);
    const columns = earlier?.columns ?? (await readColumns(client));
    const rows: Record<string, string> = {};
    for (const [table, names] of Object.entries(columns)) {
      const row = ['ctid', 'xmin', ...names].map((name) => `"${name}"`).join(', ');
      const { rows: digests } = await client.query<{ digest: string }>(
        `SELECT count(*) || ' rows, ' || md5(coalesce(string_agg(ROW(${row})::text, '|' ORDER BY ctid), '')) AS digest
         FROM "${table}"`,
      );
      rows[table] = digests[0]!.digest;
    }
    return { catalog: lines.map(({ line }) => line), columns, rows };
  });
}

/** The lines of `after` that `before` lacks. */
export function added(before: Snapshot, after: Snapshot): string[] {
  const known = new Set(before.catalog);
  return after.catalog.filter((line) => !known.has(line));
}

async function readColumns(client: Client): Promise<Record<string, string[]>> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' GROUP BY 1 ORDER BY 1`);
  return Object.fromEntries(rows.map(({ name, columns }) => [name, columns]));
}

/** NOT NULL is told by the columns: PostgreSQL 18 has it as constraints too. */
const CATALOG = `
  WITH relations AS (
    SELECT * FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
  )
  SELECT line FROM (
    SELECT format('relation %s: kind %s of %s, for %s, options %s', relname, relkind, relowner::regrole, relacl, reloptions)
      AS line FROM relations WHERE relkind <> 'i'
    UNION ALL
    SELECT format('column %s.%s: %s%s%s%s', r.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      CASE WHEN a.attnotnull THEN ' not null' END, ' default ' || pg_get_expr(d.adbin, d.adrelid),
      ' identity ' || nullif(a.attidentity::text, ''))
    FROM relations r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum WHERE r.relkind IN ('r', 'p', 'f', 'v', 'm')
    UNION ALL
    SELECT format('index %s: %s%s', i.indrelid::regclass, pg_get_indexdef(i.indexrelid),
      CASE WHEN NOT (i.indisvalid AND i.indisready AND i.indislive) THEN ' (invalid)' END)
    FROM pg_index i JOIN relations r ON r.oid = i.indexrelid
    UNION ALL
    SELECT format('constraint %s.%s: %s', r.relname, n.conname, pg_get_constraintdef(n.oid))
    FROM pg_constraint n JOIN relations r ON r.oid = n.conrelid WHERE n.contype <> 'n'
    UNION ALL
    SELECT format('trigger %s (%s)', pg_get_triggerdef(t.oid), t.tgenabled)
    FROM pg_trigger t JOIN relations r ON r.oid = t.tgrelid
    UNION ALL
    SELECT format('sequence %s', row_to_json(s)) FROM pg_sequences s WHERE s.schemaname = 'public'
    UNION ALL
    SELECT format('function %s', pg_get_functiondef(p.oid)) FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('type %s', t.typname) FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype <> 'c'
  ) lines WHERE line !~ '^type _' ORDER BY line`;
