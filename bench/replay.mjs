// How fast a host's past becomes dialogs, on this machine: node bench/replay.mjs (--help tells the options)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { connect, print, withDatabase } from './support/database.mjs';
import { CLI } from './support/dist.mjs';
import { HOST_VERSIONS, makeHost } from './support/host.mjs';
import { whole } from './support/numbers.mjs';
import { MESSAGES_PER_CONVERSATION, makePast } from './support/past.mjs';

const HELP = `Usage: node bench/replay.mjs [options]
  --host VERSION     ${HOST_VERSIONS.join(' or ')} (default: v4.13.0)
  --messages N       about so many (default: 1000000)
BENCH_DATABASE_URL names a PostgreSQL to make a database in; else an embedded one is started.`;

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: 'v4.13.0' },
    messages: { type: 'string', default: '1000000' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) print(HELP);
else await withDatabase((url) => measure(url, values.host, Number(values.messages)));

async function measure(url, version, about) {
  const client = await connect(url);
  await makeHost(client, version);
  await makePast(client, version, Math.ceil(about / MESSAGES_PER_CONVERSATION));
  const count = async (table) => Number((await client.query(`SELECT count(*) AS rows FROM ${table}`)).rows[0].rows);
  const [messages, conversations] = [await count('messages'), await count('conversations')];
  print(`host ${version}, ${whole(messages)} messages in ${whole(conversations)} conversations`);
  print(`install: ${(await secondsOf(url, 'install')).toFixed(1)} s`);
  const seconds = await secondsOf(url, 'replay');
  const rate = whole(messages / seconds);
  const dialogs = whole(await count('dialogs'));
  print(`replay: ${dialogs} dialogs in ${seconds.toFixed(1)} s, ${rate} messages a second (aim: 20,000)`);
  print(`replay again: ${(await secondsOf(url, 'replay')).toFixed(1)} s`);
  print(`check: ${(await secondsOf(url, 'check')).toFixed(1)} s`);
  await client.end();
}

/** How long a command of the CLI takes, from its start to its end. Fails where it fails. */
async function secondsOf(url, command) {
  const began = performance.now();
  const env = { ...process.env, DATABASE_URL: url };
  const child = spawn(process.execPath, [CLI, command], { env, stdio: ['ignore', 2, 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ended with code ${code}`);
  return (performance.now() - began) / 1_000;
}
