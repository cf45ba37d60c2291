import { EventEmitter } from 'node:events';

/** What a process that keeps the summaries tells of its work, with each event's arguments. */
interface SummaryEvents {
  /** A batch of dialogs was summarised: how many, and how long it took. */
  batch: [dialogs: number, seconds: number];
  /** The work failed, and will be tried again. */
  failure: [];
}

export type SummaryActivity = EventEmitter<SummaryEvents>;

export function createSummaryActivity(): SummaryActivity {
  return new EventEmitter();
}
