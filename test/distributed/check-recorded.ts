import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RecordedStatement } from '../helpers/record-statements';
import { problemsOf } from './check-statement';
import { exceptionOf } from './exceptions';
import { readPlacements } from './placements';

/** A statement of the product that is not in order where tables are distributed by account. */
interface Finding extends RecordedStatement {
  readonly problems: readonly string[];
}

/** Checks the statements that were recorded in a folder; tells of those that are not in order, undefined where all are. */
export async function checkRecorded(folder: string): Promise<string | undefined> {
  const findings = await findProblems(readRecorded(folder));
  if (findings.length === 0) return undefined;
  const told = findings.map(
    ({ by, text, problems }) => `${by || 'sent by a library'}: ${problems.join('; ')}\n${text}`,
  );
  return (
    `${findings.length} statements are not of one account each, as tables distributed by account need them to be ` +
    `(docs/scaling-distributed.md; exceptions are in test/distributed/exceptions.ts):\n\n${told.join('\n\n')}`
  );
}

/** Those of the statements that are not in order and no exception. */
export async function findProblems(statements: readonly RecordedStatement[]): Promise<Finding[]> {
  const placements = readPlacements();
  const findings: Finding[] = [];
  for (const statement of statements) {
    const exception = exceptionOf(statement);
    if (exception && !exception.isTogether) continue;
    const problems = await problemsOf(statement.text, placements, exception !== undefined).catch((error: Error) => [
      error.message,
    ]);
    if (problems.length > 0) findings.push({ ...statement, problems });
  }
  return findings;
}

function readRecorded(folder: string): RecordedStatement[] {
  // The last line of a program that was killed may be a part of one.
  const lines = readdirSync(folder).flatMap((file) =>
    readFileSync(path.join(folder, file), 'utf8').split('\n').slice(0, -1),
  );
  const statements = lines.map((line) => JSON.parse(line) as RecordedStatement);
  return [...new Map(statements.map((statement) => [`${statement.by} ${statement.text}`, statement])).values()];
}
