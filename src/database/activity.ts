import { EventEmitter } from 'node:events';
import type { Work } from '../tracing/work';

/** A statement that PostgreSQL has answered, or that failed. */
export interface StatementRun {
  /** With placeholders where its parameters go. */
  readonly text: string;
  readonly kind: StatementKind;
  /** What it was a part of, and the span that it was sent in. */
  readonly work: Work | undefined;
  readonly span: Work['span'];
  /** When it was sent, in milliseconds since 1970, and how long its answer took. */
  readonly sentAt: number;
  readonly milliseconds: number;
  readonly error: Error | undefined;
}

/** What a pool tells of its connections' work. */
export type DatabaseActivity = EventEmitter<{ statement: [run: StatementRun] }>;

export function createDatabaseActivity(): DatabaseActivity {
  return new EventEmitter();
}

/** The kinds of statements that metrics tell apart: few, whatever is asked. */
const STATEMENT_KINDS = ['select', 'with', 'insert', 'update', 'delete', 'transaction', 'other'] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

const TRANSACTION: ReadonlySet<string> = new Set(['begin', 'commit', 'rollback', 'end', 'savepoint', 'release']);

/** The kind of a statement, by its first word. */
export function statementKind(text: string): StatementKind {
  const word = /^\s*([a-z]+)/i.exec(text)?.[1]?.toLowerCase() ?? '';
  if (TRANSACTION.has(word)) return 'transaction';
  return STATEMENT_KINDS.find((kind) => kind === word) ?? 'other';
}
