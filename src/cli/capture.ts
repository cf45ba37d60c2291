import { isCaptureInstalled } from '../database/capture-install';
import { createLogger } from '../http/logger';
import { readSettings } from '../settings';
import { captureAllWaiting, runCapture } from '../write-side/capture/worker';
import { type AddCommand, progress, withDatabase } from './run';

export const addCapture: AddCommand = (program) => {
  program
    .command('capture')
    .description("Log the host's captured changes until stopped. Several may run: one works, the others stand by.")
    .option('--once', 'return when all that waits now is logged, whoever logs it')
    .action(
      withDatabase(async ({ database }, { once }: { once?: boolean }) => {
        if (!(await isCaptureInstalled(database.pool))) {
          throw new Error('capture is not installed on this database: run npm run --silent cli -- install');
        }
        if (once) {
          await captureAllWaiting(database, (left) => progress(`${left} changes left`));
          return;
        }
        const stop = new AbortController();
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
        await runCapture(database, createLogger(readSettings(process.env).logLevel), stop.signal);
      }),
    );
};
