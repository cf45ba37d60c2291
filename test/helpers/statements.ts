import { Client } from 'pg';
import { BEGIN_SNAPSHOT, END_SNAPSHOT } from '../../src/database/snapshot';

/** What some work gave, and the statements that it cost. */
export interface Cost<Result> {
  readonly result: Result;
  /**
   * The texts of the SQL statements, of all connections of this process, in the order in which they were sent; without
   * those that begin and end the snapshot of a request, and those about its token, which is not looked up each time.
   */
  readonly statements: readonly string[];
}

/** Does the work and lists the statements that it sends to PostgreSQL. Nothing else may use the database meanwhile. */
export async function statementsOf<Result>(work: () => Promise<Result>): Promise<Cost<Result>> {
  const query = jest.spyOn(Client.prototype, 'query');
  try {
    const result = await work();
    const texts = query.mock.calls.map(([statement]) => textOf(statement));
    const isOfRequest = (text: string) =>
      text !== BEGIN_SNAPSHOT && text !== END_SNAPSHOT && !/dialog_api_tokens|_lsn\(\)/.test(text);
    return { result, statements: texts.filter(isOfRequest) };
  } finally {
    query.mockRestore();
  }
}

/** Fails with the texts of all statements where there are fewer or more. */
export function expectStatements(statements: readonly string[], least: number, most = least): void {
  if (statements.length >= least && statements.length <= most) return;
  const expected = least === most ? `${most}` : `${least} to ${most}`;
  throw new Error(`${statements.length} statements instead of ${expected}:\n${statements.join('\n')}`);
}

function textOf(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : (statement as { text: string }).text;
  return text.replace(/\s+/g, ' ').trim();
}
