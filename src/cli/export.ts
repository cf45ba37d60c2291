import { SingleBar } from 'cli-progress';
import { Argument, Option } from 'commander';
import { counted } from '../counted';
import type { Database } from '../database/database';
import { EXPORT_NAMES, EXPORTS, type ExportName, type OpenedExport } from '../export/exports';
import { DELIMITERS, type Delimiter, type FileOptions, FORMATS, type Format } from '../export/formats';
import type { ExportQuestion } from '../export/question';
import { filterInputOf, readFilterInput } from '../export/read-filter-json';
import { dialogExportCursors } from '../export/rows/dialogs';
import { writeExport } from '../export/write-export';
import type { DialogFilter as FilterInput } from '../graphql/generated';
import { readCursor } from '../graphql/paging';
import { readStatistics } from '../graphql/statistics-arguments';
import type { Instant } from '../instant';
import type { DialogFilter } from '../read-side/dialog-filter';
import { countDialogs } from '../read-side/dialog-page';
import { checkAccount } from './check-account';
import { type ExportTarget, OutputClosedError, openTarget } from './export-target';
import { examples } from './help';
import { readDate } from './read-date';
import { type AddCommand, progress, stopSignal, UsageError, withDatabase } from './run';
import { readId } from './token';

/** Longer than any export. */
const LONGEST_MS = 7 * 86_400_000;

interface Options {
  readonly account: number;
  readonly format: string;
  readonly out?: string;
  readonly since?: Instant;
  readonly until?: Instant;
  readonly filter?: string;
  readonly resume?: boolean;
  readonly contents?: boolean;
  readonly bom?: boolean;
  readonly delimiter: Delimiter;
}

export const addExport: AddCommand = (program) => {
  program
    .command('export')
    .description(
      'Write dialogs, agents, events or messages of an account into a file, or to stdout: the rows of GET /export. ' +
        'Ctrl-C ends it behind a whole row, and --resume goes on there.',
    )
    .addArgument(new Argument('<what>', 'what to write').choices(EXPORT_NAMES))
    .requiredOption('--account <id>', 'the account', readId)
    .addOption(new Option('--format <format>', 'of the file').choices(FORMATS.map(({ name }) => name)).default('csv'))
    .option('--out <file>', 'a file that is not there yet; stdout when left out')
    .option('--since <date>', 'dialogs that began then or later, such as 2026-03-01; of agents, the period', readDate)
    .option('--until <date>', 'dialogs that began before then; of agents, the period', readDate)
    .option('--filter <json>', 'a DialogFilter of the API, such as \'{"status": ["RESOLVED"]}\'')
    .option('--contents', 'of messages: with what they say')
    .option('--bom', 'of CSV: begin with the bytes by which Excel knows UTF-8')
    .addOption(
      new Option(
        '--delimiter <name>',
        'of CSV, between cells; with semicolon numbers have the comma, as Excel in Ukrainian',
      )
        .choices(Object.keys(DELIMITERS))
        .default('comma'),
    )
    .option('--resume', 'go on with the file where it was cut; all other options as before')
    .addHelpText(
      'after',
      examples(
        'export dialogs --account 1 --since 2026-11-01 --out dialogs.csv',
        'export dialogs --account 1 --bom --delimiter semicolon --out for-excel.csv',
        'export messages --account 1 --format jsonl --out messages.jsonl --resume',
      ),
    )
    .action(withDatabase(({ database }, what: ExportName, options: Options) => runExport(database, what, options)));
};

async function runExport(database: Database, name: ExportName, options: Options): Promise<void> {
  const format = FORMATS.find((known) => known.name === options.format)!;
  refuseNonsense(name, format, options);
  const question = questionOf(name, options);
  await checkAccount(database, options.account);
  const { columns } = EXPORTS[name](question, undefined);
  const target = await openTarget(options, format, columns);
  const opened = asUsage(() => EXPORTS[name](question, target.after));
  const isNew = target.after === undefined;
  const file = { header: isNew, bom: isNew && options.bom === true, delimiter: options.delimiter };
  const stop = stopSignal();
  let rows = 0;
  try {
    rows = await write(database, opened, { format, target, stop, file }, () =>
      name === 'dialogs' ? countDialogs(database, options.account, leftOf(question.filter, target.after)) : null,
    );
  } catch (error) {
    if (error instanceof OutputClosedError) throw error;
    if (!stop.aborted) throw error;
    throw new Error(`stopped before the end; ${whatNow(format, options)}`);
  } finally {
    await target.close();
  }
  progress(`${counted(rows, 'row')} written${options.out === undefined ? '' : ` into ${options.out}`}`);
}

