import { SingleBar } from 'cli-progress';
import { sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import { listDemoAccounts } from '../demo/demo-accounts';
import { type DemoReport, type FillOptions, fillDemo } from '../demo/fill';
import { type Instant, parseRfc3339 } from '../instant';
import { hostUrlOf } from '../mirror/settings';
import { readSettings } from '../settings';
import { createWriteSide } from '../write-side/service';
import { examples } from './help';
import { type AddCommand, progress, UsageError, withDatabase } from './run';

const MOST_DIALOGS = 10_000_000;

/** Fills the demo and shows how far it is: a bar in a terminal, else a line every tenth. */
export async function fillDemoWithProgress(database: Database, options: FillOptions): Promise<DemoReport> {
  const bar = new SingleBar({
    format: 'demo data [{bar}] {percentage}% | {value} of {total} dialogs | {eta_formatted} left',
    stream: process.stderr,
    noTTYOutput: !process.stderr.isTTY,
    notTTYSchedule: 5_000,
    hideCursor: true,
  });
  let isStarted = false;
  try {
    return await fillDemo(database, createWriteSide(database), {
      ...options,
      onProgress(done, total) {
        if (!isStarted) bar.start(total, 0);
        isStarted = true;
        bar.update(done);
      },
    });
  } finally {
    if (isStarted) bar.stop();
  }
}

/** Whether a database holds nothing but demos, finished or not: whether a demo is no intruder there. */
export async function holdsOnlyDemos(database: Database): Promise<boolean> {
  if ((await listDemoAccounts(database)).length > 0) return true;
  const [row] = await database.rows<{ empty: boolean }>(sql`SELECT NOT EXISTS (SELECT FROM accounts) AS empty`);
  return row!.empty;
}

export const addDemo: AddCommand = (program) => {
  program
    .command('demo')
    .description(
      'Fill the database with the demo contact centre, and the documents’ tables in an account of their own.',
    )
    .option('--dialogs <n>', 'how many dialogs (default: 2000)', readCount)
    .option('--seed <n>', 'another seed makes another demo, the same seed the same one (default: 1)', readSeed)
    .option(
      '--until <date>',
      'the end of its weeks, such as 2026-03-01 or 2026-03-01T12:00:00Z (default: now)',
      readDate,
    )
    .option('--force', 'also in a database that holds accounts of a real host')
    .addHelpText('after', examples('demo', 'demo --dialogs 100 --seed 7 --until 2026-01-31'))
    .action(
      withDatabase(
        async ({ database }, options: Pick<FillOptions, 'dialogs' | 'seed' | 'until'> & { force?: boolean }) => {
          if (hostUrlOf(readSettings(process.env)) !== undefined) {
            throw new UsageError('a log database holds copies of a host, and no demo: leave LOG_DATABASE_URL empty');
          }
          if (!options.force && !(await holdsOnlyDemos(database))) {
            throw new Error('this database holds accounts of a host; --force puts a demo beside them all the same');
          }
          const report = await fillDemoWithProgress(database, { ...options, another: true });
          const { accountId, documentsAccountId, dialogs, conversations, messages } = report;
          process.stdout.write(
            `account ${accountId}: ${dialogs} dialogs in ${conversations} conversations, ${messages} messages; ` +
              `the documents' tables: account ${documentsAccountId}\n`,
          );
          progress(`A token for it: npm run --silent cli -- token create --account ${accountId} --role reader`);
        },
      ),
    );
};

function readCount(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > MOST_DIALOGS) {
    throw new UsageError(`--dialogs ${text}: give a whole number from 1 to ${MOST_DIALOGS}`);
  }
  return count;
}

function readSeed(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--seed ${text}: give a whole number`);
  return Number(text);
}

function readDate(text: string): Instant {
  const instant = parseRfc3339(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);
  if (instant === undefined) {
    throw new UsageError(`--until ${text}: give a date such as 2026-03-01, or a moment such as 2026-03-01T12:00:00Z`);
  }
  return instant;
}
