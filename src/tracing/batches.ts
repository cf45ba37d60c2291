import type { SummaryActivity } from '../summaries/activity';
import type { CaptureActivity } from '../write-side/capture/activity';
import type { Tracing } from './tracing';

/** Tells the batches of the capture and of the summaries, each as a trace of its own, where they found something. */
export function traceBatches(
  { captureActivity, summaryActivity }: { captureActivity: CaptureActivity; summaryActivity: SummaryActivity },
  tracing: Tracing,
): void {
  const tell = (name: string, counted: string) => (count: number, seconds: number) => {
    const now = Date.now();
    tracing.begin(name, { attributes: { [counted]: count }, startedAt: now - seconds * 1000 }).end(now);
  };
  captureActivity.on('batch', tell('capture batch', 'dialogs.changes'));
  summaryActivity.on('batch', tell('summaries batch', 'dialogs.dialogs'));
}
