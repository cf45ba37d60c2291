import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const CLI = path.join(ROOT, 'dist/cli/index.js');

const builder = path.join(ROOT, 'scripts/build.mjs');
const { status } = spawnSync(process.execPath, [builder, '--if-needed'], { stdio: ['ignore', 2, 2] });
if (status !== 0) process.exit(status ?? 1);

/** Loads a file of dist/, which is built first where it is missing or of other sources. */
export function dist(file) {
  return createRequire(import.meta.url)(path.join(ROOT, 'dist', file));
}
