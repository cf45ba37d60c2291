/** One line of a Dockerfile, such as `COPY src ./src`. */
export interface Instruction {
  readonly name: string;
  readonly argument: string;
}

/** What one FROM begins. */
export interface Stage {
  readonly base: string;
  /** Its name after AS; undefined for none. */
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

/** Reads a Dockerfile, as far as ours goes: no ARG before FROM, no heredocs. */
export function readDockerfile(text: string): Stage[] {
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: { base: string; name: string | undefined; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name, argument] = /^(\w+) (.*)$/.exec(line)!;
    if (name === 'FROM') {
      const [, base, , as] = /^(\S+)( AS (\S+))?$/.exec(argument!)!;
      stages.push({ base: base!, name: as, instructions: [] });
    } else stages.at(-1)!.instructions.push({ name: name!, argument: argument! });
  }
  return stages;
}

/** A COPY: from which stage (undefined: the checkout), what, and where to. */
export interface Copy {
  readonly from: string | undefined;
  readonly sources: readonly string[];
  readonly target: string;
}

export function readCopy(argument: string): Copy {
  const words = argument.split(' ');
  const from = /^--from=(.*)$/.exec(words[0]!)?.[1];
  if (from !== undefined) words.shift();
  return { from, sources: words.slice(0, -1), target: words.at(-1)! };
}

/** The last instruction of a name in a stage. */
export function lastOf({ instructions }: Stage, name: string): string {
  const found = instructions.findLast((instruction) => instruction.name === name);
  if (found === undefined) throw new Error(`the Dockerfile has no ${name} in its last stage`);
  return found.argument;
}
