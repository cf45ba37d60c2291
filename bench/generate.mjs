// Fills a database with a contact centre of any size: node bench/generate.mjs (--help tells the options)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { connect, print } from './support/database.mjs';
import { markDataset, withDataset } from './support/dataset.mjs';
import { CLI, dist, ROOT } from './support/dist.mjs';
import { EVENTS, MESSAGES, makeDialogs } from './support/generate/dialogs.mjs';
import { buildIndexes, dropIndexes } from './support/generate/indexes.mjs';
import { makePlaces, sequenceBehind } from './support/generate/places.mjs';
import { dropPlan, makePlan } from './support/generate/plan.mjs';
import { whole } from './support/numbers.mjs';
import { runWithOptions, UsageError } from './support/options.mjs';

const HELP = `Usage: node bench/generate.mjs [options] (--data FOLDER | DATABASE_URL)
  DATABASE_URL             an empty PostgreSQL database to fill, or
  --data FOLDER            a folder for an embedded one, kept for other runs
  --dialogs N              default: 1000000
  --messages-per-dialog N  on average, 4 or more (default: 10)
  --years N                up to --until (default: 2)
  --until DATE             default: 2026-01-01
  --accounts N             that the conversations are spread over (default: 1)
  --largest PERCENT        of them that the first account has, before the rest is spread over all (default: 0)
  --seed N                 the same seed makes the same rows (default: 1)`;

const DIALOGS_PER_RANGE = 25_000;

const COUNTS = { dialogs: 1_000_000, 'messages-per-dialog': 10, years: 2, accounts: 1, seed: 1 };

const began = performance.now();
const OTHERS = { until: { type: 'string', default: '2026-01-01' }, largest: { type: 'string', default: '0' } };
await runWithOptions({ help: HELP, counts: COUNTS, others: OTHERS }, run);

async function run({
  dataset,
  until: untilText,
  largest: largestText,
  years,
  'messages-per-dialog': messagesPerDialog,
  ...counts
}) {
  const until = new Date(untilText);
  if (Number.isNaN(until.getTime())) throw new UsageError(`--until ${untilText}: give a date such as 2026-01-01`);
  const largest = Number(largestText);
  if (!(largest >= 0 && largest <= 100)) throw new UsageError(`--largest ${largestText}: give a percentage, 0 to 100`);
  const from = new Date(until);
  from.setUTCFullYear(until.getUTCFullYear() - years);
  const unresolved = Math.min(500, Math.ceil(counts.dialogs / 400));
  const period = { from: from.toISOString(), until: until.toISOString() };
  await withDataset(dataset, (url) => generate(url, { ...counts, ...period, largest, messagesPerDialog, unresolved }));
}

async function generate(url, options) {
  const client = await connect(url);
  try {
    await fill(client, url, options);
  } finally {
    await client.end();
  }
  tell('done');
}

async function fill(client, url, options) {
  await makeEmptyHost(client, url);
  // Of this session only: the server keeps PostgreSQL's defaults.
  for (const setting of [
    'synchronous_commit = off',
    "work_mem = '256MB'",
    "maintenance_work_mem = '512MB'",
    'jit = off',
  ])
    await client.query(`SET ${setting}`);
  const indexes = await dropIndexes(client);
  await makePlaces(client, options);
  await makePlan(client, options, tell);
  await makeDialogs(client, tell);
  await inRanges(client, options, 'events', EVENTS);
  const messages = await inRanges(client, options, 'messages', MESSAGES);
  for (const table of ['contacts', 'contact_inboxes', 'conversations', 'dialogs'])
    await client.query(sequenceBehind(table));
  await dropPlan(client);
  await buildIndexes(client, indexes, tell);
  await client.query('VACUUM (ANALYZE)');
  tell('vacuumed and analysed');
  await rebuild(url);
  await client.query('VACUUM (ANALYZE)');
  const { dialogs, accounts, from, until } = options;
  await markDataset(client, { dialogs, messages, accounts, from, until });
}

/** A host's tables, without rows, that the log was added to; without triggers, which would log what is written here. */
async function makeEmptyHost(client, url) {
  const { rows } = await client.query("SELECT to_regclass('accounts') IS NULL AS empty");
  if (!rows[0].empty) throw new UsageError('this database is not empty: give one that is, or another folder');
  await client.query(readFileSync(path.join(ROOT, 'test/hosts/v4.13.0.sql'), 'utf8'));
  await dist('database/migrate.js').migrateDatabase(url, () => {});
  tell('host and log: tables');
}

/** Runs a statement for one range of dialogs after the other, each of its own transaction. Returns how many rows. */
async function inRanges(client, { dialogs }, name, statement) {
  let rows = 0;
  for (let after = 0; after < dialogs; after += DIALOGS_PER_RANGE) {
    const upto = Math.min(dialogs, after + DIALOGS_PER_RANGE);
    rows += (await client.query(statement, [after, upto])).rowCount;
    tell(`${name}: ${whole(rows)} of ${whole(upto)} dialogs`);
  }
  return rows;
}

/** Fills the derived tables by the product's own command. */
async function rebuild(url) {
  const env = { ...process.env, DATABASE_URL: url };
  const child = spawn(process.execPath, [CLI, 'rebuild'], { env, stdio: ['ignore', 1, 2] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`rebuild ended with code ${code}`);
  tell('rebuilt the derived tables');
}

function tell(line) {
  print(`${((performance.now() - began) / 1_000).toFixed(1).padStart(7)} s  ${line}`);
}
