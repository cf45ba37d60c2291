// Statistics of a month and of all years against plain SQL: node bench/statistics.mjs (--help tells the options)
import { connect, print } from './support/database.mjs';
import { DATASET_HELP, printDataset, readDataset, withDataset } from './support/dataset.mjs';
import { post } from './support/http.mjs';
import { startLoad } from './support/load.mjs';
import { median, percentile, table, whole } from './support/numbers.mjs';
import { runWithOptions } from './support/options.mjs';
import { findPostmaster } from './support/processes.mjs';
import { startOurs } from './support/servers.mjs';
import { disagreements } from './support/statistics/agree.mjs';
import { askPlainly } from './support/statistics/plain.mjs';
import { bodyOf, earlier, operations } from './support/statistics/queries.mjs';

const HELP = `Usage: node bench/statistics.mjs [options] (--data FOLDER | DATABASE_URL)
${DATASET_HELP}
  --compare-with FOLDER  of a smaller data set: how the time of all years grows
  --rounds N             requests of each kind, one after the other (default: 21)
  --plain-rounds N       of the plain SQL (default: 1)
  --clients N            at once, for the times and the memory under load (default: 64)
  --seconds N            of the load (default: 10)`;
const DAYS = 28;
const UNITS = [
  [1, 'hour'],
  [23, 'day'],
  [160, 'week'],
  [672, 'month'],
];

const COUNTS = { rounds: 21, 'plain-rounds': 1, clients: 64, seconds: 10 };

await runWithOptions({ help: HELP, counts: COUNTS, others: { 'compare-with': { type: 'string' } } }, run);

async function run({ dataset, 'compare-with': smaller, ...options }) {
  const large = await withDataset(dataset, (url) => measure(url, options));
  if (smaller) await compareSizes(large, smaller, options);
}

async function measure(databaseUrl, options) {
  return withServer(databaseUrl, options, async (bench) => {
    const { asked, dataset } = bench;
    if (asked.missing.length > 0) print(`not served by this checkout, so not asked: ${asked.missing.join(', ')}`);
    const lines = [['', 'ours, median ms', 'p99 ms', 'plain SQL ms', 'plain / ours']];
    const periods = Object.entries(periodsOf(dataset));
    for (const [name, period] of periods) lines.push(...(await measurePeriod(bench, name, period)));
    print(table(lines));
    for (const [name, period] of periods) await loadServer(bench, name, period);
    return medianOfYears(bench);
  });
}

async function compareSizes(large, smaller, options) {
  const small = await withDataset({ folder: smaller }, (url) => withServer(url, options, medianOfYears));
  const of = ({ milliseconds, messages }) => `${milliseconds.toFixed(1)} ms of ${whole(messages)} messages`;
  print(`all years, all: ${of(small)}, ${of(large)}: ${(large.milliseconds / small.milliseconds).toFixed(2)} times`);
}

/** What is needed to measure one data set: our server on it, a connection, and what is asked. */
async function withServer(databaseUrl, options, work) {
  const dataset = await readDataset(databaseUrl);
  printDataset(dataset);
  const server = await startOurs(databaseUrl);
  const client = await connect(databaseUrl);
  try {
    const postmaster = await findPostmaster(databaseUrl);
    return await work({ dataset, server, postmaster, client, asked: operations(), options });
  } finally {
    await client.end();
    await server.stop();
  }
}

/** The last month, and everything. */
function periodsOf({ from, until }) {
  const monthAgo = new Date(until);
  monthAgo.setUTCMonth(monthAgo.getUTCMonth() - 1);
  return { 'a month': { from: monthAgo.toISOString(), to: until }, 'all years': { from, to: until } };
}

async function measurePeriod(bench, name, period) {
  const { server, asked } = bench;
  const ours = await answerOf(server, asked.operations.all, period);
  const unit = unitOf(ours.overTime ?? []);
  const { answers, milliseconds } = await measurePlain(bench, period, unit);
  const wrong = disagreements(ours, answers);
  const verdict = wrong.length === 0 ? 'all numbers agree with the plain SQL' : `${wrong.length} numbers disagree`;
  print([`${name}, by ${unit}: ${verdict}`, ...wrong.slice(0, 10)].join('\n  '));
  const lines = [];
  for (const [group, query] of Object.entries(asked.operations)) {
    const times = await timesOf(bench, query, period);
    const cells = [median(times), percentile(times, 0.99), milliseconds[group]].map((value) => value.toFixed(1));
    lines.push([`${name}, ${group}`, ...cells, `${(milliseconds[group] / median(times)).toFixed(1)}x`]);
  }
  return lines;
}

/** The rows of each group of plain statements, and the median time of each group and of all. */
async function measurePlain({ client, options }, period, unit) {
  const answers = {};
  const milliseconds = { all: 0 };
  for (const group of ['totals', 'over time', 'by agent']) {
    const rounds = [];
    while (rounds.length < options['plain-rounds']) rounds.push(await askPlainly(client, group, period, unit));
    answers[group] = rounds[0].answers;
    milliseconds[group] = median(rounds.map((round) => round.milliseconds));
    milliseconds.all += milliseconds[group];
  }
  return { answers, milliseconds };
}

/** Milliseconds of requests one after the other, of a period that ends a day earlier each time. */
async function timesOf({ server, dataset, options }, query, period) {
  for (let warm = 0; warm < 3; warm += 1) await post(server, bodyOf(query, period));
  const times = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const body = bodyOf(query, earlier(period, round % DAYS, dataset.from));
    const began = performance.now();
    const answer = await post(server, body);
    times.push(performance.now() - began);
    if (answer.includes('"errors":[')) throw new Error(answer.slice(0, 1_000));
  }
  return times;
}

async function loadServer({ server, postmaster, asked, dataset, options: { clients, seconds } }, name, period) {
  const { all } = asked.operations;
  const bodies = Array.from({ length: DAYS }, (_, days) => bodyOf(all, earlier(period, days, dataset.from)));
  const load = startLoad(server, bodies, postmaster);
  const { rate, p50, p99, refused, megabytes } = await load.run(clients, seconds);
  load.stop();
  print(
    `${name}, all, ${clients} clients: ${rate.toFixed(1)} requests/s, p50 ${whole(p50)} ms, p99 ${whole(p99)} ms ` +
      `(${(p99 / p50).toFixed(1)} times), ${refused} refused, server memory at most ${whole(megabytes)} MB`,
  );
}

async function medianOfYears(bench) {
  const times = await timesOf(bench, bench.asked.operations.all, periodsOf(bench.dataset)['all years']);
  return { milliseconds: median(times), messages: bench.dataset.messages };
}

async function answerOf(server, query, period) {
  const { data, errors } = JSON.parse(await post(server, bodyOf(query, period)));
  if (errors) throw new Error(`an error instead of statistics: ${JSON.stringify(errors[0])}`);
  return data.statistics;
}

/** PostgreSQL's name for the unit of points. */
function unitOf(points) {
  const { start, end } = points[Math.floor(points.length / 2)] ?? { start: 0, end: 0 };
  const hours = Math.round((new Date(end) - new Date(start)) / 3_600_000);
  const [, name] = UNITS.findLast(([length]) => hours >= length) ?? [0, 'day'];
  return name;
}
