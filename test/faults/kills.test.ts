import { setTimeout } from 'node:timers/promises';
import { buildOnce } from '../capture/capture-process';
import { type CapturedHost, captureHost } from '../capture/captured-host';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { createConversations } from '../helpers/host-simulator/by-hand';
import { type HostWriter, startHostWriter } from './host-writer';
import { makeToken, startBuilt } from './serving';
import { expectKept, startWriters, type Writers } from './writers';

const SERVERS = 2;
const KILLS_EACH = 50;
const CLIENTS_EACH = 3;

let host: CapturedHost;
let account: HostAccount;

beforeAll(buildOnce, 180_000);
beforeAll(async () => {
  host = await captureHost('v4.13.0');
  account = await createHostAccount(host.clients[0]!);
});
afterAll(() => host.close());

/*
 * Two servers side by side halve the time, and try the lead of the capture and the turns of the summaries as well. Each
 * serves clients of its own, who write the same conversations as the others', while the host writes its own tables.
 */
test('100 times kill -9 during writes: nothing is half written, doubled or lost', async () => {
  const token = await makeToken(host.database, account.id);
  const conversations = await createConversations(host.clients[0]!, account, 8);
  // The host's session is in another zone: by its default these were last active hours ahead, where all would be put.
  await host.clients[0]!.query('UPDATE conversations SET last_activity_at = created_at');
  const hostWriter: HostWriter = await startHostWriter(host.clients[1]!, account);
  const all: Writers[] = [];
  let kills = 0;
  let killsOfWriting = 0;

  const serveAndKill = async () => {
    let url: string | undefined;
    const writers = startWriters({ url: () => url, token, conversations, agents: account.agents }, CLIENTS_EACH);
    all.push(writers);
    for (let round = 0; round < KILLS_EACH; round += 1) {
      const server = await startBuilt({ DATABASE_URL: host.url, LOG_LEVEL: 'error' });
      const { kept, unknown } = writers.ledger;
      const [before, unknownBefore] = [kept.size, unknown.size];
      url = server.url;
      // It has begun to answer; its first writes take longest.
      while (kept.size === before) await setTimeout(5);
      await setTimeout(Math.random() * 250);
      await server.stop('SIGKILL');
      const { stderr } = await server.ended;
      expect(stderr).toBe('');
      kills += 1;
      await setTimeout(30);
      if (unknown.size > unknownBefore) killsOfWriting += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: SERVERS }, serveAndKill));
  } finally {
    await Promise.all([...all, hostWriter].map((one) => one.stop()));
  }

  const last = await startBuilt({ DATABASE_URL: host.url });
  const ledgers = all.map(({ ledger }) => ledger);
  await expectKept(host.database, account.id, ledgers);
  await hostWriter.expectLogged(host.database);
  expect(await last.stop('SIGTERM')).toBe(0);
  expect(kills).toBe(SERVERS * KILLS_EACH);
  // Else the servers were killed at rest.
  expect(killsOfWriting).toBeGreaterThan(kills / 4);
  expect(ledgers.flatMap(({ codes }) => [...codes.keys()])).toEqual([]);
}, 900_000);
