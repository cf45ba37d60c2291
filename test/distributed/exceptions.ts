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
const EXCEPTIONS: readonly Exception[] = [
  {
    by: /^src\/database\/journal\.ts$/,
    why: 'a migration is of all accounts, and so are the views, of which each reader names its own',
    isTogether: true,
  },
  {
    by: /^src\/database\/install\//,
    why: 'an operator takes the log away: columns are emptied, and events removed, of all accounts',
    isTogether: true,
  },
  {
    by: /^src\/write-side\/history\/replay\.ts$/,
    text: /^\s*SELECT account_id, count\(\*\) AS conversations FROM conversations\s+GROUP BY/,
    why: 'an operator replays all accounts, one after another: which there are',
    isTogether: true,
  },
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
    by: /^src\/write-side\/kinds\/classify-range\.ts$/,
    why: 'an operator decides the kinds of all accounts anew, unless --account names one: the next dialogs',
    isTogether: true,
  },
  {
    by: /^src\/people\/retention\/retention\.ts$/,
    text: /^SELECT id FROM \(.*WITH RECURSIVE account \(id\)/s,
    why: 'an operator removes what is old of all accounts, one after another: which have any',
    isTogether: false,
  },
  {
    by: /^src\/summaries\/(find-marked|worker)\.ts$/,
    why: 'the worker asks which account is next, and whether any is: one row of each node',
    isTogether: true,
  },
  {
    by: /^src\/mirror\/(rows|sweep|references)\.ts$/,
    why: 'the mirror copies the host, and compares the copies with it, in the order of ids, which are of all accounts',
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
