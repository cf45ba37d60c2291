import { findDisagreements } from '../../src/check/run-checks';
import { SUMMARY_CHECKS } from '../../src/check/summary-checks';
import type { Database } from '../../src/database/database';
import { countMarks } from '../../src/summaries/worker';

/** Expects no mark, and the derived rows of all dialogs to be those that the log gives. */
export async function expectSummarised(database: Database): Promise<void> {
  expect(await countMarks(database, 1)).toBe(0);
  expect(await findDisagreements(database, {}, SUMMARY_CHECKS)).toEqual([]);
}
