import { counted } from '../counted';
import type { Instant } from '../instant';
import { classifyRange } from '../write-side/kinds/classify-range';
import { checkAccount } from './check-account';
import { examples } from './help';
import { readDate } from './read-date';
import { type AddCommand, progress, stopSignal, withDatabase } from './run';
import { readId } from './token';

interface Options {
  readonly account?: number;
  readonly since?: Instant;
  readonly until?: Instant;
  readonly dryRun?: boolean;
}

/** How often progress is told on stderr; milliseconds. */
const TELL_EVERY = 2_000;

export const addClassify: AddCommand = (program) => {
  program
    .command('classify')
    .description(
      'Decide the kinds of dialogs again (after a change of settings, or for dialogs from before). Prints each change, ' +
        'tab-separated: account, dialog, kinds before, kinds after, reason. Safe while the API serves, and to repeat.',
    )
    .option('--account <id>', 'of this account only', readId)
    .option('--since <date>', 'dialogs that began then or later, such as 2026-03-01 or 2026-03-01T12:00:00Z', readDate)
    .option('--until <date>', 'dialogs that began before then', readDate)
    .option('--dry-run', 'print what would change, and change nothing')
    .addHelpText('after', examples('classify --since 2026-03-01 --dry-run', 'classify --account 1'))
    .action(
      withDatabase(async ({ database }, { account, since, until, dryRun }: Options) => {
        await checkAccount(database, account);
        const stop = stopSignal();
        let changes = 0;
        let told = performance.now();
        const { dialogs, left } = await classifyRange(
          database,
          { accountId: account, since, until },
          {
            ...{ dryRun, signal: stop },
            onChange(accountId, { dialogId, before, after }) {
              changes += 1;
              const cells = [accountId, dialogId, before?.join() ?? '', after.kinds.join(), after.reason];
              process.stdout.write(`${cells.join('\t')}\n`);
            },
            onProgress(done, ofDialogs) {
              if (performance.now() - told < TELL_EVERY) return;
              told = performance.now();
              progress(`${done} of ${ofDialogs} dialogs`);
            },
          },
        );
        if (left > 0) {
          progress(`${counted(left, 'dialog')} left as decided: what was known of the visitors' presence was removed`);
        }
        progress(`${counted(dialogs, 'dialog')} looked at, ${changes} ${dryRun ? 'would change' : 'changed'}`);
        if (stop.aborted) throw new Error('stopped before the end; run it again');
      }),
    );
};
