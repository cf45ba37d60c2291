import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries';
import type { Account } from './folder';

/** The database superuser. */
export const USER = 'postgres';
/** The database that callers get. */
export const DATABASE = 'dialogs';

/** What making, checking and starting a cluster needs to know. */
export interface Plan {
  dataDir: string;
  binaries: Binaries;
  account: Account | undefined;
  settings: Record<string, string>;
  /** Stops programs under way. */
  signal: AbortSignal;
  log(message: string): void;
}

/** Where the superuser's password is kept. */
export const passwordFile = (dataDir: string): string => join(dataDir, 'postgres.password');

/**
 * The superuser's password.
 *
 * @throws Error where the file that keeps it can't be read.
 */
export function readPassword(dataDir: string): string {
  return readFileSync(passwordFile(dataDir), 'utf8').trim();
}

/** Settings as arguments for `postgres`. */
export const settingArguments = (settings: Record<string, string>): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** The part of a version that decides whether its programs can read a cluster. */
export const majorVersion = (version: string): string => version.split('.')[0] ?? version;
