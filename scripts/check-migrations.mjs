// Fails when the migrations in drizzle/ are not in step with the tables in src/database/tables, or with their journal.
// Needs no database, and leaves the tree alone: drizzle-kit writes into a copy.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'check-migrations-'));
try {
  const faults = [...journalFaults(path.join(root, 'drizzle')), ...schemaFaults()];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  else console.log('drizzle/ is in step with src/database/tables');
} finally {
  fs.rmSync(copy, { recursive: true, force: true });
}

/** Migrations run in the journal's order, and only those that are newer than the newest that ran. */
function journalFaults(folder) {
  const { entries } = JSON.parse(fs.readFileSync(path.join(folder, 'meta/_journal.json'), 'utf8'));
  const faults = [];
  const known = new Set(entries.map(({ tag }) => `${tag}.sql`));
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.sql') && !known.has(name))) {
    faults.push(`drizzle/${file} is not in drizzle/meta/_journal.json, so it would never run`);
  }
  let previousId;
  for (const [index, { tag, idx, when }] of entries.entries()) {
    const number = String(index).padStart(4, '0');
    if (idx !== index || !tag.startsWith(`${number}_`)) {
      faults.push(`entry ${index} of drizzle/meta/_journal.json is ${tag} with idx ${idx}: expected number ${number}`);
    }
    if (index > 0 && when <= entries[index - 1].when) {
      faults.push(
        `${tag} is not newer than ${entries[index - 1].tag} in drizzle/meta/_journal.json: it might never run`,
      );
    }
    const snapshot = `meta/${number}_snapshot.json`;
    const missing = [`${tag}.sql`, snapshot].filter((file) => !fs.existsSync(path.join(folder, file)));
    for (const file of missing) faults.push(`drizzle/${file} is missing, but the journal names ${tag}`);
    if (missing.includes(snapshot)) continue;
    const { id, prevId } = JSON.parse(fs.readFileSync(path.join(folder, snapshot), 'utf8'));
    if (index > 0 && prevId !== previousId) faults.push(`drizzle/${snapshot} does not follow the snapshot before it`);
    previousId = id;
  }
  return faults;
}

function schemaFaults() {
  fs.cpSync(path.join(root, 'drizzle'), copy, { recursive: true });
  const before = contents(copy);
  const check = drizzleKit('check');
  if (check.failed) return [`drizzle-kit check fails:\n${check.output}`];
  const generate = drizzleKit('generate', '--schema', './src/database/tables/*.ts');
  const written = Object.entries(contents(copy)).filter(([file, text]) => before[file] !== text);
  if (written.length > 0) {
    const sql = written.filter(([file]) => file.endsWith('.sql')).map(([, text]) => text.trim());
    return [
      `src/database/tables is ahead of drizzle/: run \`npx drizzle-kit generate\`. It would write:\n${sql.join('\n')}`,
    ];
  }
  // It asks whether a column was renamed, which ends it here, where nobody can answer.
  if (generate.failed) return [`drizzle-kit generate fails: run it by hand to see what it asks.\n${generate.output}`];
  return [];
}

function drizzleKit(command, ...options) {
  // drizzle-kit takes no absolute folder.
  const out = path.relative(root, copy);
  const bin = path.join(root, 'node_modules/drizzle-kit/bin.cjs');
  const args = [bin, command, '--dialect', 'postgresql', '--out', out, ...options];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const output = `${stdout}${stderr}`.replace(/^ +at .*\n?/gm, '').trim();
  const isSure = command === 'check' ? /Everything's fine/ : /No schema changes/;
  return { failed: status !== 0 || !isSure.test(output), output };
}

function contents(folder) {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file), fs.readFileSync(file, 'utf8')];
    }),
  );
}
