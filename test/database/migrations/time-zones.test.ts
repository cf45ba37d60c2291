import { sql } from 'drizzle-orm';
import { connectDatabase, type Database } from '../../../src/database/database';
import { migrateDatabase } from '../../../src/database/migrate';
import { type Instant, parseTimestamp } from '../../../src/instant';
import type { StartConversation } from '../../../src/write-side/commands';
import { createWriteSide } from '../../../src/write-side/service';
import { createHost } from '../../hosts/create-host';
import { withClient } from './snapshot';

describe('where the database and the role are set to Kathmandu, and to dates of another style', () => {
  let database: Database;
  let closeHost: () => Promise<void>;
  let url: string;

  beforeAll(async () => {
    ({ url, close: closeHost } = await createHost('v2.2.1'));
    const name = new URL(url).pathname.slice(1);
    await withClient(url, (client) =>
      client.query(`
        ALTER DATABASE ${name} SET timezone = 'Asia/Kathmandu';
        ALTER DATABASE ${name} SET datestyle = 'SQL, DMY';
        ALTER ROLE CURRENT_USER IN DATABASE ${name} SET timezone = 'Asia/Kathmandu'`),
    );
    await migrateDatabase(url);
    database = await connectDatabase(url);
  });
  afterAll(async () => {
    await database.close();
    await closeHost();
  });

  const START: StartConversation = {
    type: 'start-conversation',
    inboxId: 4,
    contactId: 4,
    status: 'open',
    assigneeId: null,
    teamId: null,
    startedBy: 'visitor',
    startedOffline: null,
  };

  it('a command gives back the moment that it was given, and so do all rows, to the microsecond', async () => {
    const at = parseTimestamp('2022-03-27 01:30:00.123457');
    const { conversationId, events } = await createWriteSide(database).execute(1, { ...START, at });
    expect(events.map((event) => event.at)).toEqual([at]);
    expect(
      await database.rows(sql`
        SELECT c.created_at AS conversation, c.last_activity_at AS activity, d.created_at AS dialog, e.created_at AS event
        FROM conversations c JOIN dialogs d ON d.conversation_id = c.id JOIN events e ON e.conversation_id = c.id
        WHERE c.id = ${conversationId}`),
    ).toEqual([{ conversation: at, activity: at, dialog: at, event: at }]);
    const ofIt = sql`account_id = 1 AND conversation_id = ${conversationId}`;
    const [event] = await database.orm.select().from(database.events).where(ofIt);
    expect(event).toMatchObject({ createdAt: at, updatedAt: at });
    const text = await withClient(url, async (client) => {
      await client.query("SET datestyle = 'ISO'");
      const { rows } = await client.query<{ text: string }>(
        'SELECT created_at::text AS text FROM conversations WHERE id = $1',
        [conversationId],
      );
      return rows[0]!.text;
    });
    expect(text).toBe('2022-03-27 01:30:00.123457');
  });

  it("a command without a moment takes that of the database's clock, in UTC", async () => {
    const before: Instant = Date.now() * 1000;
    const { events } = await createWriteSide(database).execute(1, START);
    const minute = 60_000_000;
    expect(Math.abs(events[0]!.at - before)).toBeLessThan(minute);
  });

  it('rows of the host read as they were written', async () => {
    expect(await database.rows(sql`SELECT created_at AS at FROM conversations WHERE id = 2`)).toEqual([
      { at: parseTimestamp('2022-01-11 10:02:02.246914') },
    ]);
  });
});
