// How fast exports are, and how much memory they take: node bench/export.mjs (--help tells the options)
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { print } from './support/database.mjs';
import { DATASET_HELP, printDataset, readDataset, withDataset } from './support/dataset.mjs';
import { table, whole } from './support/numbers.mjs';
import { runWithOptions } from './support/options.mjs';
import { cpuMilliseconds, residentMegabytes } from './support/processes.mjs';
import { startOurs } from './support/servers.mjs';

const HELP = `Usage: node bench/export.mjs [options] (--data FOLDER | DATABASE_URL)
${DATASET_HELP}
  --slow N   the slow client takes so many megabytes a second (default: 5)`;

const EXPORTS = [
  ['dialogs', 'csv'],
  ['messages', 'csv'],
  ['messages', 'parquet'],
  ['dialogs', 'jsonl'],
  ['dialogs', 'parquet'],
  ['events', 'csv'],
  ['messages', 'jsonl'],
];

await runWithOptions({ help: HELP, counts: { slow: 5 } }, ({ dataset, slow }) =>
  withDataset(dataset, (url) => measureAll(url, slow)),
);

async function measureAll(databaseUrl, slow) {
  const dataset = await readDataset(databaseUrl);
  printDataset(dataset);
  const heads = ['', 'rows', 'MB', 's', 'rows/s', 'CPU s of the server', 'memory at most, MB'];
  const tell = (name, cells) => print(table([heads, [name, ...cells]]));
  for (const [name, format] of EXPORTS) tell(`${name}, ${format}`, await measure(databaseUrl, dataset, name, format));
  tell(`messages, csv, ${slow} MB/s`, await measure(databaseUrl, dataset, 'messages', 'csv', slow));
}

/** One export by a server of its own, so that its memory is that of this export. */
async function measure(databaseUrl, dataset, name, format, megabytesPerSecond) {
  const server = await startOurs(databaseUrl);
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, residentMegabytes(server.pid));
  }, 100);
  try {
    const before = cpuMilliseconds(server.pid);
    const began = performance.now();
    const { bytes, rows } = await download(server, `/export/${name}?format=${format}`, megabytesPerSecond);
    const seconds = (performance.now() - began) / 1_000;
    const known = { dialogs: dataset.dialogs, messages: dataset.messages }[name];
    const counted = format === 'parquet' ? known : rows;
    const cpu = (cpuMilliseconds(server.pid) - before) / 1_000;
    return [
      whole(counted),
      whole(bytes / 1e6),
      seconds.toFixed(1),
      whole(counted / seconds),
      cpu.toFixed(1),
      whole(most),
    ];
  } finally {
    clearInterval(watch);
    await server.stop();
  }
}

/** Reads an export to its end, keeping nothing: its bytes, and its line breaks without that of a header. */
async function download({ port, headers }, path, megabytesPerSecond) {
  const sent = request({ host: '127.0.0.1', port, path, headers });
  sent.end();
  const [response] = await once(sent, 'response');
  if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
  let bytes = 0;
  let rows = /header=present/.test(response.headers['content-type']) ? -1 : 0;
  const began = performance.now();
  for await (const chunk of response) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rows += 1;
    if (!megabytesPerSecond) continue;
    const ahead = bytes / (megabytesPerSecond * 1_000) - (performance.now() - began);
    if (ahead > 0) await pause(ahead);
  }
  return { bytes, rows };
}
