import { Command } from 'commander';
import { examples, tellExitCodes } from './help';
import type { AddCommand } from './run';

/** Every command, in the order in which help lists them; each file is loaded only where its command may run. */
const COMMANDS: Readonly<Record<string, () => AddCommand>> = {
  start: () => (require('./start') as typeof import('./start')).addStart,
  migrate: () => (require('./migrate') as typeof import('./migrate')).addMigrate,
  install: () => (require('./install') as typeof import('./install')).addInstall,
  capture: () => (require('./capture') as typeof import('./capture')).addCapture,
  replay: () => (require('./replay') as typeof import('./replay')).addReplay,
  check: () => (require('./check') as typeof import('./check')).addCheck,
  rebuild: () => (require('./rebuild') as typeof import('./rebuild')).addRebuild,
  classify: () => (require('./classify') as typeof import('./classify')).addClassify,
  token: () => (require('./token') as typeof import('./token')).addToken,
  demo: () => (require('./demo') as typeof import('./demo')).addDemo,
  export: () => (require('./export') as typeof import('./export')).addExport,
  settings: () => (require('./settings') as typeof import('./settings')).addSettings,
  'erase-contact': () => (require('./erase-contact') as typeof import('./erase-contact')).addEraseContact,
  retention: () => (require('./retention') as typeof import('./retention')).addRetention,
};

/**
 * The command line, none of its commands run: the one that is named, or every one where none is. Wrong usage is thrown
 * as commander's error.
 */
export function createProgram(named?: string): Command {
  const program = new Command('cli')
    .description('Dialog statistics beside a NovaTalks (Chatwoot-family) database.')
    .usage('COMMAND [OPTIONS]   (npm run --silent cli -- COMMAND [OPTIONS])')
    .showHelpAfterError('(--help tells what is right)')
    .helpCommand(false)
    .addHelpText('after', examples('start', 'token create --help'))
    .exitOverride();
  const only = named !== undefined && Object.hasOwn(COMMANDS, named) ? COMMANDS[named] : undefined;
  for (const load of only ? [only] : Object.values(COMMANDS)) load()(program);
  tellExitCodes(program);
  return program;
}
