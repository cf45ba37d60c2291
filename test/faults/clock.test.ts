import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { buildOnce } from '../capture/capture-process';
import { until } from '../capture/log';
import { ask, serve } from './serving';
import { createSite, type Site } from './site';
import { expectKept, startWriters } from './writers';

let site: Site;

beforeAll(buildOnce, 180_000);
beforeAll(async () => {
  site = await createSite();
});
afterAll(() => site.close());

const YEAR = new Date().getUTCFullYear();
const LENGTHS = `{
  dialogs(first: 100, orderBy: { field: CREATED_AT, direction: DESC }) { nodes {
    durationSeconds waitSeconds firstResponseSeconds agents { assignedSeconds assignments { seconds } }
  } }
  statistics(period: { from: "${YEAR}-01-01T00:00:00Z", to: "${YEAR + 2}-01-01T00:00:00Z" }) {
    wait { meanSeconds } duration { meanSeconds }
  }
  live { longestWaitSeconds byAgent { longestWaitSeconds } }
}`;

/** All numbers in an answer. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

/*
 * The server's own clock is stepped back. The database's can't be: that the log doesn't run backwards when that one does
 * is proved by test/write-side/clock.test.ts and test/capture/order.test.ts.
 */
test("a server's clock that steps back by hours leaves the order of events, and no length is negative", async () => {
  const server = await serve(site, site.account.id, {
    NODE_OPTIONS: `--require ${path.join(__dirname, 'stepping-clock.cjs')}`,
  });
  const { ledger, stop } = startWriters(
    { url: () => server.url, token: server.token, conversations: site.conversations, agents: site.account.agents },
    3,
  );
  try {
    for (let step = 0; step < 3; step += 1) {
      const kept = ledger.kept.size;
      await until(() => ledger.kept.size > kept + 10, 60);
      server.child.kill('SIGUSR2');
      await setTimeout(100);
      const { data, messages } = await ask(server, LENGTHS);
      expect(messages).toEqual([]);
      expect(numbersIn(data).length).toBeGreaterThan(10);
      expect(numbersIn(data).filter((number) => number < 0)).toEqual([]);
    }
  } finally {
    await stop();
  }
  const { data } = await ask(server, '{ live { at } }');
  // Else the clock of the test was not the server's.
  expect(Date.parse(data.live.at)).toBeLessThan(Date.now() - 2 * 3_600_000);
  await expectKept(site.database, site.account.id, [ledger]);
  const backwards = await site.database.rows(sql`
    SELECT id FROM (SELECT e.id, e.created_at,
        lag(e.created_at) OVER (PARTITION BY e.conversation_id ORDER BY e.id) AS before
      FROM ${site.database.events} e) e WHERE created_at < before`);
  expect(backwards).toEqual([]);
  expect(await server.stop('SIGTERM')).toBe(0);
});
