import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { Logger } from '../../src/http/logger';

/** A log that keeps its lines. */
export interface KeptLog {
  readonly log: Logger;
  /** The lines so far, as they were written. */
  readonly lines: readonly string[];
  /** The lines with this message, read. */
  found(message: string): Record<string, unknown>[];
}

/** Keeps all lines, from debug on. */
export function keepLog(): KeptLog {
  const lines: string[] = [];
  const sink = new Writable({
    write(line, _encoding, done) {
      lines.push(String(line));
      done();
    },
  });
  return {
    ...{ log: pino({ level: 'debug', base: null }, sink), lines },
    found: (message) => lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === message),
  };
}
