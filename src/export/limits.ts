import type { Settings } from '../settings';

/** How long exports over HTTP may take, and how many there may be. */
export interface ExportLimits {
  /** The longest time of one, in milliseconds. */
  readonly timeout: number;
  /** Those that one process writes at the same time; each holds a connection to the database. 0: none are served. */
  readonly atOnce: number;
  /** Those of one token. */
  readonly atOnceOfToken: number;
  /** How long a client may leave unread what was sent before it is cut off, in milliseconds. */
  readonly unread: number;
}

export const DEFAULT_EXPORT_LIMITS: ExportLimits = { timeout: 900_000, atOnce: 4, atOnceOfToken: 2, unread: 60_000 };

/**
 * The limits that the settings give. Where only listed operations are answered, exports are served only when they are
 * switched on: they give away what no list of operations names.
 */
export function exportLimitsOf(settings: Settings): ExportLimits {
  const { exportTimeout: timeout, exportsAtOnce, exportsAtOnceOfToken: atOnceOfToken, persistedQueries } = settings;
  const isOn = settings.exports === 'on' || (settings.exports === '' && persistedQueries === '');
  return { ...DEFAULT_EXPORT_LIMITS, timeout, atOnce: isOn ? exportsAtOnce : 0, atOnceOfToken };
}
