import { installCapture, uninstallCapture } from '../database/capture-install';
import { reachDatabase } from '../database/open';
import { type AddCommand, progress, withSettings } from './run';

export const addInstall: AddCommand = (program) => {
  program
    .command('install')
    .description("Install beside a live host: migrate, then attach the triggers that capture the host's own writes.")
    .action(
      withSettings(async (settings) => {
        const { url, release } = await reachDatabase(settings, progress);
        try {
          await installCapture(url, progress);
          process.stdout.write('Installed: the host’s writes are captured from now on.\n');
        } finally {
          await release();
        }
      }),
    );
  program
    .command('uninstall')
    .description('Take the capture triggers away; the log and its tables stay.')
    .action(
      withSettings(async (settings) => {
        const { url, release } = await reachDatabase(settings, progress);
        try {
          await uninstallCapture(url, progress);
          process.stdout.write('Uninstalled: the host’s writes are no longer captured; the log is kept.\n');
        } finally {
          await release();
        }
      }),
    );
};
