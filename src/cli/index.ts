import { Command, CommanderError } from 'commander';
import { addCapture } from './capture';
import { addCheck } from './check';
import { addClassify } from './classify';
import { addDemo } from './demo';
import { addExport } from './export';
import { addInstall } from './install';
import { addMigrate } from './migrate';
import { addRebuild } from './rebuild';
import { addReplay } from './replay';
import { EXIT, report } from './run';
import { addSettings } from './settings';
import { addStart } from './start';
import { addToken } from './token';

const program = new Command('cli')
  .description('Dialog statistics beside a NovaTalks (Chatwoot-family) database.')
  .usage('COMMAND [OPTIONS]   (npm run --silent cli -- COMMAND [OPTIONS])')
  .showHelpAfterError('(--help tells what is right)')
  .helpCommand(false)
  .addHelpText('after', '\nExit codes: 0 done, 1 failed or disagreements found, 2 bad usage.')
  .exitOverride();

for (const add of [
  addStart,
  addMigrate,
  addInstall,
  addCapture,
  addReplay,
  addCheck,
  addRebuild,
  addClassify,
  addToken,
  addDemo,
  addExport,
  addSettings,
])
  add(program);

program.parseAsync().catch((error: unknown) => {
  // Commander ends with 1 for wrong usage, which here means that the work failed.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  else report(error);
});
