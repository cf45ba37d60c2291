import { counted } from '../counted';
import type { Database } from '../database/database';
import { replayMirrored } from '../mirror/replay';
import { MIRROR_LIMITS } from '../mirror/run';
import { hostUrlOf } from '../mirror/settings';
import { openMirror } from '../mirror/source';
import { readSettings } from '../settings';
import { type ReplayOptions, type ReplayProgress, type ReplayReport, replay } from '../write-side/history/replay';
import { checkAccount } from './check-account';
import { examples } from './help';
import { type AddCommand, progress, stopSignal, UsageError, withDatabase } from './run';
import { readId } from './token';

const MOST_PER_BATCH = 10_000;

/** How often progress is told on stderr; milliseconds. */
const TELL_EVERY = 2_000;

export const addReplay: AddCommand = (program) => {
  program
    .command('replay')
    .description(
      'Turn what the database held before the log, or what the log missed, into dialogs. Safe beside a running host, ' +
        'to interrupt and to repeat.',
    )
    .option('--account <id>', 'of this account only', readId)
    .option('--batch <n>', 'conversations of one transaction (default: 200)', readBatch)
    .addHelpText('after', examples('replay', 'replay --account 1 --batch 50'))
    .action(
      withDatabase(async ({ database }, { account, batch }: { account?: number; batch?: number }) => {
        await checkAccount(database, account);
        const stop = stopSignal();
        const tell = teller();
        const options = { accountId: account, batch, signal: stop, onProgress: tell };
        const hostUrl = hostUrlOf(readSettings(process.env));
        const report =
          hostUrl === undefined ? await replay(database, options) : await replayBeside(hostUrl, database, options);
        process.stdout.write(
          `${report.replayed} of ${counted(report.conversations, 'conversation')} replayed: ` +
            `${counted(report.dialogs, 'dialog')} made, ${counted(report.rows, 'row')} stamped\n`,
        );
        if (report.gapsClosed > 0) process.stdout.write(`${counted(report.gapsClosed, 'gap')} of the capture closed\n`);
        if (stop.aborted) throw new Error('stopped before the end; the next replay goes on from here');
      }),
    );
};

/** Of a host whose log is in another database: compares its rows with their copies first. */
async function replayBeside(hostUrl: string, database: Database, options: ReplayOptions): Promise<ReplayReport> {
  const mirror = await openMirror(hostUrl, database, MIRROR_LIMITS, (table, id) =>
    progress(`${table} ${id}: can't be copied, by what it holds, and is left out`),
  );
  let told = performance.now();
  try {
    return await replayMirrored(mirror, options, (table, last) => {
      if (performance.now() - told < TELL_EVERY) return;
      told = performance.now();
      progress(`comparing the host's rows with their copies: ${table} up to id ${last}`);
    });
  } finally {
    await mirror.close();
  }
}

/** Tells how much is done, how fast, and how long the rest will take. */
function teller(): (done: ReplayProgress) => void {
  const began = performance.now();
  let told = began;
  return ({ conversations, ofConversations, messages }) => {
    const now = performance.now();
    if (now - told < TELL_EVERY && conversations < ofConversations) return;
    told = now;
    const seconds = (now - began) / 1000;
    const left = (seconds / conversations) * Math.max(0, ofConversations - conversations);
    progress(
      `${conversations} of ${ofConversations} conversations, ${messages} messages, ` +
        `${Math.round(messages / seconds)} messages/s, about ${Math.ceil(left)} s left`,
    );
  };
}

function readBatch(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > MOST_PER_BATCH) {
    throw new UsageError(`--batch ${text}: give a whole number from 1 to ${MOST_PER_BATCH}`);
  }
  return count;
}
