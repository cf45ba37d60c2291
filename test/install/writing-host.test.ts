import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { connectDatabase } from '../../src/database/database';
import { installCapture } from '../../src/database/install/install';
import { uninstallCapture } from '../../src/database/install/uninstall';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { logOf } from '../capture/log';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { assign, begin, createConversation, setStatus, write } from '../helpers/host-simulator/by-hand';
import { createHost } from '../hosts/create-host';

const WRITERS = 6;
/** A lock is waited for 2 seconds, and writers of the table behind it; the rest is for a busy machine. */
const LONGEST_MS = 4_000;

describe('while a host writes by several connections', () => {
  let url: string;
  let close: () => Promise<void>;
  const clients: Client[] = [];

  beforeAll(async () => {
    ({ url, close } = await createHost('v2.2.1'));
    for (let made = 0; made < WRITERS; made += 1) {
      const client = new Client({ connectionString: url, application_name: 'host' });
      await client.connect();
      clients.push(client);
    }
  });
  afterAll(async () => {
    for (const client of clients) await client.end();
    await close();
  });

  interface Written {
    readonly statements: number;
    readonly longest: number;
    readonly newest: number;
  }

  /** Conversations one after another, some of their changes in one transaction, until told to stop. */
  async function keepWriting(client: Client, account: HostAccount, isOver: () => boolean): Promise<Written> {
    let statements = 0;
    let longest = 0;
    let newest = 0;
    const timed = async <Result>(work: Promise<Result>): Promise<Result> => {
      const began = performance.now();
      const result = await work;
      statements += 1;
      longest = Math.max(longest, performance.now() - began);
      return result;
    };
    while (!isOver()) {
      newest = await timed(createConversation(client, account, 'open'));
      await timed(write(client, newest));
      await begin(client, async () => {
        await timed(assign(client, newest, account.agents[0]!));
        await timed(write(client, newest));
        await timed(setStatus(client, newest, 'resolved'));
        await timed(
          client.query(`INSERT INTO events (name, account_id, conversation_id, created_at, updated_at)
            SELECT 'conversation_resolved', account_id, id, now(), now() FROM conversations WHERE id = ${newest}`),
        );
      });
      await timed(client.query('COMMIT'));
    }
    return { statements, longest, newest };
  }

  /** Lets the host write before, while and after something is done. */
  async function whileWriting(work: () => Promise<unknown>): Promise<Written[]> {
    let isOver = false;
    const account = await createHostAccount(clients[0]!);
    const writing = clients.map((client) => keepWriting(client, account, () => isOver));
    await setTimeout(200);
    await work();
    await setTimeout(200);
    isOver = true;
    return Promise.all(writing);
  }

  it.each([
    ['installing', () => installCapture(url, () => {})],
    ['uninstalling', () => uninstallCapture(url, { dropTables: true, dropColumns: true }, () => {})],
  ])('%s makes none of its statements fail, or wait for long', async (work, run) => {
    const written = await whileWriting(run);
    const longest = Math.max(...written.map((one) => one.longest));
    const statements = written.reduce((sum, one) => sum + one.statements, 0);
    expect(statements).toBeGreaterThan(50);
    expect(longest).toBeLessThan(LONGEST_MS);
    if (work === 'uninstalling') return;
    const database = await connectDatabase(url);
    await captureAllWaiting(database);
    for (const { newest } of written) expect((await logOf(database, newest)).dialogs).toEqual([1]);
    await database.close();
  });
});
