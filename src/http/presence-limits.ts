/** Who may report, and how often. */
export interface PresenceLimits {
  /** The origins whose pages may report, such as `https://shop.example`; empty: any, for the token is the key. */
  readonly origins: readonly string[];
  /** Reports a second with one token. */
  readonly rate: number;
}

export const DEFAULT_PRESENCE_LIMITS: PresenceLimits = { origins: [], rate: 500 };
