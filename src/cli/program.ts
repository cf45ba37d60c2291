import { Command } from 'commander';
import { addCapture } from './capture';
import { addCheck } from './check';
import { addClassify } from './classify';
import { addDemo } from './demo';
import { addEraseContact } from './erase-contact';
import { addExport } from './export';
import { examples, tellExitCodes } from './help';
import { addInstall } from './install';
import { addMigrate } from './migrate';
import { addRebuild } from './rebuild';
import { addReplay } from './replay';
import { addRetention } from './retention';
import { addSettings } from './settings';
import { addStart } from './start';
import { addToken } from './token';

/** The command line: every command, none of them run. Wrong usage is thrown as commander's error. */
export function createProgram(): Command {
  const program = new Command('cli')
    .description('Dialog statistics beside a NovaTalks (Chatwoot-family) database.')
    .usage('COMMAND [OPTIONS]   (npm run --silent cli -- COMMAND [OPTIONS])')
    .showHelpAfterError('(--help tells what is right)')
    .helpCommand(false)
    .addHelpText('after', examples('start', 'token create --help'))
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
    addEraseContact,
    addRetention,
  ])
    add(program);
  tellExitCodes(program);
  return program;
}
