import { DIALOG_KINDS, type DialogKind } from '../../rulebook/words';
import type { GroupKey } from './dimensions';
import { type DurationSummaries, durationsOf } from './durations';
import { greatestFirst, tallyRows } from './group-rows';
import type { StatisticsHandle } from './handle';

/** The dialogs of a group. */
interface DialogGroup<Id> {
  readonly handle: StatisticsHandle;
  readonly id: Id;
  readonly started: number;
  readonly resolved: number;
  readonly missed: number;
  readonly bounced: number;
}

/** The dialogs of an inbox or a team, null for no team. */
export type PlaceGroup = DialogGroup<number | null>;

/** The dialogs of a kind. */
export type KindGroup = DialogGroup<DialogKind>;

/** The dialogs of a type of channel, null for deleted inboxes, with its inboxes. */
export interface ChannelGroup extends DialogGroup<string | null> {
  readonly inboxIds: readonly number[];
}

const MEASURES = ['started', 'resolved', 'missed', 'bounced'] as const;
const NONE = { started: 0, resolved: 0, missed: 0, bounced: 0 };
const NOTHING: DurationSummaries = new Map();

/** By inbox or team, most started first; of equals most resolved first, then by id. */
export async function dialogGroups(handle: StatisticsHandle, by: 'INBOX' | 'TEAM'): Promise<PlaceGroup[]> {
  const [rows, handling] = await Promise.all([
    groupsBy(handle, by),
    // Of a team that had a dialog for a while, which was resolved as another's, there may be nothing else.
    by === 'TEAM' ? durationsOf(handle, 'handling', by, 'MEANS') : NOTHING,
  ]);
  const found = new Map(rows.map((row) => [row.id, row]));
  const ids = [...new Set([...found.keys(), ...handling.keys()])] as (number | null)[];
  const groups = ids.map((id) => ({ ...NONE, handle, ...found.get(id), id }));
  return groups.sort(greatestFirst(({ resolved }) => resolved)).sort((a, b) => b.started - a.started);
}

/** By the type of the inbox's channel, most started first. `channelOf` tells the type of inboxes, null of deleted ones. */
export async function channelGroups(
  handle: StatisticsHandle,
  channelOf: (inboxIds: readonly number[]) => Promise<(string | null)[]>,
): Promise<ChannelGroup[]> {
  const inboxes = await dialogGroups(handle, 'INBOX');
  const types = await channelOf(inboxes.map(({ id }) => id!));
  const found = new Map<string | null, ChannelGroup>();
  for (const [place, { id, ...counts }] of inboxes.entries()) {
    const type = types[place]!;
    const group = found.get(type);
    found.set(type, {
      ...{ handle, id: type, inboxIds: [...(group?.inboxIds ?? []), id!] },
      started: (group?.started ?? 0) + counts.started,
      resolved: (group?.resolved ?? 0) + counts.resolved,
      missed: (group?.missed ?? 0) + counts.missed,
      bounced: (group?.bounced ?? 0) + counts.bounced,
    });
  }
  return [...found.values()].sort(
    (a, b) => b.started - a.started || b.resolved - a.resolved || ((a.id ?? '') < (b.id ?? '') ? -1 : 1),
  );
}

/** By kind, every one, in their order. */
export async function kindGroups(handle: StatisticsHandle): Promise<KindGroup[]> {
  const rows = await groupsBy(handle, 'KIND');
  return DIALOG_KINDS.map((kind) => ({ ...NONE, handle, ...rows.find(({ id }) => id === kind), id: kind }));
}

async function groupsBy(handle: StatisticsHandle, by: 'INBOX' | 'TEAM' | 'KIND'): Promise<DialogGroup<GroupKey>[]> {
  const rows = await tallyRows(handle, by, MEASURES);
  return rows.map(({ group, values: [started, resolved, missed, bounced] }) => ({
    ...{ handle, id: group, started: started!.sum, resolved: resolved!.sum },
    ...{ missed: missed!.sum, bounced: bounced!.sum },
  }));
}
