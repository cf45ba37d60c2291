import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { createSummaryActivity, type SummaryActivity } from '../summaries/activity';
import { type CaptureActivity, createActivity } from '../write-side/capture/activity';

/** Seconds; a batch is a transaction of at most a thousand changes. */
const BATCH_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Seconds: milliseconds where all goes well, hours after a night without a server. */
const LAG_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600, 3_600];

/** Counts what this process does for the capture. */
export function countCapture(registry: Registry): CaptureActivity {
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
  const lags = new Histogram({
    name: 'dialogs_capture_lag_seconds',
    help: 'How long the oldest change of each batch has waited until it was logged, by the clocks of both servers.',
    buckets: LAG_BUCKETS,
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
    .on('logged', (seconds) => lags.observe(seconds))
    .on('gave-way', () => gaveWay.inc())
    .on('set-aside', (_conversation, changes) => setAside.inc(changes))
    .on('failure', () => failures.inc());
}

/** Counts what this process does for the summaries. */
export function countSummaries(registry: Registry): SummaryActivity {
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
