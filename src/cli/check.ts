import type { CheckRange, Disagreement } from '../check/disagreement';
import { findDisagreements, mendDisagreements, readMissed, readWaiting } from '../check/run-checks';
import { counted } from '../counted';
import type { Instant } from '../instant';
import { checkAccount } from './check-account';
import { examples } from './help';
import { readDate } from './read-date';
import { type AddCommand, EXIT, progress, withDatabase } from './run';
import { readId } from './token';

interface Options {
  readonly account?: number;
  readonly since?: Instant;
  readonly until?: Instant;
  readonly repair?: boolean;
}

export const addCheck: AddCommand = (program) => {
  program
    .command('check')
    .description(
      "Compare the log and its stamps with the host's tables. Prints each disagreement, tab-separated: kind, account, " +
        'conversation, dialog, ids of rows, words. Exits 1 when there is any.',
    )
    .option('--account <id>', 'of this account only', readId)
    .option('--since <date>', 'rows and dialogs from then on, such as 2026-03-01 or 2026-03-01T12:00:00Z', readDate)
    .option('--until <date>', 'rows and dialogs before then', readDate)
    .option('--repair', 'first mend what has one right answer, and print what was done; then check')
    .addHelpText('after', examples('check', 'check --account 1 --since 2026-03-01', 'check --repair'))
    .action(
      withDatabase(async ({ database }, { account: accountId, since, until, repair }: Options) => {
        await checkAccount(database, accountId);
        const range: CheckRange = { accountId, since, until };
        if (repair) {
          for (const { kind, accountId: account, words } of await mendDisagreements(database, range)) {
            print(['mended', kind, account, words]);
          }
        }
        const found = await findDisagreements(database, range);
        for (const disagreement of found) print(cellsOf(disagreement));
        const { rows, ageSeconds } = await readWaiting(database);
        if (rows > 0) {
          const verb = rows === 1 ? 'waits' : 'wait';
          const since = `the oldest for ${Math.round(ageSeconds)} s`;
          progress(`${counted(rows, 'change')} ${verb} to be logged, ${since}; their conversations are not checked`);
        }
        const missed = await readMissed(database);
        if (missed > 0) {
          progress(`the capture had to swallow ${counted(missed, 'error')}: run \`replay\` for what it missed`);
        }
        progress(found.length === 0 ? 'no disagreements' : counted(found.length, 'disagreement'));
        if (found.length > 0) process.exitCode = EXIT.failed;
      }),
    );
};

function cellsOf({ kind, accountId, conversationId, dialogId, rowIds, words }: Disagreement) {
  return [kind, accountId, conversationId ?? '', dialogId ?? '', rowIds.join(','), words];
}

function print(cells: readonly (string | number)[]): void {
  process.stdout.write(`${cells.join('\t')}\n`);
}
