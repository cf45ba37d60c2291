import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database';
import { type Documents, replayDocuments } from '../../src/demo/documents';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createTestDatabase } from '../helpers/database';
import type { Row } from './table';

/** The documents' tables, replayed into a database of the test file's own; rows are read with the documents' numbers for ids. */
export interface Replayed {
  readonly database: Database;
  readonly writeSide: WriteSide;
  readonly documents: Documents;
  events(conversationId: number): Promise<Row[]>;
  messages(conversationId: number): Promise<Row[]>;
  dialogs(conversationId: number): Promise<Row[]>;
  mentions(): Promise<Row[]>;
}

/** Replays before the tests of a file, and drops the database after them. */
export function useReplayedDocuments(): Replayed {
  const replayed = {} as { -readonly [Part in keyof Replayed]: Replayed[Part] };
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const test = await createTestDatabase();
    close = test.close;
    const writeSide = createWriteSide(test.database);
    const documents = await replayDocuments(test.database, writeSide);
    Object.assign(replayed, { database: test.database, writeSide, documents });
    Object.assign(replayed, readers(test.database, documents, await numbersOfIds(test.database, documents)));
  });
  afterAll(() => close?.());
  return replayed;
}

/** For each kind of id, the number that the documents have for it. */
type Numbers = Readonly<Record<'account' | 'inbox' | 'user' | 'conversation' | 'dialog', ReadonlyMap<number, number>>>;

async function numbersOfIds(database: Database, documents: Documents): Promise<Numbers> {
  const { threeDialogs, assignments, conversation150, mentions } = documents.conversations;
  const dialogNumbers: [conversation: number, numbers: number[]][] = [
    [threeDialogs, [1, 2, 3]],
    [assignments, [1]],
    [conversation150, [10, 11, 45]],
    [mentions[121], [15]],
    [mentions[117], [18]],
    [mentions[127], [20]],
    [mentions[128], [28, 29]],
  ];
  const dialog = new Map<number, number>();
  for (const [conversationId, numbers] of dialogNumbers) {
    const rows = await database.rows<{ id: number }>(
      sql`SELECT id FROM dialogs WHERE conversation_id = ${conversationId} ORDER BY created_at, id`,
    );
    expect(rows).toHaveLength(numbers.length);
    for (const [index, { id }] of rows.entries()) dialog.set(id, numbers[index]!);
  }
  return {
    account: new Map([[documents.accountId, 1]]),
    inbox: new Map([[documents.inboxId, 1]]),
    user: new Map(Object.entries(documents.agents).map(([number, id]) => [id, Number(number)])),
    conversation: new Map([
      [threeDialogs, 14],
      [assignments, 14],
      [conversation150, 150],
      ...Object.entries(mentions).map(([number, id]): [number, number] => [id, Number(number)]),
    ]),
    dialog,
  };
}

const NUMBERED = {
  account_id: 'account',
  inbox_id: 'inbox',
  user_id: 'user',
  assignee_id: 'user',
  conversation_id: 'conversation',
  dialog_id: 'dialog',
} as const;

function readers(database: Database, documents: Documents, numbers: Numbers) {
  const numbered = (row: Row): Row =>
    Object.fromEntries(
      Object.entries(row).map(([column, text]) => {
        if (!(column in NUMBERED) || text === null) return [column, text];
        const number = numbers[NUMBERED[column as keyof typeof NUMBERED]].get(Number(text));
        return [column, number === undefined ? `unknown ${column} ${text}` : String(number)];
      }),
    );
  const read = async (statement: SQL) => (await database.rows<Row>(statement)).map(numbered);

  return {
    events: (conversationId: number) =>
      read(sql`
        SELECT name, value::text, account_id::text, inbox_id::text, user_id::text, conversation_id::text,
          dialog_id::text, created_at::text, updated_at::text
        FROM ${database.events} WHERE conversation_id = ${conversationId} ORDER BY id`),
    messages: async (conversationId: number) => {
      const rows = await read(sql`
        SELECT content, account_id::text, inbox_id::text, conversation_id::text, dialog_id::text, message_type::text,
          additional_attributes->>'user_id_assigned' AS user_id,
          (SELECT count(*) FROM jsonb_object_keys(additional_attributes))::text AS attributes, created_at::text
        FROM messages WHERE conversation_id = ${conversationId} ORDER BY id`);
      return rows.map(({ user_id: assigned, attributes, ...row }) => {
        expect(attributes).toBe('1');
        return { ...row, user_id_assigned: assigned! };
      });
    },
    dialogs: async (conversationId: number) => {
      const rows = await read(sql`
        SELECT id::text AS dialog_id, account_id::text, inbox_id::text, status::text, assignee_id::text,
          created_at::text, updated_at::text, contact_id::text, team_id::text, conversation_id::text
        FROM dialogs WHERE conversation_id = ${conversationId} ORDER BY created_at, id`);
      return rows.map(({ dialog_id: id, contact_id: contact, team_id: team, ...row }) => ({
        id: id!,
        ...row,
        contact: contact === String(documents.contactId) ? 'the contact' : contact!,
        team: team === String(documents.supportTeamId) ? 'support' : team!,
      }));
    },
    mentions: () =>
      read(sql`
        SELECT user_id::text, conversation_id::text, dialog_id::text, account_id::text, mentioned_at::text,
          created_at::text, updated_at::text
        FROM mentions ORDER BY mentioned_at`),
  };
}
