import {
  estimateBuild,
  estimateReplay,
  INDEX_ROWS_PER_SECOND,
  REPLAY_ROWS_PER_SECOND,
  sayBytes,
  sayCount,
  sayDuration,
} from './estimates';
import type { InstallPlan, PlannedTable } from './plan';

const KINDS = {
  empty: 'an empty database',
  host: 'a host of the Chatwoot family, without the dialog log',
  migrated: 'a host of the Chatwoot family, with the dialog log',
} as const;

/** What a plan says, line by line; of a database that can't be served, only what was found. */
export function planLines(plan: InstallPlan): string[] {
  const isFit = plan.unfit.length === 0;
  return ['Found:', ...foundLines(plan, isFit).map(indented), ...(isFit ? workLines(plan) : [])];
}

function foundLines({ server, role, schema, kind, events, tables }: InstallPlan, isFit: boolean): string[] {
  return [
    `PostgreSQL ${server}, as role ${role}, schema ${schema ?? 'none'}`,
    ...(isFit ? [KINDS[kind]] : []),
    ...(tables.length > 0 ? [`event table ${events}`] : []),
    ...tables.map(tableLine),
  ];
}

function tableLine({ table, rows, bytes, partitions, owner, types }: PlannedTable): string {
  const count = rows === null ? 'rows not known (never analyzed)' : `about ${sayCount(rows)} rows`;
  const parts = partitions > 0 ? `, ${partitions} partitions` : '';
  const columns = Object.entries(types).map(([column, type]) => `${column} ${type}`);
  return `table ${table}: ${count}, ${sayBytes(bytes)}${parts}, owner ${owner}; ${columns.join(', ')}`;
}

function workLines(plan: InstallPlan): string[] {
  const work = stepsOf(plan);
  const isMore = plan.migrations === null;
  if (work.length === 0 && !isMore) return ['To do:', indented('nothing: installed already'), ...replayLines(plan)];
  return [
    'To do:',
    ...(isMore ? [indented('migrations: not known, for this role may not read which ones have run')] : []),
    ...work.map(indented),
    ...timeLines(plan),
    ...replayLines(plan),
  ];
}

function stepsOf({ kind, migrations, newTables, newColumns, indexes, captureSteps }: InstallPlan): string[] {
  const rebuilt = (isBroken: boolean) => (isBroken ? ', after dropping what an interrupted build left' : '');
  return [
    ...(migrations ?? []).map((name) => `run migration ${name}`),
    ...(kind === 'empty' ? ['create the tables of a host that are needed'] : []),
    ...newColumns.map((column) => `add column ${column}`),
    ...newTables.map((table) => `create table ${table}`),
    ...indexes.map(
      ({ name, table, columns, isBroken }) =>
        `build index ${name} on ${table} ${columns}, concurrently${rebuilt(isBroken)}`,
    ),
    ...captureSteps,
  ];
}

function timeLines({ indexes, tables }: InstallPlan): string[] {
  const sizes = indexes.flatMap(({ table }) => tables.filter((size) => size.table === table));
  const { seconds, bytes } = estimateBuild(sizes);
  const rate = `${sayCount(INDEX_ROWS_PER_SECOND)} rows a second`;
  return [
    'Time and space:',
    indented(
      `indexes: about ${sayDuration(seconds)} and ${sayBytes(bytes)}, from the number of rows, at ${rate}; longer on ` +
        'slow disks, and for as long as transactions last that were open before',
    ),
    indented('columns, tables and triggers: moments; no row is rewritten'),
  ];
}

function replayLines({ kind, tables }: InstallPlan): string[] {
  if (kind === 'empty') return [];
  const { rows, seconds } = estimateReplay(tables);
  const inTables = tables.map(({ table }) => table).join(', ');
  return [
    'Replay, afterwards:',
    indented(
      `at most ${sayCount(rows)} rows of ${inTables}: about ${sayDuration(seconds)}, at ` +
        `${sayCount(REPLAY_ROWS_PER_SECOND)} rows a second, while the host goes on`,
    ),
  ];
}

function indented(line: string): string {
  return `  ${line}`;
}
