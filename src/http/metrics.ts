import type { Server } from 'node:http';
import express, { type Router } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Database } from '../database/database';
import type { Replica } from '../database/replicas/replica';
import { SETTINGS } from '../settings';
import type { SummaryActivity } from '../summaries/activity';
import type { CaptureActivity } from '../write-side/capture/activity';
import type { CaptureHealth } from '../write-side/capture/health';
import { countCapture, countSummaries } from './metrics-activity';
import { databaseMetrics } from './metrics-database';
import { type StreamMetrics, streamMetrics } from './metrics-live';
import { replicaMetrics } from './metrics-replicas';
import { type RequestMetrics, requestMetrics } from './metrics-requests';
import type { Probe } from './probe';
import { type Marks, MarksAge, MOST_MARKS } from './probe-marks';

/** The metrics of a process in the text format of Prometheus, and what feeds them. */
export interface Metrics {
  readonly router: Router;
  readonly requests: RequestMetrics;
  readonly activity: CaptureActivity;
  readonly summaryActivity: SummaryActivity;
  readonly streams: StreamMetrics;
}

/** What metrics are of. */
export interface MetricsParts {
  readonly probe: Probe;
  readonly database: Pick<Database, 'pool' | 'activity'>;
  readonly replicas: readonly Replica[];
  readonly server: Server;
}

/**
 * Serves the metrics. What is in the database is asked for at each scrape; where it doesn't answer, `dialogs_database_up`
 * is 0, and what can't be known is left out. Labels have few values, all of them ours: never a name, an id, a text or a
 * token.
 */
export function createMetrics({ probe, database, replicas, server }: MetricsParts): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = requestMetrics(registry, new Set(Object.values(SETTINGS).map(({ name }) => name)));
  countBroken(registry, server);
  databaseMetrics(registry, database);
  if (replicas.length > 0) replicaMetrics(registry, replicas);
  const activity = countCapture(registry);
  const summaryActivity = countSummaries(registry);
  const streams = streamMetrics(registry);
  const show = healthGauges(registry);
  const showMarks = marksGauges(registry);
  const up = new Gauge({
    name: 'dialogs_database_up',
    help: 'Whether the database answered this scrape in time.',
    registers: [registry],
  });
  const router = express.Router();
  router.get('/', async (_request, response) => {
    const [capture, marks] = await Promise.allSettled([probe.readCapture(), probe.readMarks()]);
    show(capture.status === 'fulfilled' ? capture.value : 'unknown');
    showMarks(marks.status === 'fulfilled' ? marks.value : 'unknown');
    const isReadable = capture.status === 'fulfilled' || probe.isOutboxElsewhere;
    up.set(Number(marks.status === 'fulfilled' && isReadable));
    response.set('Content-Type', registry.contentType).send(await registry.metrics());
  });
  return { router, requests, activity, summaryActivity, streams };
}

/** Counts what arrives and is no request: nothing else is known of it. */
function countBroken(registry: Registry, server: Server): void {
  const broken = new Counter({
    name: 'dialogs_http_broken_requests_total',
    help: 'What could not be read as an HTTP request, connections that broke, and those refused for being too many.',
    registers: [registry],
  });
  server.on('clientError', () => broken.inc());
  server.on('drop', () => broken.inc());
}

/** Returns what sets the gauges of the marks that wait for the summaries; they are absent where nothing is known. */
function marksGauges(registry: Registry): (marks: Marks | 'unknown') => void {
  const registers = [registry];
  const count = new Gauge({
    name: 'dialogs_summary_marks',
    help: `Marks of dialogs whose summaries are to be made anew, counted up to ${MOST_MARKS}.`,
    registers,
  });
  const lag = new Gauge({
    name: 'dialogs_summary_lag_seconds',
    help: 'How long the oldest mark has waited at least, from the first scrape that could see it; 0 when none waits.',
    registers,
  });
  const age = new MarksAge();
  return (marks) => {
    if (marks === 'unknown') {
      count.remove();
      lag.remove();
      return;
    }
    count.set(marks.count);
    lag.set(age.look(marks, performance.now()));
  };
}

/** The gauges of the database's capture, each with what it shows of its health. */
const HEALTH_GAUGES: readonly [name: string, help: string, value: (health: CaptureHealth) => number | undefined][] = [
  ['dialogs_capture_has_leader', 'Whether any process captures.', ({ isLed }) => Number(isLed)],
  [
    'dialogs_outbox_rows',
    'Captured changes that wait to be logged: exact up to 10000, beyond an estimate that is not below.',
    ({ rows }) => rows,
  ],
  [
    'dialogs_outbox_age_seconds',
    'Age of the oldest change that waits to be logged; 0 when none waits.',
    ({ ageSeconds }) => ageSeconds,
  ],
  [
    'dialogs_outbox_gaps',
    'Statements of the host that could not be captured since the last replay, which finds what they changed.',
    ({ gaps }) => gaps,
  ],
  [
    'dialogs_mirror_has_leader',
    'Whether any process mirrors the host into the log database; only where that is another.',
    ({ mirror }) => mirror && Number(mirror.isLed),
  ],
  [
    'dialogs_mirror_copied',
    'Whether the first copy of the host is whole; only where the log database is another.',
    ({ mirror }) => mirror && Number(mirror.isCopied),
  ],
  [
    'dialogs_mirror_age_seconds',
    "Age of the oldest change in the host's outbox; 0 when none waits; only where the log database is another.",
    ({ mirror }) => mirror?.ageSeconds,
  ],
];

/** Returns what sets the gauges; those of which nothing is known are absent. */
function healthGauges(registry: Registry): (health: CaptureHealth | undefined | 'unknown') => void {
  const registers = [registry];
  const installed = new Gauge({
    name: 'dialogs_capture_installed',
    help: "Whether the capture triggers are on the host's tables.",
    registers,
  });
  const gauges = HEALTH_GAUGES.map(([name, help, value]) => ({ gauge: new Gauge({ name, help, registers }), value }));
  return (health) => {
    if (health === 'unknown') installed.remove();
    else installed.set(Number(health !== undefined));
    for (const { gauge, value } of gauges) {
      const shown = health === 'unknown' || health === undefined ? undefined : value(health);
      if (shown === undefined) gauge.remove();
      else gauge.set(shown);
    }
  };
}
