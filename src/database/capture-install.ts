import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { captureTriggers, installStatements } from './capture-triggers';
import { findEventTable } from './host-layout';
import { migrateDatabase } from './migrate';
import { SQL_STATES, sqlStateOf } from './sql-states';

/** A trigger waits for the table's writers, and its writers behind it: never for longer than this. */
const LOCK_TIMEOUT = '500ms';
const ATTEMPTS = 60;
const PAUSE_MS = 500;

/** Brings a database up to date and attaches the capture triggers that are missing. Safe to repeat. */
export async function installCapture(url: string, log: (message: string) => void): Promise<void> {
  await migrateDatabase(url, log);
  await withClient(url, async (client) => {
    const events = await findEventTable(client);
    const { rows } = await client.query<{ schema: string }>('SELECT quote_ident(current_schema()) AS schema');
    const { prepare, attach } = installStatements(events, rows[0]!.schema);
    for (const statement of prepare) await client.query(statement);
    const attached = await attachedTriggers(client);
    for (const [name, statement] of attach) {
      if (attached.has(name)) continue;
      log(`attaching trigger ${name}`);
      await patiently(client, statement, log);
    }
  });
}

/** Takes the triggers and their functions away; the log stays. Safe to repeat. */
export async function uninstallCapture(url: string, log: (message: string) => void): Promise<void> {
  await withClient(url, async (client) => {
    const attached = await attachedTriggers(client);
    for (const { name, table } of captureTriggers(await findEventTable(client))) {
      if (attached.has(name)) {
        log(`removing trigger ${name}`);
        await patiently(client, `DROP TRIGGER IF EXISTS ${name} ON ${table}`, log);
      }
      await client.query(`DROP FUNCTION IF EXISTS ${name}()`);
    }
    await client.query('DROP SEQUENCE IF EXISTS dialog_outbox_gaps');
  });
}

/** Whether all capture triggers are attached. */
export async function isCaptureInstalled(client: Pick<Client, 'query'>): Promise<boolean> {
  const attached = await attachedTriggers(client);
  return captureTriggers('events').every(({ name }) => attached.has(name));
}

async function attachedTriggers(client: Pick<Client, 'query'>): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT tgisinternal AND tgname LIKE 'dialog\\_log\\_%' AND pg_table_is_visible(c.oid) AND t.tgenabled <> 'D'`,
  );
  return new Set(rows.map(({ name }) => name));
}

async function patiently(client: Client, statement: string, log: (message: string) => void): Promise<void> {
  await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(statement);
      return;
    } catch (error) {
      if (sqlStateOf(error) !== SQL_STATES.lockNotAvailable || attempt === ATTEMPTS) throw error;
      log(`a table is in use; trying again (${attempt} of ${ATTEMPTS - 1})`);
      await setTimeout(PAUSE_MS);
    }
  }
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'dialog-statistics install' });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
