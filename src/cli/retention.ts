import { counted } from '../counted';
import { toIso } from '../instant';
import { applyRetention, RETENTION_KINDS, type RetentionKind, USUAL_KINDS } from '../people/retention/retention';
import { checkAccount } from './check-account';
import { examples } from './help';
import { type AddCommand, progress, stopSignal, UsageError, withDatabase } from './run';
import { readId } from './token';

/** In days: a hundred years. */
const LONGEST = 36_500;

/** How often progress is told on stderr; milliseconds. */
const TELL_EVERY = 2_000;

const KINDS = Object.keys(RETENTION_KINDS) as RetentionKind[];
const KINDS_HELP = KINDS.map((kind) => `  ${kind}: ${RETENTION_KINDS[kind].meaning}`).join('\n');

interface Options {
  readonly olderThan: number;
  readonly account?: number;
  readonly what: readonly RetentionKind[];
  readonly dryRun?: boolean;
}

export const addRetention: AddCommand = (program) => {
  program
    .command('retention')
    .description(
      'Remove what is older than a number of days. Nothing is removed unless this is run. Prints what went, tab-separated: ' +
        'account, what, rows. Safe while the API serves, to interrupt and to repeat.',
    )
    .requiredOption('--older-than <days>', 'how old, such as 365d', readDays)
    .option('--account <id>', 'of this account only', readId)
    .option('--what <kinds>', 'only these, with commas between', readKinds, USUAL_KINDS)
    .option('--dry-run', 'print what would go, and remove nothing')
    .addHelpText('after', `\nKinds:\n${KINDS_HELP}\n\ndialogs go only where --what names them.`)
    .addHelpText(
      'after',
      examples('retention --older-than 365d --dry-run', 'retention --older-than 30d --what presence'),
    )
    .action(
      withDatabase(async ({ database }, { olderThan: days, account: accountId, what, dryRun }: Options) => {
        await checkAccount(database, accountId);
        const stop = stopSignal();
        let sum = 0;
        let told = performance.now();
        const before = await applyRetention(database, {
          ...{ accountId, days, what, dryRun, signal: stop },
          onRemoved(account, kind, rows) {
            sum += rows;
            process.stdout.write(`${[account, kind, rows].join('\t')}\n`);
          },
          onProgress(rows) {
            if (performance.now() - told < TELL_EVERY) return;
            told = performance.now();
            progress(`${counted(rows, 'row')} so far`);
          },
        });
        progress(`${counted(sum, 'row')} ${dryRun ? 'would go' : 'went'}, of before ${toIso(before)}`);
        if (stop.aborted) throw new Error('stopped before the end; run it again, which goes on from here');
      }),
    );
};

function readDays(text: string): number {
  const days = /^\d{1,5}d$/.test(text) ? Number(text.slice(0, -1)) : 0;
  if (days < 1 || days > LONGEST) {
    throw new UsageError(`--older-than ${text}: give a number of days, 1d to ${LONGEST}d, such as 365d`);
  }
  return days;
}

function readKinds(text: string): RetentionKind[] {
  const kinds = text.split(',').map((each) => each.trim());
  const stranger = kinds.find((kind) => !KINDS.includes(kind as RetentionKind));
  if (stranger !== undefined) {
    throw new UsageError(`--what ${text}: ${stranger || 'an empty name'} is none of: ${KINDS.join(', ')}`);
  }
  return kinds as RetentionKind[];
}
