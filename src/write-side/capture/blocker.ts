import { sql } from 'drizzle-orm';
import type { Session } from '../../database/database';
import { durationInWords } from './duration';

/** The transaction for whose end the capture waits: it runs, or it was prepared for a commit in two phases. */
export interface Blocker {
  /** The process that runs it; null for a prepared one. */
  readonly pid: number | null;
  /** The name under which it was prepared; null for a running one. */
  readonly gid: string | null;
  /** What its client calls itself; null where it doesn't tell. */
  readonly application: string | null;
  readonly user: string | null;
  readonly database: string | null;
  /** As in pg_stat_activity; null where our role may not see it (pg_read_all_stats). */
  readonly state: string | null;
  /** For how long it runs, or is prepared; null where our role may not see it. */
  readonly seconds: number | null;
}

/**
 * The oldest transaction of the cluster that has written, in whichever database; undefined where none runs. Those that
 * only read, vacuums and replication slots hold nothing back: they don't count in pg_snapshot_xmin.
 */
export async function findBlocker(session: Session): Promise<Blocker | undefined> {
  const [blocker] = await session.rows<Blocker>(sql`
    SELECT pid, NULL AS gid, nullif(application_name, '') AS application, usename AS "user", datname AS database, state,
      extract(epoch FROM clock_timestamp() - xact_start)::float8 AS seconds
    FROM pg_stat_activity WHERE backend_xid = pg_snapshot_xmin(pg_current_snapshot())::xid
    UNION ALL
    SELECT NULL, gid, NULL, owner, database, 'prepared', extract(epoch FROM clock_timestamp() - prepared)::float8
    FROM pg_prepared_xacts WHERE transaction = pg_snapshot_xmin(pg_current_snapshot())::xid`);
  return blocker;
}

/**
 * Names a transaction and says how to end it. `atLeast` is a lower bound in seconds of how long it runs, for where our
 * role may not see it.
 */
export function describeBlocker(blocker: Blocker, atLeast: number): string {
  const { pid, gid, application, user, database, state, seconds } = blocker;
  const since = seconds === null ? `for at least ${durationInWords(atLeast)}` : `for ${durationInWords(seconds)}`;
  const ofWhom = [
    application === null ? null : `application ${application}`,
    user === null ? null : `user ${user}`,
    database === null ? null : `database ${database}`,
    `${state ?? 'running'} ${since}`,
  ];
  const details = ofWhom.filter((part) => part !== null).join(', ');
  return pid === null
    ? `the prepared transaction '${gid}' (${details}); commit it, or run ROLLBACK PREPARED '${gid}'`
    : `the transaction of process ${pid} (${details}); let it end, or run SELECT pg_terminate_backend(${pid})`;
}
