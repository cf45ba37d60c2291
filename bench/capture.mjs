// What capture costs a host and how fast it is, on this machine: npm run build && node bench/capture.mjs
// On the PostgreSQL that BENCH_DATABASE_URL names (a database is made in it and dropped), else on an embedded one.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

const ROOT = path.resolve(import.meta.dirname, '..');
const dist = (file) => createRequire(import.meta.url)(path.join(ROOT, 'dist', file));
const { openEmbedded } = dist('database/embedded/index.js');
const { connectDatabase } = dist('database/database.js');
const { installCapture } = dist('database/capture-install.js');
const { captureAllWaiting } = dist('write-side/capture/worker.js');

const CONVERSATIONS = 100_000;
const ACCOUNTS = 20;
const BACKLOG = 60_000;
const CHANGES_PER_SECOND = 500;
const LAG_SECONDS = 20;
const ROUNDS = 7;
const ROUND_SECONDS = 2;

const NOW = "now() AT TIME ZONE 'UTC'";
const SET = (columns) => `UPDATE conversations SET ${columns}, updated_at = now() WHERE id = $1`;

/** The statements of a host's application, by name. */
const STATEMENTS = {
  message: `INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, sender_type, sender_id,
      created_at, updated_at)
    SELECT 'hello', account_id, inbox_id, id, $2::int, CASE WHEN $2::int = 1 THEN 'User' ELSE 'Contact' END, 1, ${NOW}, ${NOW}
    FROM conversations WHERE id = $1`,
  activity: SET('last_activity_at = now()'),
  seen: SET('contact_last_seen_at = now()'),
  status: SET('status = CASE status WHEN 0 THEN 1 ELSE 0 END'),
  assignee: SET('assignee_id = $2::int'),
  event: `INSERT INTO reporting_events (name, value, account_id, conversation_id, created_at, updated_at)
    SELECT 'conversation_resolved', 1, account_id, id, ${NOW}, ${NOW} FROM conversations WHERE id = $1`,
};

const folder = mkdtempSync(path.join(tmpdir(), 'dialogs-bench-'));
const embedded = process.env.BENCH_DATABASE_URL ? undefined : await openEmbedded({ dataDir: folder });
const server = process.env.BENCH_DATABASE_URL ?? embedded.url;
const name = `dialog_bench_${process.pid}`;
const url = Object.assign(new URL(server), { pathname: `/${name}` }).toString();
await onServer(`CREATE DATABASE ${name} TEMPLATE template0`);
const clients = [];
try {
  const host = await connect();
  await makeHost(host);
  const { rows } = await host.query('SHOW server_version');
  print(`PostgreSQL ${rows[0].server_version}, ${cpus().length} cores, ${CONVERSATIONS} conversations`);
  await measureHost(host);
  await measureEmptying(host);
  await measureLag(host);
} finally {
  for (const client of clients) await client.end();
  await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
  await embedded?.close();
  rmSync(folder, { recursive: true, force: true });
}

/** The host's statements a second, with the triggers and without, in turns. */
async function measureHost(host) {
  for (const commit of ['on', 'off']) {
    const rates = { without: [], with: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      // In turns, and each first as often as the other.
      for (const way of round % 2 === 0 ? ['without', 'with'] : ['with', 'without']) {
        await switchTriggers(host, way === 'with');
        rates[way].push(await hostRate(commit));
        await host.query('TRUNCATE dialog_outbox');
      }
    }
    await switchTriggers(host, true);
    const [without, withThem] = [median(rates.without), median(rates.with)];
    print(
      `host's statements a second, synchronous_commit ${commit}: ${round(without)} without triggers, ` +
        `${round(withThem)} with: ${percent(withThem / without)}`,
    );
  }
}

/** Two connections, each statement a transaction: a message, three updates of other columns, now and then a change. */
async function hostRate(commit) {
  const until = performance.now() + ROUND_SECONDS * 1_000;
  let statements = 0;
  const work = async (connection, random) => {
    await connection.query(`SET synchronous_commit = ${commit}`);
    while (performance.now() < until) {
      const id = 1 + Math.floor(random() * CONVERSATIONS);
      for (const [name, values] of turn(id, random)) {
        await connection.query({ name, text: STATEMENTS[name], values });
        statements += 1;
      }
    }
  };
  const connections = [await connect(), await connect()];
  const began = performance.now();
  await Promise.all(connections.map((connection, index) => work(connection, dice(index))));
  const rate = statements / ((performance.now() - began) / 1_000);
  for (const connection of connections) await connection.end();
  clients.splice(-2);
  return rate;
}

/** What a host does around one message. */
function turn(id, random) {
  const statements = [
    ['message', [id, random() < 0.5 ? 0 : 1]],
    ['activity', [id]],
    ['seen', [id]],
    ['activity', [id]],
  ];
  if (random() < 0.25) statements.push(['status', [id]]);
  if (random() < 0.15) statements.push(['assignee', [id, 1 + Math.floor(random() * 6)]]);
  if (random() < 0.1) statements.push(['event', [id]]);
  return statements;
}

