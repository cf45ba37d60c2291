import type { RecordedStatement } from '../helpers/record-statements';

/** Statements that may be of many accounts, and why. */
export interface Exception {
  /** The files that send them. */
  readonly by: RegExp;
  /** Which of theirs; all when left out. */
  readonly text?: RegExp;
  readonly why: string;
  /** Whether their tables must be joined by the account at least, so that each node answers for itself. */
  readonly isTogether: boolean;
}

/** None of them is the read side's. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    by: /^src\/check\//,
    why: 'an operator asks about all accounts, unless --account names one',
    isTogether: true,
  },
  {
    by: /^src\/summaries\/rebuild\.ts$/,
    text: /^\s*SELECT (count\(\*\) AS dialogs|DISTINCT account_id, \w+ AS id) FROM \w+\s*(WHERE \(account_id, \w+\) >|$)/,
    why: 'an operator makes the rows of all accounts anew: how many there are, and the next of them',
    isTogether: true,
  },
  {
    by: /^src\/summaries\/(find-marked|worker)\.ts$/,
    why: 'the worker asks which account is next, and whether any is: one row of each node',
    isTogether: true,
  },
  {
    by: /^src\/http\/probe-marks\.ts$/,
    why: 'metrics count what waits in all accounts',
    isTogether: true,
  },
];

/** The exception that a statement is; undefined for none. */
export function exceptionOf({ by, text }: RecordedStatement): Exception | undefined {
  return EXCEPTIONS.find((exception) => exception.by.test(by) && (exception.text?.test(text) ?? true));
}
