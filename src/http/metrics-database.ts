import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Database } from '../database/database';
import { BEGIN_SNAPSHOT, END_SNAPSHOT } from '../database/snapshot';
import { SQL_STATES, sqlStateOf } from '../database/sql-states';

/** Seconds; a statement may take 15. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

const KNOWN_STATES = new Map<string | undefined, string>(
  Object.entries(SQL_STATES).map(([name, state]) => [
    state,
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ]),
);

/** Counts the statements and snapshots of a database, and shows the connections of its pool. */
export function databaseMetrics(registry: Registry, { pool, activity }: Pick<Database, 'pool' | 'activity'>): void {
  const registers = [registry];
  const durations = new Histogram({
    name: 'dialogs_sql_statement_duration_seconds',
    help: 'How long SQL statements took, by their kinds and by what they were for.',
    labelNames: ['kind', 'work'],
    buckets: BUCKETS,
    registers,
  });
  const failures = new Counter({
    name: 'dialogs_sql_statement_failures_total',
    help: 'SQL statements that failed, by the reason.',
    labelNames: ['reason'],
    registers,
  });
  const snapshots = new Gauge({
    name: 'dialogs_snapshots_open',
    help: 'Requests that hold a connection to read everything at one moment.',
    registers,
  });
  activity.on('statement', ({ text, kind, work, milliseconds, error }) => {
    durations.observe({ kind, work: work?.kind ?? 'other' }, milliseconds / 1000);
    if (error) failures.inc({ reason: reasonOf(error) });
    if (text === BEGIN_SNAPSHOT) snapshots.inc();
    else if (text === END_SNAPSHOT) snapshots.dec();
  });
  const gauges: [name: string, help: string, value: () => number][] = [
    ['dialogs_pool_size', 'Most connections to the database that this process opens.', () => pool.options.max],
    ['dialogs_pool_connections', 'Connections to the database that are open.', () => pool.totalCount],
    ['dialogs_pool_idle_connections', 'Open connections that nobody uses.', () => pool.idleCount],
    ['dialogs_pool_waiting', 'Who waits for a connection.', () => pool.waitingCount],
  ];
  for (const [name, help, value] of gauges) {
    new Gauge({
      ...{ name, help, registers },
      collect() {
        this.set(value());
      },
    });
  }
}

/** A word of few: the SQLSTATEs that are told apart, their lost connections, and the rest. */
function reasonOf(error: Error): string {
  const state = sqlStateOf(error);
  const isOfPostgres = state !== undefined && /^[\dA-Z]{5}$/.test(state) && !/^(08|57P)/.test(state);
  return KNOWN_STATES.get(state) ?? (isOfPostgres ? 'other' : 'connection');
}