interface Writing {
  readonly format: Format;
  readonly target: ExportTarget;
  readonly stop: AbortSignal;
  readonly file: FileOptions;
}

/** Writes all rows, with a bar on stderr, and tells how many there were. */
async function write(
  database: Database,
  opened: OpenedExport,
  { format, target, stop, file }: Writing,
  count: () => Promise<number> | null,
): Promise<number> {
  const total = await count();
  const bar = new SingleBar({
    format: `{value} rows${total === null ? '' : ' of {total} | {percentage}% | {eta_formatted} left'} | {rate} rows/s`,
    stream: process.stderr,
    noTTYOutput: !process.stderr.isTTY,
    notTTYSchedule: 5_000,
    hideCursor: true,
  });
  const began = performance.now();
  let written = 0;
  bar.start(total ?? 0, 0, { rate: 0 });
  try {
    const run = { ...file, format, signal: stop, timeout: LONGEST_MS };
    await writeExport(database, opened, run, async (part, rows) => {
      await target.write(part);
      written += rows;
      bar.update(written, { rate: Math.round(written / Math.max(0.001, (performance.now() - began) / 1000)) });
    });
  } finally {
    bar.stop();
  }
  return written;
}

function refuseNonsense(name: ExportName, format: Format, options: Options): void {
  const { resume, out, since, until, contents, bom, delimiter } = options;
  if (resume && out === undefined) throw new UsageError('--resume needs --out: the file to go on with');
  if (resume && !format.isResumable)
    throw new UsageError(`--resume: ${format.name} can't be gone on with; csv and jsonl can`);
  if (name === 'agents' && (since === undefined || until === undefined))
    throw new UsageError('agents are asked about a period: give --since and --until');
  if (contents && name !== 'messages') throw new UsageError('--contents goes with messages only');
  if (bom && format.name !== 'csv') throw new UsageError('--bom goes with --format csv only');
  if (delimiter !== 'comma' && format.name !== 'csv') throw new UsageError('--delimiter goes with --format csv only');
}

function questionOf(name: ExportName, { account, since, until, filter, contents }: Options): ExportQuestion {
  const visibility = { accountId: account, inboxIds: null, teamIds: null };
  return asUsage(() => {
    const given = filterInputOf(filter);
    if (name === 'agents') {
      const statistics = { period: { from: since!, to: until! }, filter: given };
      readStatistics(statistics, visibility);
      return { visibility, filter: {}, contents: false, statistics };
    }
    const input = withPeriod(given ?? {}, since, until);
    return { visibility, filter: readFilterInput(input, visibility), contents: contents === true };
  });
}

function withPeriod(filter: FilterInput, from: Instant | undefined, to: Instant | undefined): FilterInput {
  if (from === undefined && to === undefined) return filter;
  if (filter.createdAt != null) throw new UsageError('give --since and --until, or createdAt in --filter, not both');
  return { ...filter, createdAt: { from, to } };
}

/** About the dialogs behind a cursor, for the bar. */
function leftOf(filter: DialogFilter, after: string | undefined): DialogFilter {
  if (after === undefined) return filter;
  const from = Math.max(readCursor(after, 'after', dialogExportCursors).at!, filter.createdAt?.from ?? 0);
  return { ...filter, createdAt: { ...filter.createdAt, from } };
}

/** What the API calls bad input is a wrong use of the command line. */
function asUsage<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    const { extensions } = error as { extensions?: { code?: string } };
    throw extensions?.code === 'BAD_USER_INPUT' ? new UsageError((error as Error).message) : error;
  }
}

function whatNow({ isResumable, name }: Format, { out }: Options): string {
  if (out === undefined) return 'what was printed is not all';
  return isResumable
    ? `run it again with --resume to go on with ${out}`
    : `${name} can't be gone on with: remove ${out} and begin anew`;
}
