import { ACCESS_SETTINGS, checkAccess } from './access/settings';
import { checkReplicas, REPLICA_SETTINGS } from './database/replicas/settings';
import { EXPORT_SETTINGS } from './export/settings';
import { LEVELS } from './http/logger';
import { DEFAULT_PRESENCE_LIMITS, type PresenceLimits } from './http/presence-limits';
import { LIVE_SETTINGS } from './live/settings';
import { checkMirror, MIRROR_SETTINGS } from './mirror/settings';
import { databaseUrl, number, oneOf, origins, schemaName, setting, text } from './setting';
import { TRACING_SETTINGS } from './tracing/settings';
import { type AlarmLimits, DEFAULT_ALARM_LIMITS } from './write-side/capture/alarm';

/** Every environment variable that the product reads, in the order in which the README lists them. */
export const SETTINGS = {
  databaseUrl: setting(
    'DATABASE_URL',
    '',
    'the PostgreSQL (13 to 18) to use; empty: an embedded one in `DATA_DIR`',
    databaseUrl,
  ),
  logSchema: setting(
    'DIALOG_SCHEMA',
    '',
    "schema of `DATABASE_URL` for the log's tables, for a host that has a table `dialogs` of its own; empty: the host's",
    schemaName,
  ),
  ...MIRROR_SETTINGS,
  dataDir: setting('DATA_DIR', './data', 'folder of the embedded database and of the demo token', text),
  host: setting('HOST', '127.0.0.1', 'address to listen on', text),
  port: setting('PORT', '4000', 'port to listen on; 0 takes a free one', number(0, 65_535)),
  demo: setting(
    'DEMO',
    '',
    '`on` fills an empty database with the demo at start; empty: on when embedded, off with `DATABASE_URL`',
    oneOf('', 'on', 'off'),
  ),
  capture: setting(
    'CAPTURE',
    '',
    '`on` logs the captured writes of the host in this process, `off` leaves them to others; empty: on where installed',
    oneOf('', 'on', 'off'),
  ),
  captureAlarmSeconds: setting(
    'CAPTURE_ALARM_SECONDS',
    String(DEFAULT_ALARM_LIMITS.seconds),
    'a captured change that waits longer to be logged raises the alarm',
    number(1, 31_536_000),
  ),
  captureAlarmRows: setting(
    'CAPTURE_ALARM_ROWS',
    String(DEFAULT_ALARM_LIMITS.rows),
    'more captured changes than these waiting to be logged raise the alarm',
    number(1, 1_000_000_000_000),
  ),
  presenceOrigins: setting(
    'PRESENCE_ORIGINS',
    '',
    'origins whose pages may report presence, with commas between; empty: any, for the token is the key',
    origins,
  ),
  presenceRate: setting(
    'PRESENCE_RATE_LIMIT',
    String(DEFAULT_PRESENCE_LIMITS.rate),
    'reports of presence a second, with one token, that one process takes, counted over 10 seconds; more answer 429',
    number(1, 100_000),
  ),
  ...ACCESS_SETTINGS,
  ...EXPORT_SETTINGS,
  ...LIVE_SETTINGS,
  logLevel: setting('LOG_LEVEL', 'info', `least level of log lines: ${LEVELS.join(', ')}`, oneOf(...LEVELS)),
  poolSize: setting(
    'DATABASE_POOL_SIZE',
    '10',
    'most connections to the database, and to each replica',
    number(1, 1000),
  ),
  ...REPLICA_SETTINGS,
  statementTimeout: setting(
    'STATEMENT_TIMEOUT_MS',
    '15000',
    'longest time of one SQL statement; longer ones answer TIMEOUT',
    number(100, 600_000),
  ),
  shutdownDelay: setting(
    'SHUTDOWN_DELAY_MS',
    '0',
    'how long the server still takes requests after SIGTERM or Ctrl-C, while `/health/ready` answers 503',
    number(0, 600_000),
  ),
  shutdownTimeout: setting(
    'SHUTDOWN_TIMEOUT_MS',
    '10000',
    'how long requests under way may take to end after SIGTERM or Ctrl-C',
    number(0, 600_000),
  ),
  ...TRACING_SETTINGS,
} as const;

export type Settings = {
  readonly [Key in keyof typeof SETTINGS]: ReturnType<(typeof SETTINGS)[Key]['read']>;
};

/** When the alarm of the capture is raised. */
export function alarmLimitsOf({ captureAlarmSeconds, captureAlarmRows }: Settings): AlarmLimits {
  return { seconds: captureAlarmSeconds, rows: captureAlarmRows };
}

/** An environment that can't be used; the message names the variables, what they hold and what would be right. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Reads all settings; an empty variable is one not set. Throws SettingsError that lists everything wrong. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const wrong: string[] = [];
  const read = Object.entries(SETTINGS).map(([key, { name, default: byDefault, read }]) => {
    const value = environment[name] || byDefault;
    try {
      return [key, read(value)];
    } catch (error) {
      // A database's address may hold a password.
      const shown = name.endsWith('_URL') && name.includes('DATABASE') ? 'what is set' : JSON.stringify(value);
      wrong.push(`${name}: ${shown} is not ${(error as Error).message}`);
      return [key, undefined];
    }
  });
  const settings = Object.fromEntries(read) as Settings;
  if (wrong.length === 0) wrong.push(...checkAccess(settings), ...checkReplicas(settings), ...checkMirror(settings));
  if (wrong.length > 0) throw new SettingsError(wrong.join('\n'));
  return settings;
}

/** Who may report presence, and how often. */
export function presenceLimitsOf({ presenceOrigins, presenceRate }: Settings): PresenceLimits {
  return { origins: presenceOrigins, rate: presenceRate };
}
