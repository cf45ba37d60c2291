import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program';
import { SETTINGS } from '../../src/settings';

const TYPED = '  npm run --silent cli -- ';

/** Every command of the command line, by the words that it is called with; '' is the command line itself. */
function commands(command: Command, words: readonly string[] = []): (readonly [string, Command])[] {
  const below = command.commands.flatMap((each) => commands(each, [...words, each.name()]));
  return [[words.join(' '), command], ...below];
}

/** What `--help` prints: also what is written after the options. */
function helpOf(command: Command): string {
  let printed = '';
  command.configureOutput({
    writeOut(text) {
      printed += text;
    },
  });
  command.outputHelp();
  return printed;
}

/** The arguments of the examples in a help, as a shell would split them. */
function examplesIn(help: string): string[][] {
  const lines = help.split('\n').filter((line) => line.startsWith(TYPED));
  return lines.map((line) => {
    const typed = line.slice(TYPED.length).replace(/\s+#.*$/, '');
    return typed.split(' ').map((word) => word.replace(/^'(.*)'$/, '$1'));
  });
}

describe('the help of every command', () => {
  const all = commands(createProgram());

  it('is there for all that the command line can do', () => {
    expect(all.length).toBeGreaterThan(15);
    const names = all.map(([words]) => words);
    expect(names).toEqual(expect.arrayContaining(['start', 'install', 'uninstall', 'token rotate', 'settings set']));
  });

  it.each(all)('cli %s: says what it does, gives examples and exit codes', (words, command) => {
    const help = helpOf(command);
    expect(help).toMatch(/^Usage: /);
    expect(command.description()).toMatch(/^[A-Z].*\.$/s);
    for (const option of command.options) expect(option.description).not.toBe('');
    expect(help).toContain('\nExit codes: 0 done, 1 failed or disagreements found, 2 bad usage.\n');
    const examples = examplesIn(help);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(example.join(' ')).toMatch(new RegExp(`^${words}`));
  });

  it.each(
    all.flatMap(([, command]) => examplesIn(helpOf(command)).map((example) => [example.join(' '), example] as const)),
  )('the example "%s" is right usage', async (_typed, example) => {
    const program = createProgram();
    const done: string[] = [];
    for (const [words, command] of commands(program)) {
      command.configureOutput({ writeOut() {}, writeErr() {} }).exitOverride();
      if (command.commands.length === 0)
        command.action(() => {
          done.push(words);
        });
    }
    const run = program.parseAsync(example, { from: 'user' });
    if (example.includes('--help')) {
      await expect(run).rejects.toMatchObject({ code: 'commander.helpDisplayed' });
      return;
    }
    await run;
    expect(done).toEqual([expect.any(String)]);
    expect(example.slice(0, done[0]!.split(' ').length).join(' ')).toBe(done[0]);
  });

  it('of start names every environment variable', () => {
    const help = helpOf(all.find(([words]) => words === 'start')![1]);
    for (const { name, meaning } of Object.values(SETTINGS)) {
      expect(help).toContain(`\n  ${name}`);
      expect(help).toContain(meaning);
    }
  });
});
