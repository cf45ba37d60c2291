import fc from 'fast-check';
import { Client } from 'pg';
import { setSetting } from '../../src/account-settings/store';
import type { Database } from '../../src/database/database';
import { installCapture } from '../../src/database/install/install';
import { emptyMarks } from '../../src/summaries/worker';
import { captureAllWaiting, captureBatch } from '../../src/write-side/capture/worker';
import { replay } from '../../src/write-side/history/replay';
import { createWriteSide } from '../../src/write-side/service';
import { captureHost, simulateClock } from '../capture/captured-host';
import { play } from '../capture/play';
import { createAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { createHostAccount } from '../helpers/host-simulator/account';
import { scenarios } from '../helpers/host-simulator/histories';
import { playAsHost } from '../history/play-as-host';
import { commandsOf, history } from '../history/random-history';
import { expectSummarised } from './summarised';

const HISTORIES = Number(process.env.RANDOM_HISTORIES || 25);
const seed = Number(process.env.SEED || Date.now() % 1e9);

describe('once all marks are gone the derived rows are those that the log gives', () => {
  let test_: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    test_ = await createTestDatabase();
    await installCapture(test_.url, () => {});
    client = new Client({ connectionString: test_.url });
    await client.connect();
    await simulateClock(client);
  });
  afterAll(async () => {
    await client.end();
    await test_.close();
  });

  /** Short batches, so that each meets rows made in the middle of a history. */
  async function inTurns(database: Database, steps: readonly (() => Promise<unknown>)[]): Promise<void> {
    for (const step of steps) {
      await step();
      await emptyMarks(database);
    }
    await expectSummarised(database);
  }

  it('of histories by commands, with rows made after each few', async () => {
    const { database } = test_;
    const account = await createAccount(database);
    const writeSide = createWriteSide(database);
    const lives = fc.sample(history, { numRuns: HISTORIES, seed });
    const ids = await writeSide.reserveConversationIds(lives.length);
    const played = lives.map((life, place) => commandsOf(account, ids[place]!, life));
    const longest = Math.max(...played.map((commands) => commands.length));
    const rounds = Array.from({ length: Math.ceil(longest / 8) }, (_, round) =>
      played.flatMap((commands) => commands.slice(8 * round, 8 * round + 8)),
    );
    await inTurns(
      database,
      rounds.map((commands) => () => writeSide.executeBatch(account.id, commands)),
    );
  });

  it('of histories captured and replayed', async () => {
    const { database } = test_;
    const account = await createAccount(database);
    const lives = fc.sample(history, { numRuns: HISTORIES, seed: seed + 1 });
    const ids = await createWriteSide(database).reserveConversationIds(lives.length);
    const played = lives.map((life, place) => commandsOf(account, ids[place]!, life));
    const some = Math.ceil(played.length / 2);
    await inTurns(database, [
      async () => {
        for (const commands of played.slice(0, some)) await playAsHost(client, account, commands);
        while ((await captureBatch(database, 20)) > 0) await emptyMarks(database);
      },
      async () => {
        await client.query("SET dialog_log.capture = 'off'");
        for (const commands of played.slice(some)) await playAsHost(client, account, commands);
        await client.query('RESET dialog_log.capture');
        await replay(database, { batch: 7 });
      },
      () =>
        database.transaction((session) =>
          setSetting(session, { accountId: account.id, inboxId: account.inbox }, 'bot_users', [account.agents[0]]),
        ),
    ]);
  });

  it('of a host whose application, jobs and people write at once, delete and merge', async () => {
    const host = await captureHost('v2.2.1', 'simulated');
    try {
      const pattern = await createHostAccount(host.clients[0]!);
      await fc.assert(
        fc.asyncProperty(scenarios(pattern), async (scenario) => {
          await play(host, pattern, scenario);
          while ((await captureBatch(host.database, 4)) > 0) await emptyMarks(host.database);
          await captureAllWaiting(host.database);
          await emptyMarks(host.database);
          await expectSummarised(host.database);
        }),
        { numRuns: Math.ceil(HISTORIES / 3), seed, endOnFailure: true },
      );
    } finally {
      await host.close();
    }
  });
});
