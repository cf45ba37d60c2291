import type { Client } from 'pg';
import { knownMigrations, runMigrations } from './journal';
import { migrateDatabase } from './migrate';
import { MIRROR } from './our-tables';
import { withTurn } from './turn';

/**
 * A log database: ours alone, beside a host's database that holds nothing of ours but the outbox. It is migrated like an
 * empty one; in the host-shaped tables stand copies of the host's rows, under the host's ids, and nobody but the mirror
 * (`src/mirror`) writes them.
 */

/**
 * Events that the log itself writes have ids from here on, 2^52: above any of a host's, and below 2^53, so that they
 * are exact as JavaScript's numbers.
 */
export const OWN_EVENTS_FROM = 2 ** 52;

/** Whether a database is a log database. */
export async function isLogDatabase(client: Pick<Client, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [MIRROR]);
  return rows[0]!.found;
}

/**
 * Makes an empty database a log database, or brings one up to date. An interrupted making left nothing but tables
 * without rows, and is completed by the next. Takes a turn with other processes that do the same.
 */
export async function makeLogDatabase(url: string, log: (message: string) => void): Promise<void> {
  await withTurn(url, log, async (client) => {
    if (await isLogDatabase(client)) return;
    await client.query('BEGIN');
    await runMigrations(client, knownMigrations().slice(0, 1));
    // Before the views of later migrations are over the columns, whose types could not be changed then.
    await client.query(FOR_COPIES);
    await client.query('COMMIT');
  });
  await migrateDatabase(url, log);
}

/**
 * Tables whose copies have the account in their key, unlike the host's: so they can be distributed by it. Ranges of ids are
 * found by an index that is small, for the ids come in their order.
 */
export const KEYED_BY_ACCOUNT: readonly string[] = ['contacts', 'conversations', 'messages', 'mentions', 'events'];

/**
 * The host-shaped tables for copies: ids as wide as any host's, nothing required or unique that rows might miss for a
 * moment, for they come one after another; and no triggers that would fill them. The tables of the mirror:
 *
 * - `dialog_mirror`: whose outbox feeds it (the host's is marked with the same id), and when the first copy was whole.
 * - `dialog_mirror_progress`: how far each table was compared with the host's, and how often from end to end.
 * - `dialog_mirror_applied`: the rows of the host's outbox that were taken, kept with the data for an hour: one that is met
 *   again, because its deletion was not done or got lost, is told by its id and moment.
 */
const FOR_COPIES = `
DROP TRIGGER conversations_before_insert_row_tr ON conversations;
DROP TRIGGER accounts_after_insert_row_tr ON accounts;
DROP FUNCTION conversations_before_insert_row_tr();
DROP FUNCTION accounts_after_insert_row_tr();
DO $copies$
DECLARE it record;
BEGIN
  FOR it IN SELECT a.attrelid::regclass AS its_table, a.attname AS its_column, a.attnotnull AS required,
      a.atttypid = 'int4'::regtype AND (a.attname = 'id' OR a.attname LIKE '%\\_id') AS narrow
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE 'dialog%'
      AND a.attnum > 0 AND NOT a.attisdropped
  LOOP
    IF it.narrow THEN
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %I TYPE bigint', it.its_table, it.its_column);
    END IF;
    IF it.required AND it.its_column <> 'id' THEN
      EXECUTE format('ALTER TABLE %s ALTER COLUMN %I DROP NOT NULL', it.its_table, it.its_column);
    END IF;
  END LOOP;
  FOR it IN SELECT i.indexrelid::regclass AS its_index, pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relname NOT LIKE 'dialog%'
      AND i.indisunique AND NOT i.indisprimary
  LOOP
    EXECUTE format('DROP INDEX %s', it.its_index);
    EXECUTE replace(it.definition, 'CREATE UNIQUE INDEX', 'CREATE INDEX');
  END LOOP;
END
$copies$;
${KEYED_BY_ACCOUNT.map(
  (name) => `
ALTER TABLE ${name} DROP CONSTRAINT ${name}_pkey, ADD PRIMARY KEY (account_id, id);
CREATE INDEX dialog_mirror_${name}_by_id ON ${name} ${
    // Ids of the log's own events lie among the host's, wherever a block of them is.
    name === 'events' ? '(id)' : 'USING brin (id) WITH (autosummarize = on)'
  };`,
).join('')}
ALTER TABLE inboxes ADD COLUMN timezone varchar, ADD COLUMN working_hours_enabled boolean;
CREATE TABLE working_hours (
  id bigint PRIMARY KEY, inbox_id bigint, account_id bigint, day_of_week integer, closed_all_day boolean,
  open_all_day boolean, open_hour integer, open_minutes integer, close_hour integer, close_minutes integer
);
SELECT setval(pg_get_serial_sequence('events', 'id'), ${OWN_EVENTS_FROM}, false);
CREATE SEQUENCE dialog_outbox_gaps;
CREATE TABLE dialog_mirror_progress (its_table text PRIMARY KEY, after_id bigint NOT NULL, passes integer NOT NULL);
CREATE TABLE dialog_mirror_applied (
  account_id bigint NOT NULL, id bigint NOT NULL, at timestamp(6) NOT NULL, applied_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id, at)
);
CREATE INDEX dialog_mirror_applied_by_time ON dialog_mirror_applied (applied_at);
CREATE TABLE ${MIRROR} (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
INSERT INTO ${MIRROR} DEFAULT VALUES;
`;

/** The id of a log database, which marks the outbox that feeds it. */
export async function logIdOf(client: Pick<Client, 'query'>): Promise<string> {
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM ${MIRROR}`);
  return rows[0]!.id;
}
