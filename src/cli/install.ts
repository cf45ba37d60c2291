import { counted } from '../counted';
import { UnsupportedHostError } from '../database/host-layout';
import { type InstallReport, installCapture } from '../database/install/install';
import { installOutbox, planOutbox, uninstallOutbox } from '../database/install/outbox-only';
import { planInstall } from '../database/install/plan';
import { planLines } from '../database/install/plan-lines';
import { type UninstallOptions, type UninstallReport, uninstallCapture } from '../database/install/uninstall';
import { logIdOf } from '../database/log-database';
import { withLogSchema } from '../database/log-schema';
import { prepareLogDatabase, reachDatabase, withClient } from '../database/open';
import { hostUrlOf } from '../mirror/settings';
import type { Settings } from '../settings';
import { examples } from './help';
import { type AddCommand, progress, UsageError, withSettings } from './run';

const REPLAY = 'npm run --silent cli -- replay';

export const addInstall: AddCommand = (program) => {
  program
    .command('install')
    .description(
      'Install beside a live host, or complete, mend or upgrade what is installed: migrate, then attach the triggers ' +
        "that capture the host's own writes. The host goes on meanwhile. Safe to interrupt and to repeat.",
    )
    .option('--plan', 'change nothing: print what was found, what would be done, and how long it would take')
    .addHelpText(
      'after',
      "\nNeeds the owner of the host's tables, or a role with the owner's rights, that may create tables in their " +
        'schema.\nThe plan needs no right but to connect; it exits 1 where the installation would be refused.',
    )
    .addHelpText('after', examples('install --plan', 'install'))
    .action(withSettings((settings, { plan }: { plan?: boolean }) => (plan ? showPlan(settings) : install(settings))));
  program
    .command('uninstall')
    .description('Take the capture triggers away. The log stays, unless told otherwise. Safe to repeat.')
    .option('--drop-tables', "drop the log as well: its tables, and its indexes on the host's tables")
    .option('--drop-columns', "drop the log's columns on the host's tables too; only with --drop-tables")
    .addHelpText(
      'after',
      '\n--drop-tables and --drop-columns ask nothing and can not be undone: take a backup first, and stop servers and ' +
        "captures.\nAfter --drop-columns restart the host's application where it has read the columns at its start.",
    )
    .addHelpText('after', examples('uninstall', 'uninstall --drop-tables --drop-columns'))
    .action(withSettings(uninstall));
};

async function install(settings: Settings): Promise<void> {
  const { url, release } = await reachDatabase(settings, progress);
  try {
    const hostUrl = hostUrlOf(settings);
    const { wasInstalled, hasMissed, hasBegun, found } =
      hostUrl === undefined ? await installCapture(url, progress) : await installBeside(hostUrl, settings);
    const lines = wasInstalled
      ? ['Installed already: the host’s writes are captured.']
      : ['Installed: the host’s writes are captured from now on.'];
    if (hasMissed) lines.push(`Writes were missed while capture was incomplete; this finds them: ${REPLAY}`);
    else if (hasBegun && found !== 'empty') lines.push(`What the host wrote before becomes dialogs by: ${REPLAY}`);
    print(lines);
  } finally {
    await release();
  }
}

/** In the host's database the outbox only; the log database is made, or brought up to date. */
async function installBeside(hostUrl: string, settings: Settings): Promise<InstallReport> {
  const { refusals } = await planOutbox(hostUrl);
  if (refusals.length > 0) throw new UnsupportedHostError(refusals);
  await prepareLogDatabase(settings, progress);
  const logId = await withClient(settings.logDatabaseUrl, logIdOf);
  return installOutbox(hostUrl, logId, progress);
}

async function showPlan(settings: Settings): Promise<void> {
  if (settings.databaseUrl === '') {
    throw new UsageError(
      "--plan looks at a host's database: set DATABASE_URL to postgresql://USER:PASSWORD@HOST/DATABASE",
    );
  }
  if (settings.logDatabaseUrl !== '') {
    const { server, steps, refusals } = await planOutbox(settings.databaseUrl);
    const work = steps.length > 0 ? steps : ['nothing: installed already'];
    const lines = refusals.length > 0 ? [] : ["To do in the host's database:", ...work.map((step) => `  ${step}`)];
    print([`Found: PostgreSQL ${server}; the log is to be in the database at LOG_DATABASE_URL`, ...lines]);
    if (refusals.length > 0) throw new UnsupportedHostError(refusals);
    return;
  }
  const plan = await planInstall(withLogSchema(settings.databaseUrl, settings.logSchema));
  print(planLines(plan));
  const refusals = [...plan.unfit, ...plan.lacksOfRights];
  if (refusals.length > 0) throw new UnsupportedHostError(refusals);
}

async function uninstall(settings: Settings, options: UninstallOptions): Promise<void> {
  if (options.dropColumns && !options.dropTables) {
    throw new UsageError('--drop-columns: the log’s tables need the columns; give --drop-tables too, to drop both');
  }
  const hostUrl = hostUrlOf(settings);
  if (hostUrl !== undefined) {
    print(linesOf(await uninstallOutbox(hostUrl, options, progress), options));
    return;
  }
  const { url, release } = await reachDatabase(settings, progress);
  try {
    print(linesOf(await uninstallCapture(url, options, progress), options));
  } finally {
    await release();
  }
}

function linesOf(report: UninstallReport, { dropTables }: UninstallOptions): string[] {
  const { triggers, tables, indexes, columns, waiting, gaps, left } = report;
  const lines = [
    triggers > 0
      ? `Removed ${counted(triggers, 'trigger')}: the host’s writes are no longer captured.`
      : 'No triggers of the capture were there.',
  ];
  if (dropTables) {
    for (const [kind, names] of Object.entries({ tables, indexes, columns })) {
      lines.push(names.length > 0 ? `Dropped ${kind}: ${names.join(', ')}` : `Dropped ${kind}: none`);
    }
    if (waiting > 0) lines.push(`${counted(waiting, 'captured change')} dropped with the tables, not yet logged.`);
    lines.push(...left.map((what) => `Left: ${what}`));
  } else {
    lines.push('The log is kept.');
    if (waiting > 0) {
      lines.push(
        `${counted(waiting, 'captured change')} ${waiting === 1 ? 'waits' : 'wait'} to be logged, by: npm run --silent cli -- capture --once`,
      );
    }
    if (gaps > 0)
      lines.push(
        `The triggers had missed ${counted(gaps, 'statement')} of the host’s; this finds what they changed: ${REPLAY}`,
      );
  }
  return lines;
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
