import { setTimeout } from 'node:timers/promises';
import { buildOnce } from '../capture/capture-process';
import { type CapturedHost, captureHost } from '../capture/captured-host';
import { until } from '../capture/log';
import { createHostAccount } from '../helpers/host-simulator/account';
import { createConversations, setStatus } from '../helpers/host-simulator/by-hand';
import { closeStreams, type StreamEvent, subscribe } from '../live/subscribe';
import { startHostWriter } from './host-writer';
import { type Serving, serve } from './serving';
import { expectKept, startWriters } from './writers';

let host: CapturedHost;

beforeAll(buildOnce, 180_000);
beforeAll(async () => {
  host = await captureHost('v4.13.0');
});
afterAll(() => host.close());

/** Whether this server's capture leads. */
async function leads({ url }: Serving): Promise<boolean> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return /^dialogs_capture_is_leader(\{.*\})? 1$/m.test(metrics);
}

test('two servers on one database write the same conversations; one captures, the other when that one ends', async () => {
  const account = await createHostAccount(host.clients[0]!);
  const conversations = await createConversations(host.clients[0]!, account, 4);
  const servers = await Promise.all([serve(host, account.id), serve(host, account.id)]);
  const [one, other] = servers as [Serving, Serving];
  let urls = servers.map(({ url }) => url);
  const target = { token: one.token, conversations, agents: account.agents };
  const writers = servers.map((_, place) => startWriters({ ...target, url: () => urls[place] }, 3));
  const hostWriter = await startHostWriter(host.clients[1]!, account);
  try {
    const leaders = async () => Promise.all(servers.map(leads));
    await until(async () => (await leaders()).includes(true), 60);
    await setTimeout(1_500);
    const before = await leaders();
    expect([...before].sort()).toEqual([false, true]);

    // A rolling restart: the clients of the one that ends go on with the other.
    const [leader, rest] = before[0] ? [one, other] : [other, one];
    const stopped = leader.stop('SIGTERM');
    urls = [rest.url, rest.url];
    expect(await stopped).toBe(0);
    await until(() => leads(rest), 60);
    await setTimeout(500);
  } finally {
    await Promise.all([...writers, hostWriter].map((each) => each.stop()));
  }
  const ledgers = writers.map(({ ledger }) => ledger);
  await expectKept(host.database, account.id, ledgers);
  await hostWriter.expectLogged(host.database);
  for (const { kept } of ledgers) expect(kept.size).toBeGreaterThan(0);
  expect(ledgers.flatMap(({ codes }) => [...codes.keys()])).toEqual([]);
  for (const server of servers) await server.stop('SIGTERM');
});

test('the server that captures is killed: the other captures within seconds, and tells its own subscribers and those who come from the dead one', async () => {
  const account = await createHostAccount(host.clients[0]!);
  const [conversation] = (await createConversations(host.clients[0]!, account, 1)) as [number];
  const quick = { STREAM_INTERVAL_MS: '50' };
  const servers = await Promise.all([serve(host, account.id, quick), serve(host, account.id, quick)]);
  try {
    await until(async () => (await Promise.all(servers.map(leads))).includes(true), 60);
    const [leader, rest] = ((await leads(servers[0]!)) ? servers : [...servers].reverse()) as [Serving, Serving];
    const streams = await Promise.all([leader, rest].map((server) => subscribe(server, server.token, CHANGES)));
    for (const stream of streams) await stream.next();
    await setStatus(host.clients[0]!, conversation, 'pending');
    const [told, alsoTold] = (await Promise.all(streams.map((stream) => stream.until(isTold('PENDING'))))) as [
      StreamEvent[],
      StreamEvent[],
    ];
    expect(alsoTold).toHaveLength(told.length);

    const { cursor } = told.at(-1)!.data.data.dialogChanges;
    await leader.stop('SIGKILL');
    await setStatus(host.clients[0]!, conversation, 'open');
    const movedOn = await subscribe(rest, leader.token, CHANGES, { after: cursor });
    await Promise.all([streams[1]!, movedOn].map((stream) => stream.until(isTold('OPEN'))));
    expect(await leads(rest)).toBe(true);
  } finally {
    closeStreams();
    await Promise.all(servers.map((server) => server.stop('SIGKILL')));
  }
});

const CHANGES = 'subscription ($after: String) { dialogChanges(after: $after) { cursor dialogs { status } } }';

/** Whether an event tells of a dialog with a status. */
const isTold =
  (wanted: string) =>
  ({ data }: StreamEvent) =>
    data.data.dialogChanges.dialogs.some(({ status }: { status: string }) => status === wanted);
