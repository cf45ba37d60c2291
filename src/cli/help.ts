import type { Command } from 'commander';

/** How people run the command line. */
const CLI = 'npm run --silent cli --';

const EXIT_CODES = '\nExit codes: 0 done, 1 failed or disagreements found, 2 bad usage.';

/** The end of a command's help: how it is used, as it is typed. A `#` begins words about an example. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${CLI} ${line}`).join('\n')}`;
}

/** Ends the help of a command and of all below it by the exit codes, which are the same for all. */
export function tellExitCodes(command: Command): void {
  command.addHelpText('after', EXIT_CODES);
  for (const each of command.commands) tellExitCodes(each);
}
