import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';

/** More marks than this are not counted. */
export const MOST_MARKS = 100_000;

/** The marks of dialogs whose summaries are to be made anew. */
export interface Marks {
  /** Counted up to MOST_MARKS. */
  readonly count: number;
  /** The ids of the oldest and the newest; null where there is none. */
  readonly oldest: number | null;
  readonly newest: number | null;
}

export async function readMarks(session: Session): Promise<Marks> {
  const [marks] = await session.rows<Marks>(sql`
    SELECT (SELECT count(*) FROM (SELECT FROM dialog_stale LIMIT ${MOST_MARKS}) counted) AS count,
      (SELECT min(id) FROM dialog_stale) AS oldest, (SELECT max(id) FROM dialog_stale) AS newest`);
  return marks!;
}

/** As many looks are kept. */
const MOST_LOOKS = 500;

/**
 * Tells how long the oldest mark has waited at least: marks hold no time, but each was there at the first look that
 * found one as new or newer. So the age is exact but for the time between two looks.
 */
export class MarksAge {
  #looks: { readonly newest: number; readonly at: number }[] = [];

  /** What was found at `now`, in milliseconds. Returns seconds; 0 where none waits. */
  look({ oldest, newest }: Marks, now: number): number {
    if (oldest === null || newest === null) {
      this.#looks = [];
      return 0;
    }
    this.#looks = this.#looks.filter((look) => look.newest >= oldest);
    if (newest !== this.#looks.at(-1)?.newest) this.#looks.push({ newest, at: now });
    if (this.#looks.length > MOST_LOOKS) this.#looks = this.#looks.filter((_look, index) => index % 2 === 0);
    return (now - this.#looks[0]!.at) / 1000;
  }
}
