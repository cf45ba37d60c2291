// How fast exports are, and how much memory they take: node bench/export.mjs (--help tells the options)
import { print } from './support/database.mjs';
import { DATASET_HELP, printDataset, readDataset, withDataset } from './support/dataset.mjs';
import { copyOut } from './support/export/copy.mjs';
import { download } from './support/export/download.mjs';
import { percent, table, whole } from './support/numbers.mjs';
import { runWithOptions, UsageError } from './support/options.mjs';
import { cpuMilliseconds, mostResidentMegabytes } from './support/processes.mjs';
import { startOurs } from './support/servers.mjs';

const EXPORTS = ['events', 'messages', 'dialogs'];
const FORMATS = ['csv', 'jsonl', 'parquet'];

/** Longer than any export. */
const LONGEST_MS = String(86_400_000);

const HELP = `Usage: node bench/export.mjs [options] (--data FOLDER | DATABASE_URL)
${DATASET_HELP}
  --exports LIST        of ${EXPORTS.join(',')} (default: all)
  --formats LIST        of ${FORMATS.join(',')} (default: all)
  --slow N              the slow client takes so many megabytes a second (default: 1)
  --slow-seconds N      and goes away after so long (default: 60)`;

const COUNTS = { slow: 1, 'slow-seconds': 60 };
const OTHERS = { exports: { type: 'string' }, formats: { type: 'string' } };
const HEADS = ['', 'rows', 'MB', 'rows/s', 'of COPY', 'CPU s', 'MB at rest', 'at 10 %', 'at 50 %', 'at the end'];

await runWithOptions({ help: HELP, counts: COUNTS, others: OTHERS }, ({ dataset, ...options }) => {
  const names = listOf('exports', options.exports, EXPORTS);
  const formats = listOf('formats', options.formats, FORMATS);
  const slowly = { megabytes: options.slow, seconds: options['slow-seconds'] };
  return withDataset(dataset, (url) => measureAll(url, names, formats, slowly));
});

function listOf(option, given, all) {
  const list = given?.split(',') ?? all;
  const unknown = list.find((each) => !all.includes(each));
  if (unknown !== undefined) throw new UsageError(`--${option} ${unknown}: there are ${all.join(', ')}`);
  return list;
}

async function measureAll(databaseUrl, names, formats, slowly) {
  printDataset(await readDataset(databaseUrl));
  const tell = (...cells) => print(table([HEADS, cells]));
  for (const name of names) {
    const copied = await copyOut(databaseUrl, name);
    const { rows, bytes, seconds } = copied;
    tell(`${name}, COPY`, whole(rows), whole(bytes / 1e6), whole(rows / seconds), ...HEADS.slice(4).map(() => ''));
    for (const format of formats) tell(`${name}, ${format}`, ...(await measure(databaseUrl, name, format, copied)));
  }
  const slow = await measure(databaseUrl, names.at(-1), formats[0], undefined, slowly);
  tell(`${names.at(-1)}, ${formats[0]}, ${slowly.megabytes} MB/s for ${slowly.seconds} s`, ...slow);
}

/** One export by a server of its own, so that its memory is that of this export. */
async function measure(databaseUrl, name, format, copied, slowly) {
  const server = await startOurs(databaseUrl, { EXPORT_TIMEOUT_MS: LONGEST_MS });
  const memory = () => mostResidentMegabytes(server.pid);
  const atRest = memory();
  const samples = [];
  const watch = setInterval(() => samples.push(memory()), 100);
  try {
    const before = cpuMilliseconds(server.pid);
    const began = performance.now();
    const { bytes, rows } = await download(server, `/export/${name}?format=${format}`, slowly);
    const seconds = (performance.now() - began) / 1_000;
    // The lines of a Parquet file tell nothing of its rows.
    const counted = format === 'parquet' ? copied.rows : rows;
    const rate = counted / seconds;
    return [
      ...[whole(counted), whole(bytes / 1e6), whole(rate)],
      copied ? percent(rate / (copied.rows / copied.seconds)) : '',
      ((cpuMilliseconds(server.pid) - before) / 1_000).toFixed(1),
      ...[atRest, ...[0.1, 0.5].map((share) => samples[Math.floor(share * samples.length)] ?? 0), memory()].map(whole),
    ];
  } finally {
    clearInterval(watch);
    await server.stop();
  }
}
