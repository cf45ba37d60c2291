/** How large an operation may be. */
export interface QueryLimits {
  /** Names, braces and values; the parser stops there. */
  readonly tokens: number;
  /** Fields within fields. */
  readonly depth: number;
  /** Fields under other names, in the whole document. */
  readonly aliases: number;
  /** What it may cost by the table of costs, its variables counted. */
  readonly cost: number;
}

export const DEFAULT_QUERY_LIMITS: QueryLimits = { tokens: 10_000, depth: 20, aliases: 200, cost: 500_000 };
