// Runs the command line from dist/, which is built first where it is missing or of other sources.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isBuilt } from './built.mjs';

if (!isBuilt()) {
  const builder = path.join(import.meta.dirname, 'build.mjs');
  const { status } = spawnSync(process.execPath, [builder, '--if-needed'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

createRequire(import.meta.url)('../dist/cli/index.js');
