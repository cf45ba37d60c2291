import { Counter, Gauge, type Registry } from 'prom-client';
import type { Replica } from '../database/replicas/replica';

const GAUGES: readonly [name: string, help: string, value: (replica: Replica) => number | undefined][] = [
  [
    'dialogs_replica_is_read',
    'Whether reads go to the replica, by its number in DATABASE_READ_URL; 0 while it is left out.',
    ({ isIn }) => Number(isIn),
  ],
  [
    'dialogs_replica_lag_seconds',
    'How long the primary has been ahead of the replica; absent where that is not known.',
    ({ standing }) => standing.lagSeconds,
  ],
  ['dialogs_replica_readers', 'Who reads the replica, or waits to.', ({ readers }) => readers],
];

/** Shows how the replicas stand. */
export function replicaMetrics(registry: Registry, replicas: readonly Replica[]): void {
  for (const [name, help, value] of GAUGES) {
    new Gauge({
      ...{ name, help, labelNames: ['replica'], registers: [registry] },
      collect() {
        this.reset();
        for (const replica of replicas) {
          const shown = value(replica);
          if (shown !== undefined) this.set({ replica: String(replica.number) }, shown);
        }
      },
    });
  }
  new Counter({
    name: 'dialogs_replica_failures_total',
    help: 'Queries that failed for the replica; each is asked once more, elsewhere.',
    labelNames: ['replica'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { number, failures } of replicas) this.inc({ replica: String(number) }, failures);
    },
  });
}
