import { number, setting } from '../setting';
import { DEFAULT_STREAM_LIMITS } from './limits';

/** The environment variables of subscriptions. */
export const LIVE_SETTINGS = {
  streamsAtOnce: setting(
    'STREAMS_AT_ONCE',
    String(DEFAULT_STREAM_LIMITS.atOnce),
    'streams of subscriptions that one process serves at the same time; more answer 503. 0: none',
    number(0, 100_000),
  ),
  streamsAtOnceOfToken: setting(
    'TOKEN_STREAMS_AT_ONCE',
    String(DEFAULT_STREAM_LIMITS.atOnceOfToken),
    'streams of one token that one process serves at the same time; more answer 429',
    number(1, 100_000),
  ),
  streamInterval: setting(
    'STREAM_INTERVAL_MS',
    String(DEFAULT_STREAM_LIMITS.interval),
    'least time between two answers of a stream; what changes meanwhile is told at once by the next',
    number(50, 60_000),
  ),
  streamLife: setting(
    'STREAM_LIFE_SECONDS',
    String(DEFAULT_STREAM_LIMITS.life / 1_000),
    'after which a stream is completed, for its client to begin another',
    number(1, 86_400),
  ),
} as const;
