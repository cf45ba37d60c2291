import type { DerivedTable } from '../../summaries/rows';
import type { RowTimes } from './derived-rows';

/** What measures are read from, and by which time. */
export type MeasureSource = 'STARTED' | 'RESOLVED' | 'MESSAGES' | 'TRANSFERS' | 'ASSIGNMENTS';

/** What a source of measures is, as SQL over its row x. */
export interface SourceDefinition {
  readonly table: DerivedTable;
  /** The columns by which its rows are in a period. */
  readonly times: RowTimes;
  /** Which rows of the table are its own; all where left out. */
  readonly where?: string;
  /** Whether its dialog is skipped. */
  readonly skipped: string;
  /** The kinds of its dialog; where left out the row does not know them. */
  readonly kinds?: string;
  /** Whose it is where a measure says nothing else: the id of an agent, or a set of them; null is nobody. */
  readonly agent: string;
}

const DIALOG = {
  table: 'dialog_summaries',
  skipped: "'skip' = ANY (x.kinds)",
  kinds: 'x.kinds',
  // Everybody who took part; nobody too, where nobody was ever assigned.
  agent: 'unnest(CASE WHEN x.was_assigned THEN x.agent_ids ELSE x.agent_ids || NULL::bigint END)',
} as const;

/** Where each source of the catalogue is read. */
export const SOURCES: Readonly<Record<MeasureSource, SourceDefinition>> = {
  STARTED: { ...DIALOG, times: { from: 'started_at' } },
  RESOLVED: { ...DIALOG, times: { from: 'resolved_at' } },
  MESSAGES: { table: 'dialog_message_facts', times: { from: 'at' }, skipped: 'x.skipped', agent: 'x.sender_id' },
  TRANSFERS: { table: 'dialog_transfers', times: { from: 'at' }, skipped: 'x.skipped', agent: 'x.to_agent_id' },
  ASSIGNMENTS: {
    table: 'dialog_holdings',
    times: { from: 'held_from', to: 'held_to' },
    where: "x.holder = 'agent'",
    skipped: 'x.skipped',
    agent: 'x.holder_id',
  },
};
