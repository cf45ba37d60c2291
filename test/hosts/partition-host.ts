import type { Client } from 'pg';

/** The months that a host has partitions for, as a host makes them ahead; everything else is in the default one. */
export interface Months {
  /** The first of them, as in `2021-12-01`. */
  readonly from: string;
  readonly count: number;
}

/**
 * Makes a host one whose conversations and messages are partitioned by month, with (id, created_at) as their primary
 * keys, and which has a table `dialogs` of its own, partitioned too. Their rows, indexes and triggers stay.
 */
export async function partitionHost(client: Client, { from, count }: Months): Promise<void> {
  for (const table of ['conversations', 'messages']) {
    const { rows: indexes } = await client.query<{ definition: string }>(
      `SELECT pg_get_indexdef(indexrelid) AS definition FROM pg_index
       WHERE indrelid = to_regclass($1) AND NOT indisprimary`,
      [table],
    );
    const { rows: triggers } = await client.query<{ definition: string }>(
      'SELECT pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE tgrelid = to_regclass($1) AND NOT tgisinternal',
      [table],
    );
    await client.query(`
      CREATE TABLE by_month (LIKE ${table} INCLUDING DEFAULTS) PARTITION BY RANGE (created_at);
      CREATE TABLE ${table}_other PARTITION OF by_month DEFAULT`);
    await createMonths(client, 'by_month', table, { from, count });
    await client.query(`
      INSERT INTO by_month SELECT * FROM ${table};
      ALTER SEQUENCE ${table}_id_seq OWNED BY by_month.id;
      DROP TABLE ${table};
      ALTER TABLE by_month RENAME TO ${table};
      ALTER TABLE ${table} ADD CONSTRAINT ${table}_pkey PRIMARY KEY (id, created_at)`);
    for (const { definition } of indexes) await client.query(withMonth(definition));
    for (const { definition } of triggers) await client.query(definition);
  }
  await client.query(`
    CREATE TABLE dialogs (id bigserial, conversation_id bigint, status text, created_at timestamp NOT NULL,
      PRIMARY KEY (id, created_at)) PARTITION BY RANGE (created_at);
    CREATE TABLE dialogs_other PARTITION OF dialogs DEFAULT`);
  await createMonths(client, 'dialogs', 'dialogs', { from, count });
  await client.query(`
    INSERT INTO dialogs (conversation_id, status, created_at) SELECT id, 'closed', created_at FROM conversations`);
}

/** Makes the partitions of some months, named as in `messages_2022_01`. */
export async function createMonths(client: Client, parent: string, prefix: string, { from, count }: Months) {
  await client.query(`
    DO $months$
    BEGIN
      FOR n IN 0..${count - 1} LOOP
        EXECUTE format('CREATE TABLE ${prefix}_%s PARTITION OF ${parent} FOR VALUES FROM (%L) TO (%L)',
          to_char(timestamp '${from}' + make_interval(months => n), 'YYYY_MM'),
          timestamp '${from}' + make_interval(months => n), timestamp '${from}' + make_interval(months => n + 1));
      END LOOP;
    END
    $months$`);
}

/** A unique index of a partitioned table must hold what its rows are told apart by. */
function withMonth(definition: string): string {
  return definition.startsWith('CREATE UNIQUE') ? definition.replace(/\)$/, ', created_at)') : definition;
}
