import fc from 'fast-check';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { createHostAccount } from '../helpers/host-simulator/account';
import { assign, createConversations, setStatus, write } from '../helpers/host-simulator/by-hand';
import { scenarios } from '../helpers/host-simulator/histories';
import { buildOnce, type CaptureProcess, startCaptureProcess } from './capture-process';
import { type CapturedHost, captureHost } from './captured-host';
import { logOf, until, waiting } from './log';
import type { Model } from './model';
import { expectLog, play } from './play';

/** The advisory lock that a batch under way holds: see worker.ts. */
const BATCH_LOCK = 5_417_203_814n;

describe('capture processes', () => {
  let host: CapturedHost;
  const processes: CaptureProcess[] = [];
  const start = () => {
    const started = startCaptureProcess(host.url);
    processes.push(started);
    return started;
  };

  beforeAll(buildOnce, 180_000);
  beforeEach(async () => {
    host = await captureHost('v4.13.0', 'simulated');
    for (const client of host.clients) await client.query("SET host.now = '2024-01-01'");
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((started) => started.kill('SIGKILL')));
    await host.close();
  });

  test('of several one works, each change is logged once, and when it is killed another takes over in seconds', async () => {
    const [client] = host.clients;
    const account = await createHostAccount(client!);
    const several = [start(), start(), start()];
    const leaders = () => several.filter((one) => one.leads());
    await until(() => leaders().length === 1);
    const conversations = await createConversations(client!, account, 50);
    for (const id of conversations) await setStatus(client!, id, 'resolved');
    await until(async () => (await waiting(host.database)) === 0);

    const [leader] = leaders();
    for (const id of conversations) await write(client!, id);
    await leader!.kill('SIGKILL');
    const killedAt = Date.now();
    await until(() => leaders().length === 2);
    expect(Date.now() - killedAt).toBeLessThan(10_000);
    for (const id of conversations) await setStatus(client!, id, 'open');
    for (const id of conversations) await assign(client!, id, account.agents[0]!);
    await until(async () => (await waiting(host.database)) === 0);
    expect(leaders()).toHaveLength(2);
    for (const id of conversations) {
      // The simulated clock stands still, so the message that came before the start is not after the resolve.
      expect(await logOf(host.database, id)).toEqual({
        dialogs: [1, 0],
        events: ['open', 'open', 'assigned'],
        messages: [1],
      });
    }
  });

  test('stop with exit code 0 when asked to', async () => {
    const asked = start();
    await until(() => asked.leads());
    await asked.kill('SIGTERM');
    expect(asked.child.exitCode).toBe(0);
  });

  test('killed in the middle of batches again and again leave the log that the specification demands', async () => {
    const pattern = await createHostAccount(host.clients[0]!);
    const histories = fc.sample(scenarios(pattern), { numRuns: 40, seed: 20_240_101 });
    const models: Model[] = [];
    let isPlayed = false;
    const playing = (async () => {
      for (const scenario of histories) models.push(await play(host, pattern, scenario));
    })().finally(() => {
      isPlayed = true;
    });
    let killedInBatch = 0;
    while (!isPlayed || killedInBatch < 3) {
      if (isPlayed) models.push(await play(host, pattern, histories[0]!));
      const worker = start();
      await until(() => worker.leads());
      const inBatch = await catchBatch();
      await worker.kill('SIGKILL');
      if (inBatch) killedInBatch += 1;
    }
    await playing;
    await captureAllWaiting(host.database);
    expect(killedInBatch).toBeGreaterThanOrEqual(3);
    for (const model of models) await expectLog(host, model);
  });

  /** Waits, for a while, until a batch is under way. */
  async function catchBatch(): Promise<boolean> {
    const watcher = await host.connect();
    try {
      for (const deadline = Date.now() + 1_000; Date.now() < deadline; ) {
        const { rows } = await watcher.query(
          `SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND (classid::bigint << 32) + objid::bigint = ${BATCH_LOCK}`,
        );
        if (rows.length > 0) return true;
      }
      return false;
    } finally {
      await watcher.end();
    }
  }
});
