import { cpus } from 'node:os';
import { connect, print } from './database.mjs';
import { dist } from './dist.mjs';
import { UsageError } from './options.mjs';

/** How every command that reads a generated data set is told which. */
export const DATASET_HELP = `  DATABASE_URL          a PostgreSQL database that "node bench/generate.mjs DATABASE_URL" filled, or
  --data FOLDER         the folder of an embedded one that "node bench/generate.mjs --data FOLDER" filled`;

/**
 * Opens the database of a data set, runs the work with its address and lets it go: the one at `url`, else an embedded
 * PostgreSQL in `folder`, with its default settings.
 */
export async function withDataset({ url, folder }, work) {
  if (url) return work(url);
  const embedded = await dist('database/embedded/index.js').openEmbedded({ dataDir: folder });
  try {
    return await work(embedded.url);
  } finally {
    await embedded.close();
  }
}

/** Marks a database as holding a complete data set, with what it was made of. */
export async function markDataset(client, made) {
  const { rows } = await client.query(
    "SELECT format('COMMENT ON DATABASE %I IS %L', current_database(), $1::text) AS sql",
    [JSON.stringify({ dialogStatisticsBench: made })],
  );
  await client.query(rows[0].sql);
}

/** What the data set in a database was made of: `{ dialogs, messages, accounts, from, until }`. Throws where none is. */
export async function readDataset(url) {
  const client = await connect(url);
  try {
    const { rows } = await client.query(
      `SELECT shobj_description(oid, 'pg_database') AS mark, current_setting('server_version') AS version
       FROM pg_database WHERE datname = current_database()`,
    );
    const made = readMark(rows[0].mark);
    if (!made) throw new UsageError('this database holds no generated data set: fill one by node bench/generate.mjs');
    return { ...made, version: rows[0].version };
  } finally {
    await client.end();
  }
}

/** The first line of each report: what was measured, and on what. */
export function printDataset({ dialogs, messages, accounts, from, until, version }) {
  const count = (value) => value.toLocaleString('en');
  const [since, to] = [from, until].map((at) => at.slice(0, 10));
  print(`PostgreSQL ${version}, ${cpus().length} cores; Node ${process.version}`);
  print(`${count(dialogs)} dialogs, ${count(messages)} messages, ${accounts} account(s), ${since} to ${to}`);
}

function readMark(mark) {
  try {
    return JSON.parse(mark ?? 'null')?.dialogStatisticsBench;
  } catch {
    return undefined;
  }
}
