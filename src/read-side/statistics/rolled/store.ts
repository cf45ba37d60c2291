import { AGENT_COUNTS, AGENT_DURATIONS, COUNTS, DURATIONS } from '../../../rollups/columns';
import type { RolledLevel } from '../../../statistics/pieces';
import { HOUR } from '../../../statistics/zones';
import type { DialogFilter } from '../../dialog-filter';
import type { Question } from '../aggregate';
import type { MeasureDefinition } from '../measures';

/** Where a measure is rolled up, and by which spans. */
export interface Store {
  readonly table: 'dialog_rollups' | 'dialog_rollup_agents' | 'dialog_rollup_durations';
  /** The column that is summed; of durations there are several. */
  readonly column?: string;
  /** Of durations: whose samples, and where not all of them count, up to which bucket. */
  readonly samples?: { readonly measure: string; readonly holder: 'dialog' | 'agent'; readonly upTo?: number };
  readonly levels: readonly RolledLevel[];
}

type Asked = Pick<Question, 'filter' | 'by' | 'ranges'>;

const ALL_LEVELS: readonly RolledLevel[] = ['month', 'day', 'hour'];
const WITHOUT_HOURS: readonly RolledLevel[] = ['month', 'day'];

/** What rollups tell of the dialogs that a filter means: by inbox and team, and never of skipped ones. */
const ROLLED_FILTERS: ReadonlySet<string> = new Set([
  'inbox',
  'team',
  'includeSkipped',
] satisfies (keyof DialogFilter)[]);

/** Whether rollups know the dialogs that a filter means. */
export function isRolledFilter(filter: DialogFilter): boolean {
  return !filter.includeSkipped && Object.keys(filter).every((key) => ROLLED_FILTERS.has(key));
}

/** Whether rollups of all inboxes and teams tell nothing. */
export function isOfPlaces({ filter, by }: Pick<Question, 'filter' | 'by'>): boolean {
  return Boolean(filter.inbox || filter.team) || by === 'INBOX' || by === 'TEAM';
}

/** Where the answer for a measure is rolled up; undefined where it is not, and is read directly. */
export function storeOf(measure: MeasureDefinition, asked: Asked): Store | undefined {
  if (!isRolledFilter(asked.filter)) return undefined;
  const levels = isOfPlaces(asked) ? WITHOUT_HOURS : ALL_LEVELS;
  switch (asked.by) {
    case 'AGENT':
      return isOfPlaces(asked) ? undefined : ofAgents(measure);
    case 'HOUR_OF_WEEK':
      return isOfPlaces(asked) || !isByWholeHours(asked) ? undefined : ofDialogs(measure, ['hour']);
    case 'TEAM':
    case 'INBOX':
      return ofDialogs(measure, levels);
    case null:
      return ofDialogs(measure, levels) ?? (isOfPlaces(asked) ? undefined : byThresholdOrAgent(measure));
    default:
      return undefined;
  }
}

function ofDialogs(measure: MeasureDefinition, levels: readonly RolledLevel[]): Store | undefined {
  if (DURATIONS.includes(measure)) {
    return { table: 'dialog_rollup_durations', samples: { measure: measure.name, holder: 'dialog' }, levels };
  }
  // Whose the rows are makes no difference where they are not grouped by agent.
  const count = COUNTS.find(({ measure: { source, where, value } }) =>
    [source === measure.source, where === measure.where, value === measure.value].every(Boolean),
  );
  return count && { table: 'dialog_rollups', column: count.column, levels };
}

function ofAgents(measure: MeasureDefinition): Store | undefined {
  if (AGENT_DURATIONS.includes(measure)) {
    const samples = { measure: measure.name, holder: 'agent' } as const;
    return { table: 'dialog_rollup_durations', samples, levels: WITHOUT_HOURS };
  }
  const count = AGENT_COUNTS.find(({ measure: { name } }) => name === measure.name);
  return count && { table: 'dialog_rollup_agents', column: count.column, levels: WITHOUT_HOURS };
}

/** Counts of samples up to a threshold, and what is rolled up by the one agent that each row is of. */
function byThresholdOrAgent(measure: MeasureDefinition): Store | undefined {
  const { rolledUpTo } = measure;
  if (!rolledUpTo) return ofAgents(measure);
  const { samples: ofMeasure, bucket: upTo } = rolledUpTo;
  const samples = { measure: ofMeasure, holder: 'dialog', upTo } as const;
  return { table: 'dialog_rollup_durations', samples, levels: WITHOUT_HOURS };
}

function isByWholeHours({ ranges }: Asked): boolean {
  return ranges.every(({ offset = 0 }) => offset % HOUR === 0);
}
