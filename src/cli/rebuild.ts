import { counted } from '../counted';
import { type RebuildProgress, rebuild } from '../summaries/rebuild';
import { checkAccount } from './check-account';
import { examples } from './help';
import { type AddCommand, progress, stopSignal, withDatabase } from './run';
import { readId } from './token';

/** How often progress is told on stderr; milliseconds. */
const TELL_EVERY = 2_000;

export const addRebuild: AddCommand = (program) => {
  program
    .command('rebuild')
    .description(
      'Make the tables that statistics are read from anew, from the log. They are kept up by themselves: this is for ' +
        'after a restore, or where `check` finds them wrong. Safe while the API serves, to interrupt and to repeat.',
    )
    .option('--account <id>', 'of this account only', readId)
    .addHelpText('after', examples('rebuild', 'rebuild --account 1'))
    .action(
      withDatabase(async ({ database }, { account }: { account?: number }) => {
        await checkAccount(database, account);
        const stop = stopSignal();
        const report = await rebuild(database, { accountId: account, signal: stop, onProgress: teller() });
        process.stdout.write(
          `${counted(report.dialogs, 'dialog')} summarised, ${report.orphans} that are gone taken away\n`,
        );
        if (stop.aborted) throw new Error('stopped before the end; run it again, which begins anew');
      }),
    );
};

/** Tells how much is done, how fast, and how long the rest will take. */
function teller(): (done: RebuildProgress) => void {
  const began = performance.now();
  let told = began;
  return ({ dialogs, ofDialogs }) => {
    const now = performance.now();
    if (now - told < TELL_EVERY && dialogs < ofDialogs) return;
    told = now;
    const seconds = (now - began) / 1000;
    const left = (seconds / dialogs) * Math.max(0, ofDialogs - dialogs);
    const rate = Math.round(dialogs / seconds);
    progress(`${dialogs} of ${ofDialogs} dialogs, ${rate} dialogs/s, about ${Math.ceil(left)} s left`);
  };
}
