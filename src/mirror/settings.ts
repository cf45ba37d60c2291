import { databaseUrl, number, setting } from '../setting';
import type { Settings } from '../settings';

/** The settings of a log in a database of its own. */
export const MIRROR_SETTINGS = {
  logDatabaseUrl: setting(
    'LOG_DATABASE_URL',
    '',
    "the PostgreSQL of the log, where it is not to be in the host's, which `DATABASE_URL` names then; empty: beside the host",
    databaseUrl,
  ),
  mirrorRefresh: setting(
    'MIRROR_REFRESH_SECONDS',
    '10',
    'how often agents, inboxes and teams are copied anew into the database at `LOG_DATABASE_URL`',
    number(1, 86_400),
  ),
} as const;

/** The host's database, where the log is in another; undefined where it is in the same. */
export function hostUrlOf({ databaseUrl, logDatabaseUrl }: Settings): string | undefined {
  return logDatabaseUrl === '' ? undefined : databaseUrl;
}

/** What is wrong with settings that are right each by itself. */
export function checkMirror({ databaseUrl, logDatabaseUrl, logSchema, hostTokens, demo }: Settings): string[] {
  if (logDatabaseUrl === '') return [];
  const wrong: string[] = [];
  if (databaseUrl === '') wrong.push("LOG_DATABASE_URL: set, but DATABASE_URL is not; it names the host's database");
  if (databaseUrl === logDatabaseUrl) {
    wrong.push("LOG_DATABASE_URL: the same as DATABASE_URL; leave it empty for a log in the host's database");
  }
  if (logSchema !== '') {
    wrong.push('DIALOG_SCHEMA: set; with LOG_DATABASE_URL the log has a database of its own, so leave it empty');
  }
  if (hostTokens === 'on') {
    wrong.push("HOST_TOKENS: on; with LOG_DATABASE_URL the host's tokens are not copied, so give out our own");
  }
  if (demo === 'on') wrong.push('DEMO: on; with LOG_DATABASE_URL there is a host, and no demo beside it');
  return wrong;
}
