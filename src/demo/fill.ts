import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import { type Instant, toIso } from '../instant';
import type { WriteSide } from '../write-side/service';
import { beginningOf, type ContactCentreOptions } from './contact-centre';
import { createDocuments } from './create-documents';
import { createPlaces, type Places } from './create-places';
import { type DemoAccount, listDemoAccounts, markDemoAccount } from './demo-accounts';
import { fillCentre } from './fill-centre';
import { DAY } from './kyiv-time';
import { COMPANY } from './places';
import { removeAccount } from './remove-account';

export interface FillOptions {
  /** 1 unless given. */
  readonly seed?: number;
  /** 2,000 unless given. */
  readonly dialogs?: number;
  /** The end of the period, now by the database's clock unless given; never in the future. */
  readonly until?: Instant;
  /** Whether to make one more account where the database holds a demo already. */
  readonly another?: boolean;
  /** Told after every batch how many dialogs have begun. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The demo that the database holds. */
export interface DemoReport {
  readonly accountId: number;
  readonly documentsAccountId: number;
  readonly conversations: number;
  readonly dialogs: number;
  readonly messages: number;
  /** False where a demo was there already, and this one is it. */
  readonly created: boolean;
}

const DEFAULT_SEED = 1;
const DEFAULT_DIALOGS = 2_000;

/** Processes that fill the same database take turns on this advisory lock. */
const FILL_LOCK = 5_417_203_812;

/**
 * Fills the database with the documents' tables and the demo contact centre, each in an account of its own. A database
 * with a demo is left as it is, unless `another` is asked for. What an interrupted filling left is removed first:
 * a demo account is marked complete after its last batch, and nothing else counts as one. Throws RangeError for options
 * that can't be.
 */
export async function fillDemo(
  database: Database,
  writeSide: WriteSide,
  options: FillOptions = {},
): Promise<DemoReport> {
  const { seed = DEFAULT_SEED, dialogs = DEFAULT_DIALOGS, onProgress } = options;
  checkWhole('dialogs', dialogs, 1);
  checkWhole('seed', seed, Number.MIN_SAFE_INTEGER);
  return inTurn(database, async () => {
    const complete = await removeInterrupted(database);
    const [first] = complete;
    if (first && !options.another) return reportOf(first, false);
    const until = await endOf(database, options.until);
    const { demo, places } = await beginDemo(database, { seed, dialogs, until }, complete);
    const filled = await fillCentre(database, writeSide, places, { seed, dialogs, until }, (done) =>
      onProgress?.(done, dialogs),
    );
    // Nobody waits for autovacuum to tell the planner of what is new.
    await database.rows(sql`
      ANALYZE conversations, messages, mentions, ${database.events}, dialogs, dialog_facts, dialog_acceptances,
        dialog_teams, dialog_presence, dialog_classifications`);
    const finished = { ...demo, ...filled, complete: true };
    await markDemoAccount(database, finished);
    return reportOf(finished, true);
  });
}

/** Removes demo accounts that are not complete, for nobody fills them any more. Returns the complete ones. */
async function removeInterrupted(database: Database): Promise<DemoAccount[]> {
  const demos = await listDemoAccounts(database);
  const complete = demos.filter((demo) => demo.complete);
  const keptDocuments = new Set(complete.map(({ documentsAccountId }) => documentsAccountId));
  for (const { accountId, documentsAccountId } of demos.filter((demo) => !demo.complete)) {
    if (!keptDocuments.has(documentsAccountId)) await removeAccount(database, documentsAccountId);
    await removeAccount(database, accountId);
  }
  return complete;
}

/** Makes the accounts and what is to be known of them in one transaction, so that no account is without its mark. */
function beginDemo(
  database: Database,
  order: ContactCentreOptions,
  others: readonly DemoAccount[],
): Promise<{ demo: DemoAccount; places: Places }> {
  const { seed, dialogs, until } = order;
  const name = others.length === 0 ? COMPANY : `${COMPANY} ${others.length + 1}`;
  return database.transaction(async (session) => {
    const documentsAccountId = others[0]?.documentsAccountId ?? (await createDocuments(database, session));
    const places = await createPlaces(session, { name, createdAt: beginningOf(order) - DAY, until });
    const contents = { seed, until, documentsAccountId, conversations: 0, dialogs, messages: 0 };
    const demo = { accountId: places.accountId, complete: false, ...contents };
    await markDemoAccount(session, demo);
    return { demo, places };
  });
}

function reportOf(demo: DemoAccount, created: boolean): DemoReport {
  const { accountId, documentsAccountId, conversations, dialogs, messages } = demo;
  return { accountId, documentsAccountId, conversations, dialogs, messages, created };
}

function checkWhole(option: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(`${option}: ${value} is no whole number of at least ${least}`);
}

/** The write side takes nothing that lies in the future of the database's clock. */
async function endOf(database: Database, until: Instant | undefined): Promise<Instant> {
  const [row] = await database.rows<{ now: Instant }>(sql`SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now`);
  const { now } = row!;
  if (until === undefined) return now;
  checkWhole('until', until, 0);
  if (until <= now) return until;
  throw new RangeError(`until: ${toIso(until)} lies in the future; at the latest now, ${toIso(now)}`);
}

/** Asks for the lock again and again: a statement that waited for it would meet the time-out of statements. */
async function inTurn<Result>(database: Database, work: () => Promise<Result>): Promise<Result> {
  const client = await database.pool.connect();
  // A connection that breaks is told by the next statement on it; without a listener it would end the process.
  const onError = () => {};
  client.on('error', onError);
  const ask = async (lockFunction: 'pg_try_advisory_lock' | 'pg_advisory_unlock') => {
    const { rows } = await client.query<{ done: boolean }>(`SELECT ${lockFunction}($1) AS done`, [FILL_LOCK]);
    return rows[0]!.done;
  };
  try {
    while (!(await ask('pg_try_advisory_lock'))) await setTimeout(250);
    try {
      return await work();
    } finally {
      await ask('pg_advisory_unlock');
    }
  } finally {
    client.off('error', onError);
    client.release();
  }
}
