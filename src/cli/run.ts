import type { Command } from 'commander';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { UnsafeStartError } from '../access/safe-start';
import { UnsupportedHostError } from '../database/host-layout';
import { NotMigratedError, type Opened, openDatabase } from '../database/open';
import { createLogger } from '../http/logger';
import { messageForLog } from '../http/logger-errors';
import { readSettings, type Settings, SettingsError } from '../settings';

/** Exit codes: done; failed, or disagreements found; bad usage. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** A use of the command line that can't be right; the message says what would be. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Says on stderr what goes on: stdout is for results. */
export function progress(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** Runs a command's work with the settings, and ends the process with the right code and without a stack. */
export function withSettings<Args extends unknown[]>(work: (settings: Settings, ...args: Args) => Promise<void>) {
  return async (...args: Args): Promise<void> => {
    try {
      await work(readSettings(process.env), ...args);
    } catch (error) {
      report(error);
    }
  };
}

/** Runs a command's work on the settings' database, and lets it go afterwards. */
export function withDatabase<Args extends unknown[]>(work: (opened: Opened, ...args: Args) => Promise<void>) {
  return withSettings(async (settings, ...args: Args) => {
    const opened = await openDatabase(settings, progress);
    try {
      await work(opened, ...args);
    } finally {
      await opened.close();
    }
  });
}

/** Aborted by the first SIGINT or SIGTERM, so that a long command can end between two steps. */
export function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  return stop.signal;
}

/** Tells an error on stderr and sets the exit code: expected ones by their message, others into the log as a whole. */
export function report(error: unknown): void {
  const isUsage = error instanceof UsageError || error instanceof SettingsError || error instanceof UnsafeStartError;
  process.exitCode = isUsage ? EXIT.usage : EXIT.failed;
  const isExpected = isUsage || error instanceof UnsupportedHostError || error instanceof NotMigratedError;
  if (isExpected || (error instanceof Error && process.env.LOG_LEVEL !== 'debug')) progress(messageOf(error as Error));
  else createLogger('error').error({ err: error }, 'the command failed');
}

/** A refused connection to several addresses is an AggregateError with an empty message. */
function messageOf(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map((part: Error) => part.message).join('; ');
  // A statement's own message has its parameters in it.
  if (error instanceof DrizzleQueryError) return messageForLog(error);
  const cause = error.cause instanceof Error ? `: ${messageForLog(error.cause)}` : '';
  return `${error.message}${cause}`;
}

/** Adds commands to the program; each file of this folder has one of these. */
export type AddCommand = (program: Command) => void;
