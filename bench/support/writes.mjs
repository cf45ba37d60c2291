import { connect, print } from './database.mjs';
import { eventTableOf, hostStatements, turn } from './host.mjs';
import { dice, median, percent, table, whole } from './numbers.mjs';

const ROUND_MS = 1_000;
const CONNECTIONS = 2;

/** The host's statements a second without and with the triggers, in turns: as a host mixes them, and by kind. */
export async function measureWrites(bench) {
  const statements = hostStatements(bench.version);
  const one = (name, value) => (random) => {
    const id = 1 + Math.floor(random() * bench.conversations);
    return [[{ name, values: value === undefined ? [id] : [id, value(random)] }]];
  };
  const kinds = {
    'as a host mixes them': (random) => turn(random, bench.conversations),
    'message inserted': one('message', () => 0),
    'conversation, other columns': one('seen'),
    'conversation, status': one('status', (random) => Math.floor(random() * 3)),
    'event inserted': one('event', () => 'first_response'),
  };
  const lines = [['host’s statements a second', 'without', 'with triggers', 'share']];
  for (const [kind, work] of Object.entries(kinds)) {
    const { without, with: withThem } = await inTurns(bench, (...given) => rateOf(statements, work, ...given));
    lines.push([kind, whole(median(without)), whole(median(withThem)), percent(median(withThem) / median(without))]);
  }
  print(table(lines));
}

/** Measures in rounds, each first as often as the other. */
async function inTurns(bench, measure) {
  const rates = { without: [], with: [] };
  const host = await connect(bench.url);
  const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(bench.url)));
  for (let round = 0; round < bench.rounds; round += 1) {
    for (const way of round % 2 === 0 ? ['without', 'with'] : ['with', 'without']) {
      await switchTriggers(host, bench.version, way === 'with');
      await measure(connections, ROUND_MS / 10);
      rates[way].push(await measure(connections, ROUND_MS));
    }
    await host.query('TRUNCATE dialog_outbox');
  }
  await switchTriggers(host, bench.version, true);
  for (const connection of [host, ...connections]) await connection.end();
  return rates;
}

async function rateOf(statements, work, connections, milliseconds) {
  const began = performance.now();
  let done = 0;
  const write = async (connection, random) => {
    while (performance.now() < began + milliseconds) {
      for (const transaction of work(random)) done += await runTransaction(connection, statements, transaction);
    }
  };
  await Promise.all(connections.map((connection) => write(connection, dice(Math.random()))));
  return done / ((performance.now() - began) / 1_000);
}

/** Runs statements as one transaction. Returns how many. */
export async function runTransaction(connection, statements, transaction) {
  if (transaction.length > 1) await connection.query('BEGIN');
  for (const { name, values } of transaction) await connection.query({ name, text: statements[name], values });
  if (transaction.length > 1) await connection.query('COMMIT');
  return transaction.length;
}

async function switchTriggers(host, version, on) {
  for (const table of ['conversations', 'messages', 'mentions', eventTableOf(version)]) {
    const { rows } = await host.query(
      "SELECT tgname FROM pg_trigger WHERE tgrelid = $1::regclass AND tgname LIKE 'dialog\\_log\\_%'",
      [table],
    );
    const actions = rows.map(({ tgname }) => `${on ? 'ENABLE' : 'DISABLE'} TRIGGER ${tgname}`);
    await host.query(`ALTER TABLE ${table} ${actions.join(', ')}`);
  }
}
