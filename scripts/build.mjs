// Builds dist/ from src/: the compiled server, the dashboard and the GraphiQL page. `--if-needed` does nothing when dist/ is of these sources.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isBuilt, pages, STAMP, stampOfSources } from './built.mjs';

const root = path.resolve(import.meta.dirname, '..');
const stamp = stampOfSources();
const onlyIfNeeded = process.argv.includes('--if-needed');
if (!(onlyIfNeeded && isBuilt(stamp))) {
  const unlock = await lock(path.join(root, 'dist.lock'));
  try {
    // Another process may have built while this one waited.
    if (!(onlyIfNeeded && isBuilt(stamp))) build();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    unlock();
  }
}

/** Builds beside dist/ and takes its place at the end, so that a process that runs from it never sees half of one. */
function build() {
  console.error('building…');
  fs.rmSync(path.join(root, 'dist.new'), { recursive: true, force: true });
  run(path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', 'dist.new');
  for (const page of pages) run(path.join(root, page), 'dist.new');
  fs.writeFileSync(path.join(root, 'dist.new', STAMP), stamp);
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  fs.renameSync(path.join(root, 'dist.new'), path.join(root, 'dist'));
}

/** Waits for the lock file, whose owner's pid it holds; one that a dead process left is taken over. */
async function lock(file) {
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => fs.rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned(file)) fs.rmSync(file, { force: true });
    await setTimeout(200);
  }
}

function isAbandoned(file) {
  try {
    process.kill(Number(fs.readFileSync(file, 'utf8')), 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function run(...args) {
  // The output goes to stderr: stdout belongs to the command that needed the build.
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`the build failed: ${path.relative(root, args[0])}`);
}
