import { number, oneOf, setting } from '../setting';
import { DEFAULT_EXPORT_LIMITS } from './limits';

/** The environment variables of exports over HTTP. */
export const EXPORT_SETTINGS = {
  exports: setting(
    'EXPORTS',
    '',
    '`on` serves `/export`, `off` does not; empty: on unless `PERSISTED_QUERIES` says what is answered',
    oneOf('', 'on', 'off'),
  ),
  exportTimeout: setting(
    'EXPORT_TIMEOUT_MS',
    String(DEFAULT_EXPORT_LIMITS.timeout),
    'longest time of one export; a longer one is cut, and can be gone on with',
    number(100, 86_400_000),
  ),
  exportsAtOnce: setting(
    'EXPORTS_AT_ONCE',
    String(DEFAULT_EXPORT_LIMITS.atOnce),
    'exports that one process writes at the same time, each with a connection of its own; more answer 503',
    number(1, 1_000),
  ),
  exportsAtOnceOfToken: setting(
    'TOKEN_EXPORTS_AT_ONCE',
    String(DEFAULT_EXPORT_LIMITS.atOnceOfToken),
    'exports of one token that one process writes at the same time; more answer 429',
    number(1, 1_000),
  ),
} as const;
