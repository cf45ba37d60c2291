// A small account's page while the largest account runs its reports: node bench/tenants.mjs (--help tells the options)
import { connect, print } from './support/database.mjs';
import { DATASET_HELP, printDataset, readDataset, withDataset } from './support/dataset.mjs';
import { startLoad } from './support/load.mjs';
import { median, percent, table, whole } from './support/numbers.mjs';
import { runWithOptions, UsageError } from './support/options.mjs';
import { bodyOfOurs } from './support/page/queries.mjs';
import { findPostmaster } from './support/processes.mjs';
import { headersOf, startOurs } from './support/servers.mjs';
import { bodyOf, earlier, operations } from './support/statistics/queries.mjs';

const HELP = `Usage: node bench/tenants.mjs [options] (--data FOLDER | DATABASE_URL)
${DATASET_HELP},
                        with --accounts 1000 --largest 50
  --rounds N            of each measurement, in turns (default: 5)
  --seconds N           of each round (default: 5)
  --reporters LIST      how many ask for the largest account's reports at once (default: 1,4,16)
  --tokens N            that they share (default: 4)
  --small N             accounts whose pages are asked for, one after the other (default: 10)
The settings of the server are those of the environment, such as ACCOUNT_OPERATIONS_AT_ONCE.`;

const COUNTS = { rounds: 5, seconds: 5, tokens: 4, small: 10 };
const DAYS = 60;

await runWithOptions(
  { help: HELP, counts: COUNTS, others: { reporters: { type: 'string', default: '1,4,16' } } },
  ({ dataset, ...options }) => withDataset(dataset, (url) => measure(url, options)),
);

async function measure(databaseUrl, options) {
  const dataset = await readDataset(databaseUrl);
  if (dataset.accounts < 2) throw new UsageError('this data set has one account; generate one with --accounts 1000');
  printDataset(dataset);
  print(await sizesOf(databaseUrl));
  const postmaster = await findPostmaster(databaseUrl);
  const server = await startOurs(databaseUrl);
  const loads = [];
  try {
    const loadOf = (headers, bodies) => {
      const load = startLoad({ ...server, headers }, bodies, postmaster);
      loads.push(load);
      return load;
    };
    const step = Math.max(1, Math.floor((dataset.accounts - 1) / options.small));
    const small = Array.from({ length: options.small }, (_, at) => 2 + ((at * step) % (dataset.accounts - 1)));
    const pages = small.map((account) => loadOf(headersOf(databaseUrl, account), [bodyOfOurs({ cursor: null })]));
    const reports = Array.from({ length: options.tokens }, () => loadOf(headersOf(databaseUrl, 1), bodiesOf(dataset)));
    report(options, await measureInTurns({ pages, reports }, options));
  } finally {
    for (const load of loads) load.stop();
    await server.stop();
  }
}

/** Everything that statistics tell, of all years, each time of a period that ends on another day. */
function bodiesOf({ from, until }) {
  const { all } = operations().operations;
  return Array.from({ length: DAYS }, (_, day) => bodyOf(all, earlier({ from, to: until }, day, from)));
}

/** Each round asks for the small accounts' pages alone, and beside each number of reporters. */
async function measureInTurns({ pages, reports }, { rounds, seconds, reporters: list }) {
  const counts = [0, ...list.split(',').map(Number)];
  const measured = new Map(counts.map((count) => [count, []]));
  for (const load of [...pages, ...reports]) await load.run(1, 1);
  for (let round = 0; round < rounds; round += 1) {
    for (const count of counts) {
      const asking = reports.slice(0, count).map((load, at) => {
        const clients = Math.floor(count / reports.length) + (at < count % reports.length ? 1 : 0);
        return load.run(clients, seconds + 1);
      });
      const started = asking.length > 0 ? 500 : 0;
      await new Promise((resolve) => setTimeout(resolve, started));
      const page = await eachInTurn(pages, seconds);
      measured.get(count).push({ page, reports: await Promise.all(asking) });
    }
  }
  return measured;
}

/** One client, who asks for the pages of one account after the other. */
async function eachInTurn(pages, seconds) {
  const runs = [];
  for (const load of pages) runs.push(await load.run(1, seconds / pages.length));
  return { p50: median(runs.map(({ p50 }) => p50)), p99: Math.max(...runs.map(({ p99 }) => p99)) };
}

function report({ rounds, seconds }, measured) {
  const of = (count, key) => median(measured.get(count).map(({ page }) => page[key]));
  const titles = ['page p50 ms', 'to alone', 'page p99 ms', 'to alone', 'reports/s', 'report p50 ms', 'refused'];
  const lines = [...measured].map(([count, runs]) => {
    const [p50, p99] = [of(count, 'p50'), of(count, 'p99')];
    const ratios = [p50 / of(0, 'p50'), p99 / of(0, 'p99')].map((ratio) => ratio.toFixed(2));
    const all = runs.flatMap(({ reports }) => reports);
    const rate = median(runs.map(({ reports }) => reports.reduce((sum, run) => sum + run.rate, 0)));
    const refused = all.reduce((sum, run) => sum + run.refused, 0);
    const ofReports =
      count === 0 ? ['', '', ''] : [rate.toFixed(1), whole(median(all.map((run) => run.p50))), whole(refused)];
    return [`${count} reporter(s)`, p50.toFixed(1), ratios[0], p99.toFixed(1), ratios[1], ...ofReports];
  });
  print(table([['', ...titles], ...lines]));
  print(`medians of ${rounds} rounds of ${seconds} s; p99: the worst of the small accounts`);
}

async function sizesOf(databaseUrl) {
  const client = await connect(databaseUrl);
  try {
    const { rows } = await client.query(`SELECT max(dialogs)::int AS most, sum(dialogs)::int AS "all",
      percentile_disc(0.5) WITHIN GROUP (ORDER BY dialogs)::int AS median
      FROM (SELECT count(*) AS dialogs FROM dialogs GROUP BY account_id) a`);
    const [{ most, all, median: usual }] = rows;
    return `the largest account has ${whole(most)} dialogs (${percent(most / all)}), half of all have ${usual} or fewer`;
  } finally {
    await client.end();
  }
}
