import { type Logger, type LoggerOptions, pino } from 'pino';
import { describeError } from './logger-errors';

export const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LEVELS)[number];
export type { Logger };

/** How log lines are written, wherever they go. */
export const LOG_OPTIONS: LoggerOptions = {
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  serializers: { err: describeError },
  hooks: {
    // Of an error given alone, the message would become that of the line.
    logMethod([first, ...rest], method) {
      if (first instanceof Error && rest.length === 0) method.call(this, { err: first }, 'an error');
      else method.call(this, first, ...rest);
    },
  },
};

/** Structured log lines on stderr: stdout is for results. */
export function createLogger(level: LogLevel): Logger {
  return pino({ ...LOG_OPTIONS, level }, pino.destination(2));
}
