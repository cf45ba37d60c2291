// A page of 100 dialogs against its reference and PostGraphile: node bench/page.mjs (--help tells the options)
import { deepStrictEqual } from 'node:assert';
import { print } from './support/database.mjs';
import { DATASET_HELP, printDataset, readDataset, withDataset } from './support/dataset.mjs';
import { post } from './support/http.mjs';
import { startLoad } from './support/load.mjs';
import { median, percent, table, whole } from './support/numbers.mjs';
import { runWithOptions } from './support/options.mjs';
import { findPlaces } from './support/page/places.mjs';
import { bodyOfGraphile, bodyOfOurs, bodyOfReference, contentOf } from './support/page/queries.mjs';
import { findPostmaster } from './support/processes.mjs';
import { POSTGRAPHILE_VERSION, startGraphile, startOurs, startReference } from './support/servers.mjs';

const HELP = `Usage: node bench/page.mjs [options] (--data FOLDER | DATABASE_URL)
${DATASET_HELP}
  --rounds N            of each measurement, in turns (default: 3)
  --seconds N           of each round of each server (default: 5)
  --clients LIST        at once (default: 1,16,64)
  --pages N             different ones, in no order (default: 2000)
  --without-postgraphile`;
const COMPARED = 40;

const COUNTS = { rounds: 3, seconds: 5, pages: 2000 };
const OTHERS = {
  clients: { type: 'string', default: '1,16,64' },
  'without-postgraphile': { type: 'boolean', default: false },
};

await runWithOptions({ help: HELP, counts: COUNTS, others: OTHERS }, ({ dataset, ...options }) =>
  withDataset(dataset, (url) => measure(url, options)),
);

async function measure(databaseUrl, options) {
  const dataset = await readDataset(databaseUrl);
  printDataset(dataset);
  const started = [];
  try {
    const servers = [
      { start: startOurs, bodyOf: bodyOfOurs },
      { start: startReference, bodyOf: bodyOfReference },
      ...(options['without-postgraphile'] ? [] : [{ start: startGraphile, bodyOf: bodyOfGraphile }]),
    ];
    for (const { start, bodyOf } of servers) started.push({ ...(await start(databaseUrl)), bodyOf });
    const places = await findPlaces(started[0], options.pages, dataset);
    await compare(started, places.slice(0, COMPARED));
    report(options, await measureInTurns(databaseUrl, started, places, options));
  } finally {
    for (const server of started) await server.stop();
  }
}

/** Nobody is measured before all have given the same answers. */
async function compare([ours, ...others], places) {
  for (const place of places) {
    const expected = contentOf(await post(ours, ours.bodyOf(place)));
    for (const other of others) {
      const content = contentOf(await post(other, other.bodyOf(place)));
      content.hasNextPage ??= expected.hasNextPage;
      deepStrictEqual(content, expected, `${other.name} and our server differ behind dialog ${place.id}`);
    }
  }
  print(`the answers of ${COMPARED} pages are the same: ${[ours, ...others].map(({ name }) => name).join(', ')}`);
}

/** Each round loads one server after the other, each round another one first. */
async function measureInTurns(databaseUrl, servers, places, { rounds, seconds, clients: list }) {
  const loads = [];
  const postmaster = await findPostmaster(databaseUrl);
  for (const server of servers) {
    loads.push({
      name: server.name,
      load: startLoad(server, places.map(server.bodyOf), postmaster),
      measured: new Map(),
    });
  }
  const counts = list.split(',').map(Number);
  for (const { load } of loads) await load.run(16, 3);
  for (let round = 0; round < rounds; round += 1) {
    for (const clients of counts) {
      for (let turn = 0; turn < loads.length; turn += 1) {
        const { load, measured } = loads[(turn + round) % loads.length];
        measured.set(clients, [...(measured.get(clients) ?? []), await load.run(clients, seconds)]);
      }
    }
  }
  for (const { load } of loads) load.stop();
  return { counts, loads };
}

function report({ rounds, seconds }, { counts, loads }) {
  const titles = [
    'requests/s',
    'ours / its',
    'p50 ms',
    'p99 ms',
    'p99/p50',
    'CPU ms',
    'of database',
    'memory MB',
    'refused',
  ];
  for (const clients of counts) {
    const rates = loads.map(({ measured }) => median(measured.get(clients).map(({ rate }) => rate)));
    const lines = loads.map(({ name, measured }, at) => {
      const all = measured.get(clients);
      const [p50, p99, ...cpu] = ['p50', 'p99', 'serverCpu', 'databaseCpu'].map((key) =>
        median(all.map((it) => it[key])),
      );
      const times = [p50, p99, p99 / p50, ...cpu].map((value) => value.toFixed(1));
      const refused = all.reduce((sum, round) => sum + round.refused, 0);
      const megabytes = Math.max(...all.map((round) => round.megabytes));
      const share = at === 0 ? '' : percent(rates[0] / rates[at]);
      return [name, rates[at].toFixed(1), share, ...times, whole(megabytes), whole(refused)];
    });
    print(table([[`${clients} client(s)`, ...titles], ...lines]));
  }
  const size = median(loads[0].measured.get(counts[0]).map(({ kilobytes }) => kilobytes)).toFixed(0);
  print(`a page: ${size} kB; medians of ${rounds} rounds of ${seconds} s; memory: the most of all rounds`);
  if (loads.length > 2) print(`PostGraphile ${POSTGRAPHILE_VERSION}`);
}
