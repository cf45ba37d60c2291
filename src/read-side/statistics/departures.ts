import { tallyRows } from './group-rows';
import type { StatisticsHandle } from './handle';

/** Visitors who left while someone had their dialogs. */
export interface DepartureRecord {
  /** Of the agent or the team; null for the general queue. */
  readonly id: number | null;
  readonly missed: number;
  readonly bounced: number;
}

/** Missed and bounced dialogs by who had them when the visitor left, most missed first. */
export async function departures(handle: StatisticsHandle, by: 'agent' | 'team'): Promise<DepartureRecord[]> {
  const rows = await tallyRows(handle, by === 'agent' ? 'DEPARTED_AGENT' : 'DEPARTED_TEAM', ['missed', 'bounced']);
  return rows
    .map(({ group, values: [missed, bounced] }) => ({
      ...{ id: group as number | null, missed: missed!.sum, bounced: bounced!.sum },
    }))
    .sort((a, b) => b.missed - a.missed || b.bounced - a.bounced || (a.id ?? 0) - (b.id ?? 0));
}
