import { type Instant, parseRfc3339 } from '../instant';
import { UsageError } from './run';

/** Reads a date, which is its midnight in UTC, or a moment. Throws UsageError with what would be right. */
export function readDate(text: string): Instant {
  const instant = parseRfc3339(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (instant === undefined) {
    throw new UsageError(`${text}: give a date such as 2026-03-01, or a moment such as 2026-03-01T12:00:00Z`);
  }
  return instant;
}
