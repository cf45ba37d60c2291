import { sql } from 'drizzle-orm';
import { MICROSECONDS_PER_SECOND } from '../../src/instant';
import type { Command, CommandResult, StartConversation } from '../../src/write-side/commands';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { storeVisits } from '../helpers/visits';
import { post, start } from './commands';
import { readClock } from './read-clock';

/** What is kept of a dialog; moments as seconds after its beginning, an hour ago. */
export interface Kept {
  readonly kinds: string[];
  readonly answered: number | null;
  readonly wait: number | null;
  readonly reason: string;
  readonly departed: number | null;
  readonly team: number | null;
}

/** A database for the tests of a file, and an account for each of them, with what they do and ask. */
export function keptKinds() {
  const its = {} as { test: TestDatabase; writeSide: WriteSide; account: TestAccount; begunAt: number };
  beforeAll(async () => {
    const test = await createTestDatabase();
    Object.assign(its, { test, writeSide: createWriteSide(test.database) });
  });
  afterAll(() => its.test.close());
  beforeEach(async () => {
    its.account = await createAccount(its.test.database);
    its.begunAt = (await readClock(its.test.database)) - 3600 * MICROSECONDS_PER_SECOND;
  });
  const at = (seconds: number) => ({ at: its.begunAt + seconds * MICROSECONDS_PER_SECOND });
  const execute = (command: Command): Promise<CommandResult> => its.writeSide.execute(its.account.id, command);
  return {
    ...{ its, at, execute },
    async begin(parts: Partial<StartConversation> = {}) {
      const { conversationId, dialogId } = await execute(start(its.account, { ...at(0), ...parts }));
      return { conversation: conversationId, dialog: dialogId! };
    },
    /** The first agent writes. */
    replied: (conversation: number, seconds: number) =>
      post(conversation, { messageType: 'outgoing', agentId: its.account.agents[0]!, ...at(seconds) }),
    /** The first contact is online from before the beginning until a second. */
    visit: (until: number) =>
      storeVisits(its.test.database, its.account.id, [
        { contact: its.account.contacts[0]!, from: at(-20).at, to: at(until).at },
      ]),
    async keptOf(dialogId: number): Promise<Kept> {
      const beginning = its.begunAt / MICROSECONDS_PER_SECOND;
      const since = (column: string) =>
        sql.raw(`round((extract(epoch FROM ${column})::float8 - ${beginning})::numeric, 3)::float8`);
      const [row] = await its.test.database.rows<Kept>(sql`
        SELECT kinds::text[] AS kinds, ${since('answered_at')} AS answered, answer_wait_seconds AS wait, reason,
          ${since('departed_at')} AS departed, departed_team_id AS team
        FROM dialog_classifications WHERE account_id = ${its.account.id} AND dialog_id = ${dialogId}`);
      return row!;
    },
  };
}
