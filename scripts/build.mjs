// Builds dist/ from src/: the compiled server and the GraphiQL page. `--if-needed` does nothing when dist/ is of these sources.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const stampFile = path.join(root, 'dist', '.built-from');
const inputs = ['src', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build-graphiql.mjs'];

const stamp = stampOf(inputs.flatMap((input) => filesIn(path.join(root, input))));
const isBuilt = fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp;
if (!(process.argv.includes('--if-needed') && isBuilt)) build();

function build() {
  console.error('building…');
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  run(path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json');
  run(path.join(root, 'scripts/build-graphiql.mjs'));
  fs.writeFileSync(stampFile, stamp);
}

function run(...args) {
  // The output goes to stderr: stdout belongs to the command that needed the build.
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

function filesIn(file) {
  if (!fs.statSync(file).isDirectory()) return [file];
  return fs
    .readdirSync(file, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

function stampOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${path.relative(root, file)}\0`).update(fs.readFileSync(file));
  return hash.digest('hex');
}
