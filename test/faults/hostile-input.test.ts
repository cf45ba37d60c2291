import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { buildSchema } from 'graphql';
import { fillDemo } from '../../src/demo/fill';
import { typeDefs } from '../../src/graphql/type-defs';
import { parseTimestamp } from '../../src/instant';
import { rollAllSettledDays } from '../../src/rollups/settled-days';
import { refreshBatch } from '../../src/summaries/refresh';
import { createWriteSide } from '../../src/write-side/service';
import { buildOnce } from '../capture/capture-process';
import { createAccount, type TestAccount } from '../helpers/account';
import type { Started } from '../helpers/cli';
import { createTestDatabase, type TestDatabase } from '../helpers/database';
import { makeTokens, someIds } from './hostile/accounts';
import { digestOf } from './hostile/digest';
import { faultOf, nameOf } from './hostile/judge';
import { hostileRequests, type Tokens } from './hostile/requests';
import { type Outcome, sendAll } from './hostile/send';
import { startBuilt } from './serving';

/** FUZZ_SEED asks about others, FUZZ_REQUESTS about more. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 20_000);
const AT_ONCE = 24;
/** For the test as a whole, in milliseconds: a busy machine takes many times as long as a quiet one. */
const LONGEST_TEST = 900_000;

/** In milliseconds; a machine that is busy with other things adds its own. */
const REQUEST_TIMEOUT = 30_000;
const SLACK = 10_000;
/** What does not fit into so many megabytes ends the process: so memory is bounded. */
const HEAP = 512;
const SETTINGS = { REQUEST_TIMEOUT_MS: String(REQUEST_TIMEOUT), NODE_OPTIONS: `--max-old-space-size=${HEAP}` };
/** The most that the whole process may ever have held, in bytes. */
const MOST_MEMORY = 1_000_000_000;

let test_: TestDatabase;
let server: Started;
let tokens: Tokens;
let sacrificed: TestAccount;

beforeAll(buildOnce, 180_000);
beforeAll(async () => {
  test_ = await createTestDatabase();
  const { database } = test_;
  const writeSide = createWriteSide(database);
  const until = parseTimestamp('2026-11-19 12:00:00');
  const { accountId, documentsAccountId } = await fillDemo(database, writeSide, { dialogs: 300, until });
  sacrificed = await createAccount(database);
  tokens = await makeTokens(database, [accountId, documentsAccountId], sacrificed);
  while ((await refreshBatch(database)).dialogs > 0);
  await rollAllSettledDays(database, { leastDialogs: 0 });
  server = await startBuilt({ DATABASE_URL: test_.url, ...SETTINGS });
});
afterAll(async () => {
  server?.child.kill('SIGKILL');
  await test_?.close();
});

/** Digests until two in a row are the same: what the server does of itself at its start is done then. */
async function settledDigest(): Promise<Record<string, string>> {
  let digest = await digestOf(test_.database.pool, [sacrificed.id]);
  for (let tries = 0; tries < 20; tries += 1) {
    await setTimeout(500);
    const next = await digestOf(test_.database.pool, [sacrificed.id]);
    if (JSON.stringify(next) === JSON.stringify(digest)) return next;
    digest = next;
  }
  throw new Error('the database does not come to rest');
}

/** The most memory that a process has held so far, in bytes; undefined where the system does not tell. */
async function mostMemory(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

test(
  `${REQUESTS} hostile requests: no fault of ours, nothing told, nothing changed`,
  async () => {
    const material = { schema: buildSchema(typeDefs), ids: await someIds(test_.database) };
    const requests = hostileRequests(SEED, REQUESTS, material, tokens);
    const before = await settledDigest();
    const outcomes = new Map<string, number>();
    const faults: string[] = [];
    let slowest: Outcome | undefined;
    const began = performance.now();
    await sendAll(server.url, requests, AT_ONCE, (outcome) => {
      const name = nameOf(outcome);
      outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
      const fault = faultOf(outcome, REQUEST_TIMEOUT + SLACK);
      if (fault !== undefined) faults.push(fault);
      if (slowest === undefined || outcome.milliseconds > slowest.milliseconds) slowest = outcome;
    });
    const seconds = (performance.now() - began) / 1000;
    const memory = await mostMemory(server.child.pid!);
    process.stdout.write(report({ seconds, outcomes, slowest: slowest!, memory }));

    expect(faults.slice(0, 20)).toEqual([]);
    expect(memory ?? 0).toBeLessThan(MOST_MEMORY);
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    expect(await digestOf(test_.database.pool, [sacrificed.id])).toEqual(before);
    expect(await server.stop('SIGTERM')).toBe(0);
    const { stdout, stderr } = await server.ended;
    expect(`${stdout}${stderr}`).not.toMatch(/fault of ours|UnhandledPromise|pg_shadow/);
  },
  LONGEST_TEST,
);

function report({ seconds, outcomes, slowest, memory }: Told): string {
  const lines = [...outcomes]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${String(count).padStart(7)}  ${name}`);
  const most = memory === undefined ? '' : `, at most ${Math.round(memory / 1e6)} MB`;
  const { milliseconds, request } = slowest;
  return `${REQUESTS} requests (FUZZ_SEED=${SEED}) in ${seconds.toFixed(1)} s${most}; the slowest, ${request.kind}: ${Math.round(milliseconds)} ms
${lines.join('\n')}\n`;
}

interface Told {
  readonly seconds: number;
  readonly outcomes: ReadonlyMap<string, number>;
  readonly slowest: Outcome;
  readonly memory: number | undefined;
}
