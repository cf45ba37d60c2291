import { getTableColumns } from 'drizzle-orm';
import { dialogRollupAgents, dialogRollups } from '../database/tables';
import { findMeasure, type MeasureDefinition, measureNamed } from '../read-side/statistics/measures';

/** A column of a table of rollups, and the measure that it adds up. */
export interface RolledColumn {
  readonly measure: MeasureDefinition;
  readonly column: string;
}

/** The counts of `dialog_rollups`. */
export const COUNTS: readonly RolledColumn[] = columnsOf(dialogRollups);

/** The stretches that begin within a range: beside those that reach into it, the sample of the time assigned. */
export const ASSIGNED_BEGUN: MeasureDefinition = {
  ...measureNamed('assignedSeconds'),
  ...{ name: 'assignedBegun', aggregation: 'COUNT', value: undefined, where: 'x.held_from >= r.f' },
};

/** Those of `dialog_rollup_agents`: counts by agent, and the time assigned. */
export const AGENT_COUNTS: readonly RolledColumn[] = [
  ...columnsOf(dialogRollupAgents),
  { measure: ASSIGNED_BEGUN, column: dialogRollupAgents.assignedBegun.name },
];

/** The durations of dialogs, whoever had them, and those by the agent that gave them. */
export const DURATIONS = measuresNamed(
  'firstResponse',
  'firstResponseAfterBot',
  'wait',
  'duration',
  'handling',
  'reply',
);
export const AGENT_DURATIONS = measuresNamed('firstResponse', 'reply');

/** A column is rolled up by the measure of its name. */
function columnsOf(table: typeof dialogRollups | typeof dialogRollupAgents): RolledColumn[] {
  return Object.entries(getTableColumns(table)).flatMap(([name, column]) => {
    const measure = findMeasure(name);
    return measure ? [{ measure, column: column.name }] : [];
  });
}

function measuresNamed(...names: string[]): MeasureDefinition[] {
  return names.map(measureNamed);
}
