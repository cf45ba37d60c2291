// Writes the columns of the exports, as the code has them, into docs/exports.md.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const { status } = spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs'), '--if-needed'], {
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
const { withColumnTables } = createRequire(import.meta.url)('../dist/export/describe.js');
const file = path.join(root, 'docs/exports.md');
fs.writeFileSync(file, withColumnTables(fs.readFileSync(file, 'utf8')));
