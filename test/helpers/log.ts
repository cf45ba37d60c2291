import { Writable } from 'node:stream';
import { pino } from 'pino';
import { LOG_OPTIONS, type Logger, type LogLevel } from '../../src/http/logger';

/** A log that keeps its lines. */
export interface KeptLog {
  readonly log: Logger;
  /** The lines so far, as they were written. */
  readonly lines: readonly string[];
  /** The lines with this message, read. */
  found(message: string): Record<string, unknown>[];
}

/** Keeps all lines, from a level on. */
export function keepLog(level: LogLevel = 'debug'): KeptLog {
  const lines: string[] = [];
  const sink = new Writable({
    write(line, _encoding, done) {
      lines.push(String(line));
      done();
    },
  });
  return {
    ...{ log: pino({ ...LOG_OPTIONS, level }, sink), lines },
    found: (message) => lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === message),
  };
}
