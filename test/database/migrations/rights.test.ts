import { sql } from 'drizzle-orm';
import { connectDatabase } from '../../../src/database/database';
import { migrateDatabase } from '../../../src/database/migrate';
import { createWriteSide } from '../../../src/write-side/service';
import { createHost } from '../../hosts/create-host';
import { takeSnapshot, withClient } from './snapshot';

const OWNER = `dialog_test_owner_${process.pid}`;
const STRANGER = `dialog_test_stranger_${process.pid}`;

/** A host as managed servers have it: one role owns its tables, another the database. */
describe("rights on a host's database", () => {
  let url: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ url, close } = await createHost('v4.13.0'));
    const database = new URL(url).pathname.slice(1);
    await withClient(url, async (client) => {
      await client.query(`
        SET password_encryption = 'scram-sha-256';
        CREATE ROLE ${OWNER} LOGIN PASSWORD 'secret' NOSUPERUSER NOCREATEDB NOCREATEROLE;
        CREATE ROLE ${STRANGER} LOGIN PASSWORD 'secret' NOSUPERUSER NOCREATEDB NOCREATEROLE;
        REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
        GRANT CONNECT ON DATABASE ${database} TO ${OWNER}, ${STRANGER};
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        GRANT USAGE, CREATE ON SCHEMA public TO ${OWNER};
        GRANT USAGE ON SCHEMA public TO ${STRANGER};
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${STRANGER};
        DO $$ DECLARE name text; BEGIN
          FOR name IN SELECT oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace
            AND (relkind = 'r' OR relname LIKE 'conv_dpid_seq_%')
          LOOP EXECUTE format('ALTER TABLE %s OWNER TO ${OWNER}', name); END LOOP;
        END $$`);
    });
  });
  afterAll(async () => {
    await withClient(url, (client) =>
      client.query(`DROP OWNED BY ${OWNER}, ${STRANGER}; DROP ROLE ${OWNER}, ${STRANGER}`),
    );
    await close();
  });

  function urlOf(role: string): string {
    const login = new URL(url);
    login.username = role;
    login.password = 'secret';
    return login.toString();
  }

  it('one that does not own the tables is refused, with all that it lacks', async () => {
    const before = await takeSnapshot(url);
    const lacks = (table: string) =>
      `found ${table} owned by ${OWNER}; needed: the rights of ${OWNER}, which the role ${STRANGER} lacks`;
    await expect(migrateDatabase(urlOf(STRANGER))).rejects.toMatchObject({
      findings: [
        `found no right of the role ${STRANGER} to create tables; needed: GRANT CREATE ON SCHEMA public`,
        ...['conversations', 'messages', 'mentions', 'reporting_events'].map(lacks),
      ],
    });
    expect(await takeSnapshot(url)).toEqual(before);
  });

  it('the owner of the tables needs no right on the database itself', async () => {
    await withClient(urlOf(OWNER), async (client) => {
      const create = client.query('CREATE SCHEMA IF NOT EXISTS public');
      await expect(create).rejects.toThrow('permission denied for database');
    });
    expect(await migrateDatabase(urlOf(OWNER))).toEqual({ found: 'host' });
    expect(await migrateDatabase(urlOf(OWNER))).toEqual({ found: 'migrated' });
  });

  it('the same role carries out commands', async () => {
    const database = await connectDatabase(urlOf(OWNER));
    const { events } = await createWriteSide(database).execute(1, {
      ...{ type: 'start-conversation', inboxId: 4, contactId: 4, status: 'open', assigneeId: 2, teamId: 1 },
      ...{ startedBy: 'visitor', startedOffline: null },
    });
    expect(events.map(({ name }) => name)).toEqual(['conversation_open', 'conversation_assigned']);
    expect(await database.rows(sql`SELECT status, assignee_id FROM dialogs`)).toEqual([{ status: 0, assignee_id: 2 }]);
    await database.close();
  });
});
