import express, { type Router } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { createSummaryActivity, type SummaryActivity } from '../summaries/activity';
import { type CaptureActivity, createActivity } from '../write-side/capture/activity';
import type { CaptureHealth } from '../write-side/capture/health';
import { MOST_MARKS, type Probe } from './probe';

/** Seconds; a batch is a transaction of at most a thousand changes. */
const BATCH_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The metrics of a process in the text format of Prometheus, and what feeds those of its capture and summaries. */
export interface Metrics {
  readonly router: Router;
  readonly activity: CaptureActivity;
  readonly summaryActivity: SummaryActivity;
}

/**
 * Serves the metrics. What is in the database is asked for at each scrape; where it doesn't answer, `dialogs_database_up`
 * is 0, and what can't be known is left out.
 */
export function createMetrics(probe: Probe): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const activity = countActivity(registry);
  const summaryActivity = countSummaries(registry);
  const show = healthGauges(registry);
  const marks = new Gauge({
    name: 'dialogs_summary_marks',
    help: `Marks of dialogs whose summaries are to be made anew, counted up to ${MOST_MARKS}.`,
    registers: [registry],
  });
  const up = new Gauge({
    name: 'dialogs_database_up',
    help: 'Whether the database answered this scrape in time.',
    registers: [registry],
  });
  const router = express.Router();
  router.get('/', async (_request, response) => {
    try {
      show(await probe.readCapture());
      marks.set(await probe.countMarks());
      up.set(1);
    } catch {
      show('unknown');
      marks.remove();
      up.set(0);
    }
    response.set('Content-Type', registry.contentType).send(await registry.metrics());
  });
  return { router, activity, summaryActivity };
}

/** Counts what this process does for the capture. */
function countActivity(registry: Registry): CaptureActivity {
  const registers = [registry];
  const leads = new Gauge({
    name: 'dialogs_capture_is_leader',
    help: 'Whether this process captures.',
    registers,
  });
  const changes = new Counter({
    name: 'dialogs_capture_changes_total',
    help: 'Captured changes that this process has logged.',
    registers,
  });
  const durations = new Histogram({
    name: 'dialogs_capture_batch_duration_seconds',
    help: 'How long the batches took that this process has logged.',
    buckets: BATCH_BUCKETS,
    registers,
  });
  const gaveWay = new Counter({
    name: 'dialogs_capture_batches_gave_way_total',
    help: 'Batches of this process that gave way to the host or a command, and were repeated.',
    registers,
  });
  const setAside = new Counter({
    name: 'dialogs_capture_set_aside_total',
    help: 'Changes that this process set aside, for they could not be logged.',
    registers,
  });
  const failures = new Counter({
    name: 'dialogs_capture_failures_total',
    help: 'How often the capture failed in this process, and was tried again.',
    registers,
  });
  return createActivity()
    .on('lead', (isLeader) => leads.set(Number(isLeader)))
    .on('batch', (count, seconds) => {
      changes.inc(count);
      durations.observe(seconds);
    })
    .on('gave-way', () => gaveWay.inc())
    .on('set-aside', (_conversation, changes) => setAside.inc(changes))
    .on('failure', () => failures.inc());
}

/** Counts what this process does for the summaries. */
function countSummaries(registry: Registry): SummaryActivity {
  const registers = [registry];
  const dialogs = new Counter({
    name: 'dialogs_summary_dialogs_total',
    help: 'Dialogs that this process has summarised.',
    registers,
  });
  const durations = new Histogram({
    name: 'dialogs_summary_batch_duration_seconds',
    help: 'How long the batches of summaries took that this process has made.',
    buckets: BATCH_BUCKETS,
    registers,
  });
  const failures = new Counter({
    name: 'dialogs_summary_failures_total',
    help: 'How often the summaries failed in this process, and were tried again.',
    registers,
  });
  return createSummaryActivity()
    .on('batch', (count, seconds) => {
      dialogs.inc(count);
      durations.observe(seconds);
    })
    .on('failure', () => failures.inc());
}

/** The gauges of the database's capture, each with what it shows of its health. */
const HEALTH_GAUGES: readonly [name: string, help: string, value: (health: CaptureHealth) => number][] = [
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
      if (health === 'unknown' || health === undefined) gauge.remove();
      else gauge.set(value(health));
    }
  };
}
