import { getTableName, sql } from 'drizzle-orm';
import { connectDatabase, type Database, type PoolLimits, type Session } from '../database/database';
import type { EventTableName } from '../database/event-table';
import { logFedBy } from '../database/install/outbox-only';
import { logIdOf } from '../database/log-database';
import { MIRROR } from '../database/our-tables';
import { type MirroredTable, mirroredTables, type OnLeftOut } from './tables';

/** A host's database, and the log database that its outbox feeds. */
export interface Mirror {
  readonly host: Database;
  readonly log: Database;
  readonly tables: readonly MirroredTable[];
  /** Agents, inboxes and teams that changes referred to and that the host did not know either. */
  readonly lookedFor: Set<string>;
  /** Lets the host's database go; the log's stays. */
  close(): Promise<void>;
}

/** A host's database that does not feed this log database; the message says what would be right. */
export class NotPairedError extends Error {
  override readonly name = 'NotPairedError';
}

/** Connects to the host. Throws NotPairedError where its outbox is not there, or feeds another log database. */
export async function openMirror(
  hostUrl: string,
  log: Database,
  limits: PoolLimits,
  onLeftOut: OnLeftOut = () => {},
): Promise<Mirror> {
  const host = await connectDatabase(hostUrl, limits);
  try {
    await refuseStrangers(host, log);
    const tables = await mirroredTables(host.pool, getTableName(host.events) as EventTableName, onLeftOut);
    return { host, log, tables, lookedFor: new Set(), close: () => host.close() };
  } catch (error) {
    await host.close();
    throw error;
  }
}

/** Triggers that are missing are no reason: what an uninstall has left in the outbox is still to be taken over. */
async function refuseStrangers(host: Database, log: Database): Promise<void> {
  const [fed, logId] = await Promise.all([logFedBy(host.pool), logIdOf(log.pool)]);
  if (fed === undefined) {
    throw new NotPairedError(
      "the outbox is not installed in the host's database (DATABASE_URL): run npm run --silent cli -- install",
    );
  }
  if (fed !== logId) {
    throw new NotPairedError(
      `the host's outbox feeds another log database (${fed}) than the one at LOG_DATABASE_URL (${logId}): set ` +
        'LOG_DATABASE_URL to that one',
    );
  }
}

/**
 * One step of the mirror: reads the host at one moment, writes the log database in one transaction. Steps take turns,
 * whichever processes they run in, each from before its reading to its commit: so what one copies is never older than
 * what another has. The commit is on disk before anybody goes on, whatever the database's default says.
 */
export async function inTurn<Result>(
  { host, log }: Pick<Mirror, 'host' | 'log'>,
  work: (host: Session, log: Session) => Promise<Result>,
): Promise<Result> {
  return log.transaction(async (ofLog) => {
    await commitOnDisk(ofLog);
    await ofLog.rows(sql`SELECT FROM ${sql.identifier(MIRROR)} FOR UPDATE`);
    return host.transaction(async (ofHost) => {
      await ofHost.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`);
      return work(ofHost, ofLog);
    });
  });
}

/** The transaction's commit waits for the disk at least. */
export async function commitOnDisk(session: Session): Promise<void> {
  await session.rows(sql`
    SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'`);
}
