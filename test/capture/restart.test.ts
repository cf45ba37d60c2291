import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from 'pg';
import { type EmbeddedDatabase, openEmbedded } from '../../src/database/embedded';
import { createLogger } from '../../src/http/logger';
import { runCapture } from '../../src/write-side/capture/worker';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { assign, createConversation, setStatus } from '../helpers/host-simulator/by-hand';
import { type CapturedHost, captureHost } from './captured-host';
import { logOf, until, waiting } from './log';

describe('the capture goes on by itself, with nothing lost or doubled,', () => {
  const serverOfTheRun = process.env.DIALOG_TEST_SERVER;
  let folder: string;
  let server: EmbeddedDatabase;
  let host: CapturedHost;
  let account: HostAccount;
  let client: Client;
  let running: Promise<void>;
  const stop = new AbortController();

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'dialogs-restart-'));
    server = await openEmbedded({ dataDir: folder, settings: { fsync: 'off', full_page_writes: 'off' } });
    process.env.DIALOG_TEST_SERVER = server.url;
    host = await captureHost('v4.13.0');
    client = host.clients[0]!;
    account = await createHostAccount(client);
    running = runCapture(host.database, createLogger('silent'), stop.signal);
  });
  afterAll(async () => {
    stop.abort();
    await running;
    await host.close();
    process.env.DIALOG_TEST_SERVER = serverOfTheRun;
    await server.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  test('after all of its sessions were ended', async () => {
    const conversation = await createConversation(client, account);
    for (const status of ['pending', 'open', 'pending', 'open'] as const) {
      await setStatus(client, conversation, status);
      await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'dialog-statistics'",
      );
    }
    await until(async () => (await waiting(host.database)) === 0);
    expect((await logOf(host.database, conversation)).events).toEqual(['open', 'pending', 'open', 'pending', 'open']);
  });

  test('after the database crashed and came back', async () => {
    const conversation = await createConversation(client, account);
    await setStatus(client, conversation, 'pending');
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    // A server process that is killed takes all others down: PostgreSQL starts again and recovers.
    process.kill(rows[0]!.pid, 'SIGKILL');
    await until(async () => {
      try {
        client = await host.connect();
        return true;
      } catch {
        return false;
      }
    });
    await assign(client, conversation, account.agents[0]!);
    await until(async () => (await waiting(host.database).catch(() => 1)) === 0);
    expect((await logOf(host.database, conversation)).events).toEqual(['open', 'pending', 'assigned']);
  });
});
