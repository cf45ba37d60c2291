import type { SQL } from 'drizzle-orm';
import type { Database } from '../database/database';
import type { Instant } from '../instant';

/** What a check looks at. */
export interface CheckRange {
  /** One account; all unless given. */
  readonly accountId?: number;
  /** Rows and dialogs from this moment on. */
  readonly since?: Instant;
  /** Rows and dialogs before this moment. */
  readonly until?: Instant;
}

/** Something that the log and the host's tables don't agree on. */
export interface Disagreement {
  readonly kind: string;
  readonly accountId: number;
  readonly conversationId: number | null;
  readonly dialogId: number | null;
  /** Rows of the table that `words` names; none where the dialog or the conversation itself is meant. */
  readonly rowIds: readonly number[];
  readonly words: string;
}

/** The parts of a check's statement that depend on what is looked at. */
export interface Scope {
  readonly events: Database['events'];
  /** The rows of an alias that are of the account. */
  account(alias: string): SQL;
  /** The rows of an alias whose moment lies in the range. */
  during(alias: string, column: string): SQL;
  /**
   * Leaves out conversations with changes in the outbox: what they hold is not logged yet. By account and conversation
   * of an alias; `column` where a conversation's own id tells.
   */
  settled(alias: string, column?: 'conversation_id' | 'id'): SQL;
}

/** How a disagreement with one right answer is mended; returns what it did, in words. */
export type Repair = (database: Database, accountId: number, found: readonly Disagreement[]) => Promise<string>;

/** One kind of disagreement: how it is found, and how it is mended where there is one right answer. */
export type Check = {
  readonly kind: string;
  readonly description: string;
  readonly repair?: Repair;
} & (
  | {
      /** A statement of the columns account_id, conversation_id, dialog_id, row_ids (bigint[]) and words. */
      sql(scope: Scope): SQL;
    }
  | {
      /** For what no one statement can find. */
      find(database: Database, scope: Scope): Promise<Disagreement[]>;
    }
);
