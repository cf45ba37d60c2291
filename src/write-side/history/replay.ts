import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import { SQL_STATES, sqlStateOf } from '../../database/sql-states';
import { replayBatch } from './batch';
import { findUnlogged } from './find-unlogged';
import { closeGaps, readGaps } from './gaps';
import type { Written } from './write-past';

export interface ReplayOptions {
  /** One account; all unless given. */
  readonly accountId?: number;
  /** Conversations of one transaction. */
  readonly batch?: number;
  /** Told after every batch. */
  readonly onProgress?: (progress: ReplayProgress) => void;
  /** Ends the replay after the batch under way; another one goes on from there. */
  readonly signal?: AbortSignal;
}

/** How far a replay is. */
export interface ReplayProgress extends Written {
  /** Conversations looked at. */
  readonly conversations: number;
  readonly ofConversations: number;
}

/** What a replay did. */
export interface ReplayReport extends ReplayProgress {
  /** Conversations that had something to replay. */
  readonly replayed: number;
  /** Marks of the capture triggers that it closed: changes that they had missed. */
  readonly gapsClosed: number;
}

/** Small transactions: the host waits for a conversation no longer than one takes, which is some tenths of a second. */
const CONVERSATIONS_PER_BATCH = 200;

/** Batches under way at once: while one is written, the next one is decided. */
const BATCHES_AT_ONCE = 2;

/** A planner that takes the tables for empty, or an account for one without dialogs, chooses plans that read them all. */
const DIALOGS_PER_ANALYZE = 20_000;

const ATTEMPTS = 100;

const GIVES_WAY: ReadonlySet<string | undefined> = new Set([
  SQL_STATES.lockNotAvailable,
  SQL_STATES.deadlockDetected,
  SQL_STATES.serializationFailure,
]);

/**
 * Turns what a database held before the log, or what the log missed, into dialogs (rules §6): by conversation, oldest
 * first, in batches of one transaction each, while the host and capture go on. Progress is in the rows themselves: what
 * has its dialog is done, so an interrupted replay goes on where it was, and another one changes nothing.
 */
export async function replay(database: Database, options: ReplayOptions = {}): Promise<ReplayReport> {
  const { batch = CONVERSATIONS_PER_BATCH, onProgress = () => {}, signal } = options;
  const gaps = options.accountId === undefined ? await readGaps(database) : undefined;
  const accounts = await countConversations(database, options.accountId);
  const ofConversations = accounts.reduce((sum, { conversations }) => sum + conversations, 0);
  const sum = { conversations: 0, ofConversations, replayed: 0, dialogs: 0, rows: 0, messages: 0 };
  let analyzedAt = 0;
  let isFailed = false;
  const isStopped = () => isFailed || signal?.aborted === true;
  const pages = pagesOf(database, accounts, batch, isStopped);
  const work = async () => {
    for (let page = await pages.next(); !page.done; page = await pages.next()) {
      const { accountId, ids, unlogged } = page.value;
      const written = await replayConversations(database, accountId, unlogged);
      sum.conversations += ids.length;
      sum.replayed += unlogged.length;
      sum.dialogs += written.dialogs;
      sum.rows += written.rows;
      sum.messages += written.messages;
      if (sum.dialogs >= analyzedAt + DIALOGS_PER_ANALYZE) {
        analyzedAt = sum.dialogs;
        await database.rows(sql`ANALYZE dialogs, dialog_facts`);
      }
      onProgress({ ...sum });
    }
  };
  const failing = () =>
    work().catch((error: unknown) => {
      isFailed = true;
      throw error;
    });
  const ended = await Promise.allSettled(Array.from({ length: BATCHES_AT_ONCE }, failing));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  const isClosed = gaps !== undefined && !isStopped() && (await closeGaps(database, gaps));
  return { ...sum, gapsClosed: isClosed ? gaps.gaps : 0 };
}

/** Replays conversations of an account in one transaction; again where it gave way to the host. */
export async function replayConversations(
  database: Database,
  accountId: number,
  ids: readonly number[],
): Promise<Written> {
  if (ids.length === 0) return { dialogs: 0, rows: 0, messages: 0 };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction((session) => replayBatch(session, database.events, accountId, ids));
    } catch (error) {
      if (!GIVES_WAY.has(sqlStateOf(error)) || attempt === ATTEMPTS) throw error;
      await setTimeout(Math.random() * 200);
    }
  }
}

interface PageOfAccount {
  readonly accountId: number;
  readonly ids: readonly number[];
  readonly unlogged: readonly number[];
}

async function* pagesOf(
  database: Database,
  accounts: readonly { readonly accountId: number }[],
  batch: number,
  isStopped: () => boolean,
): AsyncGenerator<PageOfAccount> {
  for (const { accountId } of accounts) {
    for (let after = 0; !isStopped(); ) {
      const page = await findUnlogged(database, database.events, accountId, after, batch);
      if (page.ids.length === 0) break;
      after = page.ids.at(-1)!;
      yield { accountId, ...page };
    }
  }
}

async function countConversations(
  database: Database,
  accountId: number | undefined,
): Promise<{ accountId: number; conversations: number }[]> {
  const rows = await database.rows<{ account_id: number; conversations: number }>(sql`
    SELECT account_id, count(*) AS conversations FROM conversations
    ${accountId === undefined ? sql`` : sql`WHERE account_id = ${accountId}`}
    GROUP BY account_id ORDER BY account_id`);
  return rows.map((row) => ({ accountId: row.account_id, conversations: row.conversations }));
}
