import fc from 'fast-check';
import { Client } from 'pg';
import { findDisagreements } from '../../src/check/run-checks';
import { installCapture } from '../../src/database/install/install';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { replay } from '../../src/write-side/history/replay';
import { createWriteSide } from '../../src/write-side/service';
import { simulateClock } from '../capture/captured-host';
import { createAccount } from '../helpers/account';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { type AccountLog, beginCurrentByRule, logOfAccount } from './log-of-account';
import { playAsHost } from './play-as-host';
import { commandsOf, type History, history } from './random-history';

const HISTORIES = Number(process.env.RANDOM_HISTORIES || 100);

describe('the same history', () => {
  let [commanded, captured, replayed]: TestDatabase[] = [];
  let clients: Client[];

  beforeAll(async () => {
    [commanded, captured, replayed] = await Promise.all([1, 2, 3].map(createTestDatabase));
    clients = await Promise.all(
      [captured!, replayed!].map(async ({ url }) => {
        await installCapture(url, () => {});
        const client = new Client({ connectionString: url, options: '-c TimeZone=Asia/Tokyo' });
        await client.connect();
        await simulateClock(client);
        return client;
      }),
    );
  });
  afterAll(async () => {
    for (const client of clients) await client.end();
    for (const test of [commanded, captured, replayed]) await test!.close();
  });

  const expectSame = (found: AccountLog, expected: AccountLog, lives: readonly History[], ids: readonly number[]) => {
    for (const [place, id] of ids.entries()) {
      expect({ life: lives[place], log: found.get(id) }).toEqual({ life: lives[place], log: expected.get(id) });
    }
  };

  it('gives the same log through commands and through capture, and through replay what can be known of it', async () => {
    const [account, ...others] = await Promise.all(
      [commanded, captured, replayed].map((test) => createAccount(test!.database)),
    );
    for (const other of others) expect(other).toEqual(account);
    const lives = fc.sample(history, { numRuns: HISTORIES, seed: Number(process.env.SEED || Date.now() % 1e9) });
    const ids = lives.map((_, place) => 1 + place);
    const played = lives.map((life, place) => commandsOf(account!, ids[place]!, life));

    const writeSide = createWriteSide(commanded!.database);
    await writeSide.reserveConversationIds(lives.length);
    await writeSide.executeBatch(account!.id, played.flat());
    await clients[1]!.query("SET dialog_log.capture = 'off'");
    for (const client of clients) for (const commands of played) await playAsHost(client, account!, commands);

    await captureAllWaiting(captured!.database);
    const logOf = (test: TestDatabase | undefined, knowable: boolean) =>
      logOfAccount(test!.database, account!.id, knowable);
    expectSame(await logOf(captured, false), await logOf(commanded, false), lives, ids);

    await replay(replayed!.database, { batch: 37 });
    await beginCurrentByRule(commanded!.database);
    expectSame(await logOf(replayed, true), await logOf(commanded, true), lives, ids);
    for (const test of [captured, replayed]) expect(await findDisagreements(test!.database)).toEqual([]);
  });
});
