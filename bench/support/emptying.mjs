import { connect, print } from './database.mjs';
import { dist } from './dist.mjs';
import { hostStatements, NOT_CAPTURED, turn } from './host.mjs';
import { dice, median, whole } from './numbers.mjs';

const BACKLOG = 20_000;
const ROUNDS = 3;

/** How many waiting changes are logged a second; and as the limit, only taken out of the table. */
export async function measureEmptying(bench) {
  const host = await connect(bench.url);
  await host.query('SET synchronous_commit = off');
  const database = await dist('database/database.js').connectDatabase(bench.url);
  const { captureAllWaiting } = dist('write-side/capture/worker.js');
  const rates = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const waiting = await makeBacklog(host, bench, dice(100 + round));
    const began = performance.now();
    await captureAllWaiting(database);
    rates.push(waiting / ((performance.now() - began) / 1_000));
  }
  await database.close();
  const waiting = await makeBacklog(host, bench, dice(200));
  const limit = waiting / (await secondsToTake(host));
  await host.end();
  print(`changes emptied a second: ${whole(median(rates))} (rounds: ${rates.map(whole).join(' ')}; aim: 5,000)`);
  print(`  only taken out of the outbox, not logged: ${whole(limit)}`);
}

/** What leaves changes, of many transactions at once: the others only take their time. */
async function makeBacklog(host, bench, random) {
  const statements = hostStatements(bench.version);
  let waiting = 0;
  while (waiting < BACKLOG) {
    await host.query('BEGIN');
    for (let turns = 0; turns < 500; turns += 1) {
      for (const { name, values } of turn(random, bench.conversations).flat()) {
        if (!NOT_CAPTURED.has(name)) await host.query({ name, text: statements[name], values });
      }
    }
    await host.query('COMMIT');
    const { rows } = await host.query('SELECT count(*)::int AS waiting FROM dialog_outbox');
    waiting = rows[0].waiting;
  }
  return waiting;
}

async function secondsToTake(host) {
  const began = performance.now();
  for (;;) {
    const { rowCount } = await host.query(
      'DELETE FROM dialog_outbox WHERE id IN (SELECT id FROM dialog_outbox ORDER BY id LIMIT 1000) RETURNING *',
    );
    if (rowCount === 0) return (performance.now() - began) / 1_000;
  }
}
