import { execFileSync } from 'node:child_process';
import path from 'node:path';
import globalSetup from './global-setup';

/** What the browser tests need beside the servers: the pages, built once before the first of them is opened. */
export default async function browserSetup(config: { maxWorkers: number }): Promise<void> {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-needed'], {
    cwd: path.resolve(__dirname, '../..'),
    stdio: 'inherit',
  });
  await globalSetup(config);
}
