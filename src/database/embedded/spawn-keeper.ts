import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { logLength, logTail, openLog } from './log-file';
import { moduleArguments } from './module-arguments';
import type { KeeperOrder } from './protocol';

/**
 * Starts a keeper in a session of its own, where the terminal's Ctrl-C and hang-up don't reach it. Resolves when it has
 * claimed the folder, or found that another one has.
 *
 * @throws Error where it ends before that by a failure.
 */
export async function spawnKeeper(order: KeeperOrder): Promise<void> {
  const mark = logLength(order.dataDir);
  const log = openLog(order.dataDir);
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [...moduleArguments(require.resolve('./keeper')), JSON.stringify(order)], {
    detached: true,
    cwd: '/',
    env,
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.stdout?.once('data', () => resolve());
      child.once('exit', (code, signal) => {
        if (code === 0) resolve();
        else {
          const how = signal ?? `exit code ${code}`;
          const tail = logTail(order.dataDir, mark);
          reject(new Error(`The process that keeps the embedded PostgreSQL ended (${how}).${tail}`));
        }
      });
    });
  } finally {
    child.removeAllListeners();
    child.stdout?.destroy();
    child.unref();
  }
}
