import type { Command } from 'commander';
import { createProgram } from '../../src/cli/program';
import { SETTINGS } from '../../src/settings';
import { commandsIn, commandsOf, parse } from '../helpers/command-line';

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

describe('the help of every command', () => {
  const all = commandsOf(createProgram());

  it('is there for all that the command line can do', () => {
    expect(all.length).toBeGreaterThan(15);
    const names = all.map(([words]) => words);
    expect(names).toEqual(expect.arrayContaining(['start', 'install', 'uninstall', 'token rotate', 'settings set']));
  });

  it.each([...new Set(all.map(([words]) => words.split(' ')[0]))])('of %s alone has it, as where it is run', (name) => {
    expect(commandsOf(createProgram(name)).map(([words]) => words)).toEqual(
      expect.arrayContaining(all.map(([words]) => words).filter((words) => words.split(' ')[0] === name)),
    );
  });

  it.each(all)('cli %s: says what it does, gives examples and exit codes', (words, command) => {
    const help = helpOf(command);
    expect(help).toMatch(/^Usage: /);
    expect(command.description()).toMatch(/^[A-Z].*\.$/s);
    for (const option of command.options) expect(option.description).not.toBe('');
    expect(help).toContain('\nExit codes: 0 done, 1 failed or disagreements found, 2 bad usage.\n');
    const examples = commandsIn(help);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(example.join(' ')).toMatch(new RegExp(`^${words}`));
  });

  it.each(
    all.flatMap(([, command]) => commandsIn(helpOf(command)).map((example) => [example.join(' '), example] as const)),
  )('the example "%s" is right usage', async (_typed, example) => {
    if (example.includes('--help')) {
      await expect(parse(example)).rejects.toMatchObject({ code: 'commander.helpDisplayed' });
      return;
    }
    const meant = await parse(example);
    expect(example.slice(0, meant!.split(' ').length).join(' ')).toBe(meant);
  });

  it('of start names every environment variable', () => {
    const help = helpOf(all.find(([words]) => words === 'start')![1]);
    for (const { name, meaning } of Object.values(SETTINGS)) {
      expect(help).toContain(`\n  ${name}`);
      expect(help).toContain(meaning);
    }
  });
});
