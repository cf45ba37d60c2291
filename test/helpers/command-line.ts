import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program';

const TYPED = 'npm run --silent cli -- ';

/** Every command of the command line, by the words that it is called with; '' is the command line itself. */
export function commandsOf(command: Command, words: readonly string[] = []): (readonly [string, Command])[] {
  const below = command.commands.flatMap((each) => commandsOf(each, [...words, each.name()]));
  return [[words.join(' '), command], ...below];
}

/** A word of a shell's line, with quotes or without; and what ends a command. */
const WORD = /'([^']*)'|"([^"]*)"|([^\s'"|>#]+)|[|>#].*/g;

/** The arguments of the commands that stand in a text, one a line, as a shell would split them. */
export function commandsIn(text: string): string[][] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line.startsWith(TYPED))
    .map((line) =>
      [...line.slice(TYPED.length).matchAll(WORD)].flatMap(([, one, two, plain]) => one ?? two ?? plain ?? []),
    );
}

/** Reads arguments as the command line does, and runs nothing. Answers the words of the command; throws what is wrong. */
export async function parse(args: readonly string[]): Promise<string | undefined> {
  const program = createProgram();
  let meant: string | undefined;
  for (const [words, command] of commandsOf(program)) {
    command.configureOutput({ writeOut() {}, writeErr() {} }).exitOverride();
    if (command.commands.length > 0) continue;
    command.action(() => {
      meant = words;
    });
  }
  await program.parseAsync(args, { from: 'user' });
  return meant;
}
