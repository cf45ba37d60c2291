import { parse } from 'libpg-query';
import type { Placements } from './placements';
import { checkStatement } from './read-query';
import type { Node } from './scope';

/** Statements that read and write no rows by themselves: definitions, settings, transactions, locks of whole tables. */
const ROWLESS =
  /^(Alter|Create|Drop|Rename|Comment|Grant|Variable|Transaction|Listen|Unlisten|Notify|Lock|Truncate|Vacuum|Checkpoint|ClosePortal|Fetch|Index|View|Do|Rule|Define|Discard|Deallocate|Reindex|Analyze|Constraints)/;

/**
 * What is wrong with a statement where tables are distributed by account: each table of one that is read or written must
 * be of one account by a constant, or by what is equal to it. Empty where nothing is. Throws where it can't be parsed. With
 * `isOfAll`, a statement may go over all accounts as long as its tables are joined by them, none at a time of two.
 */
export async function problemsOf(text: string, placements: Placements, isOfAll = false): Promise<string[]> {
  const { stmts } = await parse(text);
  const problems = (stmts ?? []).flatMap(({ stmt }) => {
    const statement = stmt as Node;
    const [kind, node] = Object.entries(statement)[0]!;
    if (node.query) return checkStatement(node.query, placements, isOfAll);
    return ROWLESS.test(kind) ? [] : checkStatement(statement, placements, isOfAll);
  });
  return [...new Set(problems)];
}