/** Changes emptied a second; and as the limit, taking the same rows out of a table without doing anything with them. */
async function measureEmptying(host) {
  const database = await connectDatabase(url);
  const rates = [];
  for (let round = 0; round < 3; round += 1) {
    const waiting = await makeBacklog(host, round);
    const began = performance.now();
    await captureAllWaiting(database);
    rates.push(waiting / ((performance.now() - began) / 1_000));
  }
  await makeBacklog(host, 3);
  const began = performance.now();
  const taken = await takeOnly(host);
  const limit = taken / ((performance.now() - began) / 1_000);
  await database.close();
  print(
    `changes emptied a second: ${round(median(rates))} (${rates.map(round).join(', ')}); ` +
      `only taken, not logged: ${round(limit)}`,
  );
}

async function takeOnly(host) {
  for (let all = 0; ; ) {
    const { rows } = await host.query(
      'DELETE FROM dialog_outbox WHERE id IN (SELECT id FROM dialog_outbox ORDER BY id LIMIT 1000) RETURNING *',
    );
    if (rows.length === 0) return all;
    all += rows.length;
  }
}

async function makeBacklog(host, seed) {
  const random = dice(100 + seed);
  await host.query('SET synchronous_commit = off');
  for (let waiting = 0; waiting < BACKLOG; ) {
    const turns = Array.from({ length: 500 }, () => turn(1 + Math.floor(random() * CONVERSATIONS), random)).flat();
    await host.query('BEGIN');
    for (const [name, values] of turns) await host.query({ name, text: STATEMENTS[name], values });
    await host.query('COMMIT');
    const { rows } = await host.query('SELECT count(*)::int AS waiting FROM dialog_outbox');
    waiting = rows[0].waiting;
    if (waiting >= BACKLOG) return waiting;
  }
}

/** How long after its commit a change is logged, by a capture process of its own, at a steady rate. */
async function measureLag(host) {
  const capture = spawn(process.execPath, ['dist/cli/index.js', 'capture'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const watcher = await connect();
  await setTimeout(2_000);
  const committed = [];
  const lags = [];
  let isDone = false;
  const watching = (async () => {
    while (!isDone || committed.length > 0) {
      const { rows } = await watcher.query('SELECT coalesce(min(id), 9e15)::float8 AS oldest FROM dialog_outbox');
      const now = performance.now();
      while (committed.length > 0 && committed[0].id < rows[0].oldest) lags.push(now - committed.shift().at);
      await setTimeout(2);
    }
  })();
  const random = dice(7);
  await host.query('SET synchronous_commit = on');
  const began = performance.now();
  for (let count = 0; count < CHANGES_PER_SECOND * LAG_SECONDS; count += 1) {
    const due = began + (count * 1_000) / CHANGES_PER_SECOND;
    if (due > performance.now()) await setTimeout(due - performance.now());
    const id = 1 + Math.floor(random() * CONVERSATIONS);
    const [name, values] = random() < 0.7 ? ['message', [id, 0]] : ['status', [id]];
    await host.query({ name, text: STATEMENTS[name], values });
    const at = performance.now();
    const { rows } = await host.query('SELECT last_value::float8 AS id FROM dialog_outbox_id_seq');
    committed.push({ id: rows[0].id, at });
  }
  const seconds = (performance.now() - began) / 1_000;
  isDone = true;
  await watching;
  capture.kill('SIGTERM');
  lags.sort((a, b) => a - b);
  const at = (share) => round(lags[Math.floor(share * (lags.length - 1))]);
  print(
    `lag at ${round(lags.length / seconds)} changes a second: median ${at(0.5)} ms, p90 ${at(0.9)} ms, ` +
      `p99 ${at(0.99)} ms, most ${at(1)} ms`,
  );
}

async function makeHost(host) {
  for (const file of ['v4.13.0.sql', 'rows.sql', 'v4.13.0.rows.sql']) {
    await host.query(readFileSync(path.join(ROOT, 'test/hosts', file), 'utf8'));
  }
  await host.query('TRUNCATE conversations, messages, mentions, reporting_events RESTART IDENTITY');
  await host.query(`INSERT INTO accounts (name, created_at, updated_at)
    SELECT 'Account ' || n, now(), now() FROM generate_series(3, ${ACCOUNTS}) n`);
  await host.query(`INSERT INTO conversations (account_id, inbox_id, status, contact_id, created_at, updated_at)
    SELECT 1 + n % ${ACCOUNTS}, 1 + n % 4, n % 3, 1 + n % 40, now() - interval '9 days', now()
    FROM generate_series(1, ${CONVERSATIONS}) n`);
  await host.query(`INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
    SELECT 'hello', account_id, inbox_id, id, k % 2, now() - interval '8 days', now()
    FROM conversations, generate_series(0, 3) k`);
  await installCapture(url, () => {});
  await host.query('VACUUM ANALYZE');
}

async function switchTriggers(host, on) {
  for (const table of ['conversations', 'messages', 'mentions', 'reporting_events']) {
    const { rows } = await host.query(
      "SELECT tgname FROM pg_trigger WHERE tgrelid = $1::regclass AND tgname LIKE 'dialog\\_log\\_%'",
      [table],
    );
    for (const { tgname } of rows)
      await host.query(`ALTER TABLE ${table} ${on ? 'ENABLE' : 'DISABLE'} TRIGGER ${tgname}`);
  }
}

async function connect() {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  clients.push(client);
  return client;
}

async function onServer(statement) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Numbers from 0 to 1, the same for the same seed. */
function dice(seed) {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function round(value) {
  return Math.round(value).toLocaleString('en');
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
