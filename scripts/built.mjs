// Of which sources dist/ is, told by a file in it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** The pages of dist/, each built by a script of its own. */
export const pages = ['scripts/build-dashboard.mjs', 'scripts/build-graphiql.mjs'];

/** The file of a built folder that holds the stamp of its sources. */
export const STAMP = '.built-from';

const inputs = ['src', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/page-files.mjs', ...pages];

/** A digest of all that dist/ is built from. */
export function stampOfSources() {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesIn(path.join(root, input)))) {
    hash.update(`${path.relative(root, file)}\0`).update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}

/** Whether dist/ is there and built from sources of this stamp. */
export function isBuilt(stamp = stampOfSources()) {
  const file = path.join(root, 'dist', STAMP);
  return fs.existsSync(file) && fs.readFileSync(file, 'utf8') === stamp;
}

function filesIn(file) {
  if (!fs.statSync(file).isDirectory()) return [file];
  return fs
    .readdirSync(file, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
