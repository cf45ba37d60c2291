import { AsyncLocalStorage } from 'node:async_hooks';
import type { Span } from './tracing';

/** What this process does statements for, as metrics tell it. */
const WORK_KINDS = ['request', 'capture', 'summaries', 'other'] as const;
export type WorkKind = (typeof WORK_KINDS)[number];

/** A piece of work, which everything that it awaits belongs to. */
export interface Work {
  readonly kind: WorkKind;
  /** The SQL statements that it sent, but those that begin and end transactions. */
  statements: number;
  /** What its next statements are told under, where it is traced. */
  span?: Span | undefined;
}

const storage = new AsyncLocalStorage<Work>();

/** The work that runs here; undefined outside of any. */
export function currentWork(): Work | undefined {
  return storage.getStore();
}

/** Runs something as part of a piece of work. */
export function asPartOf<Result>(work: Work, run: () => Result): Result {
  return storage.run(work, run);
}

/** Runs what has a piece of work of its own, of a kind. */
export function asWork<Result>(kind: WorkKind, run: () => Result): Result {
  return storage.run({ kind, statements: 0 }, run);
}
