import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { connect, print } from './database.mjs';
import { CLI } from './dist.mjs';
import { hostStatements, NOT_CAPTURED, turn } from './host.mjs';
import { dice, percentile, whole } from './numbers.mjs';
import { runTransaction } from './writes.mjs';

const CHANGES_PER_SECOND = 500;
const CONNECTIONS = 4;
const WARM_UP_MS = 3_000;
const LOOK_EVERY_MS = 3;

/** How long after its commit a change is logged, by a capture process of its own, while a host writes steadily. */
export async function measureLag(bench) {
  const env = { ...process.env, DATABASE_URL: bench.url };
  const capture = spawn(process.execPath, [CLI, 'capture'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  try {
    await setTimeout(WARM_UP_MS);
    const { lags, seconds } = await write(bench);
    print(
      `lag at ${whole(lags.length / seconds)} changes a second over ${whole(seconds)} s: ` +
        `p50 ${whole(percentile(lags, 0.5))} ms, p99 ${whole(percentile(lags, 0.99))} ms (aim: 250), ` +
        `most ${whole(percentile(lags, 1))} ms`,
    );
  } finally {
    const exited = once(capture, 'exit');
    capture.kill('SIGTERM');
    await exited;
  }
}

/** The host's turns on several connections, at a rate of captured changes that they keep together. */
async function write(bench) {
  const statements = hostStatements(bench.version);
  const waiting = [];
  const lags = [];
  const began = performance.now();
  let changes = 0;
  const watching = watch(bench, waiting, lags, () => changes === Number.POSITIVE_INFINITY);
  const work = async (random) => {
    const connection = await connect(bench.url);
    while (performance.now() < began + bench.seconds * 1_000) {
      const due = began + (changes * 1_000) / CHANGES_PER_SECOND;
      if (due > performance.now()) await setTimeout(due - performance.now());
      for (const transaction of turn(random, bench.conversations)) {
        const isCaptured = transaction.some(({ name }) => !NOT_CAPTURED.has(name));
        if (isCaptured) changes += 1;
        await runTransaction(connection, statements, transaction);
        if (isCaptured) await note(connection, waiting, performance.now());
      }
    }
    await connection.end();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => work(dice(300 + index))));
  const seconds = (performance.now() - began) / 1_000;
  changes = Number.POSITIVE_INFINITY;
  await watching;
  return { lags, seconds };
}

/** The last change of a connection is the one that it has just committed. */
async function note(connection, waiting, at) {
  const { rows } = await connection.query("SELECT currval('dialog_outbox_id_seq') AS id");
  waiting.push({ id: rows[0].id, at });
}

/** Looks again and again which of the changes are no longer in the outbox. */
async function watch(bench, waiting, lags, isDone) {
  const watcher = await connect(bench.url);
  while (!isDone() || waiting.length > 0) {
    const looked = waiting.splice(0);
    const { rows } = await watcher.query('SELECT id FROM dialog_outbox');
    const now = performance.now();
    const left = new Set(rows.map(({ id }) => id));
    for (const change of looked) {
      if (left.has(change.id)) waiting.push(change);
      else lags.push(now - change.at);
    }
    await setTimeout(LOOK_EVERY_MS);
  }
  await watcher.end();
}
