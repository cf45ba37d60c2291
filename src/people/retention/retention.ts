import { type SQL, sql } from 'drizzle-orm';
import type { Database, Session } from '../../database/database';
import { formatTimestamp, type Instant } from '../../instant';
import { removeDialogs } from './dialogs';
import { removeNames } from './names';
import { removeOutbox, removeTokens } from './plain-rows';
import { removePresence } from './presence';

/** One kind of data that has an age: how it is removed, or, with `dryRun`, counted. */
interface Kind {
  /** What goes, for help and lines. */
  readonly meaning: string;
  /** Only where asked for by name. */
  readonly isExtra?: boolean;
  remove(database: Database, scope: RetentionScope): Promise<number>;
}

/** Of what, how far back, and how the work goes. */
export interface RetentionScope {
  readonly accountId: number;
  /** What is older goes; as PostgreSQL's text. */
  readonly before: string;
  readonly dryRun: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Told after every batch: how much more was removed. */
  onBatch(rows: number): void;
}

/** In the order in which they go. */
export const RETENTION_KINDS = {
  presence: {
    meaning: 'visits that ended before, but for those that a dialog that ended later, or lasts, is decided from',
    remove: removePresence,
  },
  outbox: { meaning: 'captured changes that could not be logged, set aside before', remove: removeOutbox },
  tokens: { meaning: 'API tokens that were revoked or expired before', remove: removeTokens },
  names: {
    meaning: 'last known names of contacts that the host has deleted, with no dialog that ended later',
    remove: removeNames,
  },
  dialogs: {
    meaning: 'dialogs that ended before, of conversations that the host has deleted, with all that is known of them',
    isExtra: true,
    remove: removeDialogs,
  },
} satisfies Readonly<Record<string, Kind>>;

/** The name of a kind of data. */
export type RetentionKind = keyof typeof RETENTION_KINDS;

/** The kinds that go unless others are asked for. */
export const USUAL_KINDS = Object.entries<Kind>(RETENTION_KINDS)
  .filter(([, { isExtra }]) => !isExtra)
  .map(([name]) => name as RetentionKind);

export interface RetentionOptions {
  /** One account; all unless given. */
  readonly accountId?: number | undefined;
  /** In days of 24 hours. */
  readonly days: number;
  readonly what: readonly RetentionKind[];
  readonly dryRun?: boolean | undefined;
  /** Ends the work after the batch under way; another one goes on from there. */
  readonly signal?: AbortSignal | undefined;
  /** Told of each account and kind of which anything went. */
  onRemoved(accountId: number, what: RetentionKind, rows: number): void;
  /** Told after every batch, of all so far. */
  onProgress?(rows: number): void;
}

/**
 * Removes what is older than a number of days, by account and kind, in small transactions beside running servers; with
 * `dryRun` counts it. Interrupted, it has done a part; run again, it goes on. Returns the moment before which all goes.
 */
export async function applyRetention(database: Database, options: RetentionOptions): Promise<Instant> {
  const { days, what, dryRun = false, signal, onRemoved, onProgress } = options;
  const [clock] = await database.rows<{ before: Instant }>(sql`
    SELECT clock_timestamp() AT TIME ZONE 'UTC' - make_interval(days => ${days}) AS before`);
  const before = clock!.before;
  const kinds = Object.entries<Kind>(RETENTION_KINDS).filter(([name]) => what.includes(name as RetentionKind));
  let total = 0;
  const onBatch = (rows: number) => {
    total += rows;
    onProgress?.(total);
  };
  const accounts = options.accountId === undefined ? await listAccounts(database) : [options.accountId];
  for (const accountId of accounts) {
    for (const [name, { remove }] of kinds) {
      if (signal?.aborted) return before;
      const scope = { accountId, before: formatTimestamp(before), dryRun, signal, onBatch };
      const rows = await remove(database, scope);
      if (rows > 0) onRemoved(accountId, name as RetentionKind, rows);
    }
  }
  return before;
}

/** Those of which we hold anything, whether or not the host has them still. */
async function listAccounts(session: Session): Promise<number[]> {
  const tables = ['dialogs', 'dialog_presence', 'dialog_outbox_aside', 'dialog_api_tokens', 'dialog_known_names'];
  const rows = await session.rows<{ id: number }>(
    sql`SELECT id FROM (${sql.join(tables.map(accountsIn), sql` UNION `)}) accounts ORDER BY id`,
  );
  return rows.map(({ id }) => id);
}

/** From one account to the next, by the key: a table may hold millions of rows of a few accounts. */
function accountsIn(table: string): SQL {
  const least = (condition: SQL) => sql`(SELECT min(account_id) FROM ${sql.raw(table)} WHERE ${condition})`;
  return sql`SELECT id FROM (
    WITH RECURSIVE account (id) AS (
      SELECT ${least(sql`true`)} UNION ALL SELECT ${least(sql`account_id > account.id`)} FROM account WHERE id IS NOT NULL)
    SELECT id FROM account WHERE id IS NOT NULL) of_table`;
}
