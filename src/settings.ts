import { LEVELS } from './http/logger';
import { DEFAULT_PRESENCE_LIMITS, type PresenceLimits } from './http/presence-limits';
import { type AlarmLimits, DEFAULT_ALARM_LIMITS } from './write-side/capture/alarm';

/** A setting of the environment: its name, default, meaning, and how its text is read. */
interface Setting<Value> {
  readonly name: string;
  readonly default: string;
  readonly meaning: string;
  /** Throws RangeError with what would be right. */
  read(text: string): Value;
}

function setting<Value>(
  name: string,
  byDefault: string,
  meaning: string,
  read: (text: string) => Value,
): Setting<Value> {
  return { name, default: byDefault, meaning, read };
}

const text = (value: string) => value;
const number = (least: number, most: number) => (value: string) => {
  if (!/^\d+$/.test(value) || +value < least || +value > most) {
    throw new RangeError(`a whole number from ${least} to ${most}`);
  }
  return Number(value);
};
const oneOf =
  <Word extends string>(...words: readonly Word[]) =>
  (value: string): Word => {
    const word = words.find((known) => known === value);
    if (word === undefined) throw new RangeError(words.filter((known) => known !== '').join(' or '));
    return word;
  };
const databaseUrl = (value: string) => {
  if (value !== '' && !/^postgres(ql)?:\/\//.test(value))
    throw new RangeError('postgresql://USER:PASSWORD@HOST:PORT/DATABASE');
  return value;
};
const origins = (value: string) => {
  const listed = value.split(',').map((each) => each.trim());
  const wrong = listed.find((each) => !URL.canParse(each) || new URL(each).origin !== each);
  if (value !== '' && wrong !== undefined)
    throw new RangeError('origins such as https://shop.example, with commas between');
  return value === '' ? [] : listed;
};

/** Every environment variable that the product reads, in the order in which the README lists them. */
export const SETTINGS = {
  databaseUrl: setting(
    'DATABASE_URL',
    '',
    'the PostgreSQL (13 to 18) to use; empty: an embedded one in `DATA_DIR`',
    databaseUrl,
  ),
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
  logLevel: setting('LOG_LEVEL', 'info', `least level of log lines: ${LEVELS.join(', ')}`, oneOf(...LEVELS)),
  poolSize: setting('DATABASE_POOL_SIZE', '10', 'most connections to the database', number(1, 1000)),
  statementTimeout: setting(
    'STATEMENT_TIMEOUT_MS',
    '15000',
    'longest time of one SQL statement; longer ones answer TIMEOUT',
    number(100, 600_000),
  ),
  shutdownTimeout: setting(
    'SHUTDOWN_TIMEOUT_MS',
    '10000',
    'how long requests under way may take to end after SIGTERM or Ctrl-C',
    number(0, 600_000),
  ),
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
      const shown = name === 'DATABASE_URL' ? 'what is set' : JSON.stringify(value);
      wrong.push(`${name}: ${shown} is not ${(error as Error).message}`);
      return [key, undefined];
    }
  });
  if (wrong.length > 0) throw new SettingsError(wrong.join('\n'));
  return Object.fromEntries(read) as Settings;
}

/** Who may report presence, and how often. */
export function presenceLimitsOf({ presenceOrigins, presenceRate }: Settings): PresenceLimits {
  return { origins: presenceOrigins, rate: presenceRate };
}
