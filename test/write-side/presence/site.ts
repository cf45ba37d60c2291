import { sql } from 'drizzle-orm';
import type { Database } from '../../../src/database/database';
import { type Instant, MICROSECONDS_PER_SECOND } from '../../../src/instant';
import type { PresenceFact, PresenceInterval } from '../../../src/rulebook/presence';
import { decideKinds } from '../../../src/write-side/kinds/decide-kinds';
import { intervalOf } from '../../../src/write-side/kinds/read-facts';
import { type PresenceRecord, recordPresence } from '../../../src/write-side/presence/record-presence';
import { createWriteSide } from '../../../src/write-side/service';
import { createAccount, type TestAccount } from '../../helpers/account';
import { setStatus, start } from '../commands';

/** The second 0 of the stories: two hours ago, on a quarter of an hour. */
const ZERO = (Math.floor(Date.now() / 900_000) - 8) * 900 * MICROSECONDS_PER_SECOND;

export const moment = (second: number): Instant => ZERO + second * MICROSECONDS_PER_SECOND;

/** An account, and one visitor of its site. */
export interface Site {
  readonly account: TestAccount;
  readonly contact: number;
  /** Records a fact of a second, in the account's inbox unless told otherwise. */
  tell(second: number, presence: PresenceFact['presence'], parts?: Partial<PresenceRecord>): Promise<boolean>;
  /** A dialog of the visitor that starts waiting at a second; the ids. */
  open(second: number, inboxId?: number): Promise<{ dialog: number; conversation: number }>;
  resolve(conversation: number, second: number): Promise<void>;
  /** The stored intervals, by session. */
  intervals(): Promise<Record<string, PresenceInterval[]>>;
  kinds(dialog: number): Promise<{ kinds: string; reason: string }>;
  /** Whether deciding anew would change anything that was kept. */
  isStale(dialog: number): Promise<boolean>;
}

export async function openSite(database: Database): Promise<Site> {
  const account = await createAccount(database);
  const writeSide = createWriteSide(database);
  const contact = account.contacts[0]!;
  const decided = async (dialog: number) => {
    const [row] = await database.rows<{ kinds: string; reason: string; at: Instant }>(sql`
      SELECT array_to_string(kinds, ',') AS kinds, reason, decided_at AS at FROM dialog_classifications
      WHERE account_id = ${account.id} AND dialog_id = ${dialog}`);
    return row!;
  };
  return {
    account,
    contact,
    tell: (second, presence, parts) =>
      recordPresence(database, account.id, {
        ...{ contactId: contact, inboxId: account.inbox, session: 'page', presence, at: moment(second) },
        ...parts,
      }),
    async open(second, inboxId = account.inbox) {
      const result = await writeSide.execute(account.id, start(account, { inboxId, at: moment(second) }));
      return { dialog: result.dialogId!, conversation: result.conversationId };
    },
    async resolve(conversation, second) {
      await writeSide.execute(account.id, setStatus(conversation, 'resolved', { at: moment(second) }));
    },
    async intervals() {
      const rows = await database.rows<{ session: string; interval: Parameters<typeof intervalOf>[0] }>(sql`
        SELECT session, json_build_object('online_from', online_from, 'last_sign_at', last_sign_at, 'has_left', has_left,
          'signs', signs) AS interval
        FROM dialog_presence WHERE account_id = ${account.id} ORDER BY session, online_from`);
      const bySession: Record<string, PresenceInterval[]> = {};
      for (const { session, interval } of rows)
        bySession[session] = [...(bySession[session] ?? []), intervalOf(interval)];
      return bySession;
    },
    async kinds(dialog) {
      const { kinds, reason } = await decided(dialog);
      return { kinds, reason };
    },
    async isStale(dialog) {
      const before = await decided(dialog);
      await database.transaction((session) => decideKinds(session, database.events, account.id, [dialog]));
      return (await decided(dialog)).at !== before.at;
    },
  };
}
