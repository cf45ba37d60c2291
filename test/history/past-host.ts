import { Client } from 'pg';
import { connectDatabase, type Database } from '../../src/database/database';
import { installCapture } from '../../src/database/install/install';
import { replay } from '../../src/write-side/history/replay';
import { createHost, type HostVersion } from '../hosts/create-host';

/** A host with a past, installed beside afterwards. */
export interface PastHost {
  readonly url: string;
  readonly client: Client;
  readonly database: Database;
  /**
   * Writes a conversation as the host left it and replays. Answers its dialogs, a line each: from when to when, the
   * assignee, and the rows that are theirs; then the rows that have none.
   */
  replayed(now: string, ...rows: string[]): Promise<string[]>;
  /** Writes a conversation as the host left it; answers its id. */
  tell(now: string, ...rows: string[]): Promise<number>;
  /** Writes more rows of a conversation. */
  add(conversationId: number, ...rows: string[]): Promise<void>;
  dialogs(conversationId: number): Promise<string[]>;
  close(): Promise<void>;
}

const STATUSES = ['open', 'resolved', 'pending', 'snoozed'];
const DAY = '2022-05-01';

export async function createPastHost(version: HostVersion): Promise<PastHost> {
  const host = await createHost(version);
  await installCapture(host.url, () => {});
  const client = new Client({ connectionString: host.url, options: '-c TimeZone=UTC -c dialog_log.capture=off' });
  await client.connect();
  const database = await connectDatabase(host.url);
  const events = version === 'v2.2.1' ? 'events' : 'reporting_events';

  /** `now` is the row of now: status, when it was created and last updated, and who is assigned. */
  async function tell(now: string, ...rows: string[]): Promise<number> {
    const [status, createdAt, updatedAt, assignee] = now.split(' ');
    const { rows: inserted } = await client.query<{ id: number }>(
      `INSERT INTO conversations (account_id, inbox_id, status, assignee_id, contact_id, created_at, updated_at,
         last_activity_at) VALUES (1, 2, $1, $2, 2, $3, $4, $4) RETURNING id`,
      [STATUSES.indexOf(status!), assignee ?? null, `${DAY} ${createdAt}`, `${DAY} ${updatedAt}`],
    );
    await add(inserted[0]!.id, ...rows);
    return inserted[0]!.id;
  }

  async function add(id: number, ...rows: string[]): Promise<void> {
    for (const row of rows) {
      const [time, word, person] = row.split(' ');
      const at = `${DAY} ${time}`;
      const user = person ?? null;
      if (word === 'mention') {
        await client.query(
          `INSERT INTO mentions (user_id, conversation_id, account_id, mentioned_at, created_at, updated_at)
           VALUES ($1, $2, 1, $3, $3, $3)`,
          [user, id, at],
        );
      } else if (word! in MESSAGES) {
        const [type, isPrivate, sender] = MESSAGES[word!]!;
        await client.query(
          `INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, private, sender_type,
             sender_id, created_at, updated_at) VALUES ($1, 1, 2, $2, $3, $4, $5, $6, $7, $7)`,
          [word, id, type, isPrivate, sender, sender === 'Contact' ? 2 : user, at],
        );
      } else {
        await client.query(
          `INSERT INTO ${events} (name, value, account_id, inbox_id, user_id, conversation_id, created_at, updated_at)
           SELECT $1, extract(epoch FROM $4::timestamp - created_at), 1, 2, $2::int, id, $4, $4 FROM conversations WHERE id = $3`,
          [EVENTS[word!] ?? word, user, id, at],
        );
      }
    }
  }

  async function dialogs(id: number): Promise<string[]> {
    const { rows } = await client.query<{ line: string }>(
      `WITH stamped AS (
         SELECT dialog_id, created_at AS at, 0 AS rank, id::bigint, content AS word FROM messages WHERE conversation_id = $1
         UNION ALL SELECT dialog_id, mentioned_at, 1, id, 'mention' FROM mentions WHERE conversation_id = $1
         UNION ALL SELECT dialog_id, created_at, 2, id, replace(name, 'conversation_', '') FROM ${events}
           WHERE conversation_id = $1
       ), lines AS (
         SELECT d.id, d.created_at, to_char(d.created_at, 'HH24:MI:SS') || '-'
           || CASE WHEN d.status = 1 THEN to_char(d.updated_at, 'HH24:MI:SS') || CASE WHEN f.resolve_known THEN '' ELSE '?' END
              ELSE 'now' END
           || coalesce(' by ' || d.assignee_id, '') || ':' AS line
         FROM dialogs d JOIN dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
         WHERE d.conversation_id = $1
         UNION ALL SELECT NULL, NULL, 'none:'
       )
       SELECT line || coalesce((SELECT string_agg(' ' || word, '' ORDER BY at, rank, s.id) FROM stamped s
         WHERE s.dialog_id IS NOT DISTINCT FROM lines.id), '') AS line
       FROM lines ORDER BY created_at NULLS LAST, id`,
      [id],
    );
    return rows.map(({ line }) => line).filter((line) => line !== 'none:');
  }

  return {
    ...{ url: host.url, client, database, tell, add, dialogs },
    async replayed(now, ...rows) {
      const id = await tell(now, ...rows);
      await replay(database);
      return dialogs(id);
    },
    async close() {
      await client.end();
      await database.close();
      await host.close();
    },
  };
}

/** Type, private, sender. */
const MESSAGES: Readonly<Record<string, [number, boolean, string | null]>> = {
  client: [0, false, 'Contact'],
  agent: [1, false, 'User'],
  note: [1, true, 'User'],
  bot: [1, false, 'AgentBot'],
  activity: [2, false, null],
  template: [3, false, null],
};

const EVENTS: Readonly<Record<string, string>> = {
  resolved: 'conversation_resolved',
  open: 'conversation_open',
  pending: 'conversation_pending',
  assigned: 'conversation_assigned',
};

/** The contents of all tables, each as one hash. */
export async function digestOf(client: Pick<Client, 'query'>): Promise<Record<string, string>> {
  const { rows: tables } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  const digest: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await client.query<{ hash: string }>(
      `SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), '')) AS hash FROM ${name} t`,
    );
    digest[name] = rows[0]!.hash;
  }
  return digest;
}
