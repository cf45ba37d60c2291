import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

export const PROJECT = path.resolve(__dirname, '../..');

/** What a command printed, and how it ended. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Has node keep the statements that a program sends. */
const RECORDED = `--require ${path.join(__dirname, 'record-program.cjs')}`;

/**
 * The environment of the tests without what would choose a database, and with what the caller gives; and the program's
 * statements are checked as those of the tests are.
 */
export function environment(given: Record<string, string>): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, TEST_DATABASE_URL: __, NODE_ENV: ___, ...rest } = process.env;
  return { ...rest, NODE_OPTIONS: RECORDED, ...given };
}

/** Runs a command of the command line as `npm run --silent cli --` does, in a process of its own. */
export async function cli(args: readonly string[], given: Record<string, string>): Promise<Ran> {
  const child = spawn(process.execPath, ['scripts/run.mjs', ...args], { cwd: PROJECT, env: environment(given) });
  return ended(child);
}

/** Waits until a process ends, and tells what it printed. */
export async function ended(child: ChildProcess): Promise<Ran> {
  const printed = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    printed.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    printed.stderr += chunk;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...printed };
}

/** A server started as `npm start` does. */
export interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  readonly token: string | undefined;
  readonly stdout: string;
  /** How it ended. */
  readonly ended: Promise<Ran>;
  /** Sends a signal and waits for the end; tells the exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/**
 * Starts the server and waits until it listens, by the script that `npm start` runs, unless another is named. Throws with
 * what it printed when it ends before.
 */
export async function start(given: Record<string, string>, script = 'scripts/run.mjs'): Promise<Started> {
  const child = spawn(process.execPath, [script, 'start'], {
    cwd: PROJECT,
    env: environment({ PORT: '0', LOG_LEVEL: 'warn', ...given }),
  });
  const end = ended(child);
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const isUp = () => /Listening on \S+\n/.test(stdout);
  for (let waited = 0; !isUp() && child.exitCode === null && waited < 120_000; waited += 50) await setTimeout(50);
  if (!isUp()) {
    child.kill('SIGKILL');
    throw new Error(`the server did not start: ${JSON.stringify(await end)}`);
  }
  // The lines after the first are written in the same moment.
  await setTimeout(50);
  return {
    child,
    url: /Listening on (\S+)/.exec(stdout)![1]!,
    token: /^Token: (\S+)$/m.exec(stdout)?.[1],
    stdout,
    ended: end,
    async stop(signal) {
      child.kill(signal);
      return (await end).code;
    },
  };
}

/** Asks a started server. */
export async function askServer({ url, token }: Pick<Started, 'url' | 'token'>, query: string, variables?: unknown) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers have the shape that each test asks for.
  return (await response.json()) as { data: any; errors?: any[] };
}
