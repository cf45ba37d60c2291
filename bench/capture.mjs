// What capture costs a host, and how fast it is, on this machine: node bench/capture.mjs (--help tells the options)
import { parseArgs } from 'node:util';
import { connect, print, withDatabase } from './support/database.mjs';
import { dist } from './support/dist.mjs';
import { measureEmptying } from './support/emptying.mjs';
import { fillHost, HOST_VERSIONS, makeHost } from './support/host.mjs';
import { measureLag } from './support/lag.mjs';
import { whole } from './support/numbers.mjs';
import { measureWrites } from './support/writes.mjs';

const PARTS = { writes: measureWrites, emptying: measureEmptying, lag: measureLag };
const HELP = `Usage: node bench/capture.mjs [options]
  --host VERSION        ${HOST_VERSIONS.join(' or ')} (default: v4.13.0)
  --accounts N          accounts that the conversations are spread over (default: 4)
  --conversations N     default: 50000
  --rounds N            of each measurement with and without the triggers (default: 9)
  --seconds N           of the lag (default: 20)
  --part NAME           ${Object.keys(PARTS).join(', ')}; all unless given; may be repeated
BENCH_DATABASE_URL names a PostgreSQL to make a database in; else an embedded one is started.`;

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: 'v4.13.0' },
    accounts: { type: 'string', default: '4' },
    conversations: { type: 'string', default: '50000' },
    rounds: { type: 'string', default: '9' },
    seconds: { type: 'string', default: '20' },
    part: { type: 'string', multiple: true, default: Object.keys(PARTS) },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  print(HELP);
} else {
  const { host: version, part: parts } = values;
  const numbers = ['accounts', 'conversations', 'rounds', 'seconds'].map((name) => [name, Number(values[name])]);
  await withDatabase(async (url) => {
    const bench = { url, version, ...Object.fromEntries(numbers) };
    const client = await connect(url);
    await makeHost(client, version);
    await fillHost(client, bench);
    await dist('database/install/install.js').installCapture(url, () => {});
    await replayPast(url);
    await client.query('VACUUM ANALYZE');
    await client.end();
    print(`host ${version}, ${whole(bench.conversations)} conversations in ${bench.accounts} accounts`);
    for (const part of parts) await PARTS[part](bench);
  });
}

/** As the README tells after an installation: else each conversation's first change would bring its past along. */
async function replayPast(url) {
  const database = await dist('database/database.js').connectDatabase(url);
  await dist('write-side/history/replay.js').replay(database, {});
  await database.close();
}
