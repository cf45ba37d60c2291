import type { Settings } from '../settings';

/** How many streams there may be, and how they go. Times in milliseconds. */
export interface StreamLimits {
  /** Streams that one process serves at the same time. 0: none. */
  readonly atOnce: number;
  /** Those of one token. */
  readonly atOnceOfToken: number;
  /** The least time between two answers of one stream. */
  readonly interval: number;
  /** After which a stream is completed, for its client to begin another. */
  readonly life: number;
}

export const DEFAULT_STREAM_LIMITS: StreamLimits = {
  ...{ atOnce: 500, atOnceOfToken: 20, interval: 1_000, life: 3_600_000 },
};

/** The limits that the settings give. */
export function streamLimitsOf({ streamsAtOnce, streamsAtOnceOfToken, streamInterval, streamLife }: Settings) {
  return {
    ...{ atOnce: streamsAtOnce, atOnceOfToken: streamsAtOnceOfToken },
    ...{ interval: streamInterval, life: streamLife * 1_000 },
  } satisfies StreamLimits;
}
