import { type ChildProcess, spawn } from 'node:child_process';
import { ended, environment, PROJECT } from '../helpers/cli';
import { until } from './log';

/** A process that runs the command `capture`. */
export interface CaptureProcess {
  readonly child: ChildProcess;
  /** Whether it has said that it leads. */
  leads(): boolean;
  /** Ends it by a signal; resolves when it has ended. */
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Builds what the processes run, where it is not built, so that none has to wait for it. */
export async function buildOnce(): Promise<void> {
  const { code, stderr } = await ended(spawn(process.execPath, ['scripts/build.mjs', '--if-needed'], { cwd: PROJECT }));
  if (code !== 0) throw new Error(stderr);
}

/** Starts `capture` on a database; further variables of its environment may be given. */
export function startCaptureProcess(url: string, given: Record<string, string> = {}): CaptureProcess {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'capture'], {
    cwd: PROJECT,
    env: environment({ DATABASE_URL: url, LOG_LEVEL: 'info', ...given }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let printed = '';
  child.stderr!.on('data', (chunk) => {
    printed += chunk;
  });
  return {
    child,
    leads: () => printed.includes('the capture leads'),
    async kill(signal) {
      child.kill(signal);
      await until(() => child.exitCode !== null || child.signalCode !== null);
    },
  };
}
