import { Client } from 'pg';

/** As many parts each table is in, by a hash of the account: what nodes are to a cluster. */
export const PARTS = 3;

/** Gives tables of the host's shape the keys that they have as copies in a log database: with the account. */
export async function keyByAccount(url: string, tables: Iterable<string>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('DROP INDEX index_mentions_on_user_id_and_conversation_id');
    for (const table of tables)
      await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_pkey, ADD PRIMARY KEY (account_id, id)`);
  } finally {
    await client.end();
  }
}

/**
 * Puts tables in the place of themselves that are partitioned by a hash of `account_id`, with their rows, keys, indexes
 * and views. PostgreSQL asks of such a table what a distributing engine does: the account in every key. Throws where
 * one has a key without it.
 */
export async function partitionByAccount(url: string, tables: Iterable<string>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    const { rows: views } = await client.query<{ name: string; definition: string }>(
      `SELECT viewname AS name, definition FROM pg_views WHERE schemaname = 'public'`,
    );
    for (const { name } of views) await client.query(`DROP VIEW ${name} CASCADE`);
    for (const table of tables) await partition(client, table);
    for (const { name, definition } of views) await client.query(`CREATE VIEW ${name} AS ${definition}`);
    await client.query('COMMIT');
    await client.query('ANALYZE');
  } finally {
    await client.end();
  }
}

async function partition(client: Client, table: string): Promise<void> {
  await client.query(`ALTER TABLE ${table} RENAME TO ${table}_whole`);
  await client.query(`CREATE TABLE ${table} (LIKE ${table}_whole INCLUDING ALL) PARTITION BY HASH (account_id)`);
  for (let part = 0; part < PARTS; part += 1) {
    await client.query(
      `CREATE TABLE ${table}_part_${part} PARTITION OF ${table} FOR VALUES WITH (MODULUS ${PARTS}, REMAINDER ${part})`,
    );
  }
  await client.query(`INSERT INTO ${table} SELECT * FROM ${table}_whole`);
  const { rows: owned } = await client.query<{ sequence: string; column: string }>(
    `SELECT d.objid::regclass::text AS sequence, a.attname AS column FROM pg_depend d
     JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'a' AND d.refobjid = $1::regclass AND d.refobjsubid > 0
       AND EXISTS (SELECT FROM pg_sequence s WHERE s.seqrelid = d.objid)`,
    [`${table}_whole`],
  );
  for (const { sequence, column } of owned)
    await client.query(`ALTER SEQUENCE ${sequence} OWNED BY ${table}.${column}`);
  await client.query(`DROP TABLE ${table}_whole`);
}

interface Plan {
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

/** The partitions that a statement's plan would look into, as in `dialogs_part_2`. */
export async function partsRead(client: Client, text: string, values: unknown[] = []): Promise<string[]> {
  const { rows } = await client.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>({
    text: `EXPLAIN (FORMAT JSON) ${text}`,
    values,
  });
  const namesIn = (plan: Plan): string[] => [plan['Relation Name'] ?? '', ...(plan.Plans ?? []).flatMap(namesIn)];
  const names = rows[0]!['QUERY PLAN'].flatMap(({ Plan }) => namesIn(Plan));
  return [...new Set(names)].filter((name) => /_part_\d$/.test(name)).sort();
}
