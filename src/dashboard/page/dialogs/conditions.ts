import type { Lookups } from '../api/lookups';
import type { DialogFilter } from '../api/operations';
import type { Key } from '../texts/en';
import type { Texts } from '../texts/useTexts';

/** A condition of a filter in words: what it is about, and what it asks for. */
export interface Condition {
  readonly about: string;
  readonly value: string;
}

/** The conditions of a filter, in the order in which people ask them. */
export function conditionsOf(filter: DialogFilter, texts: Texts, lookups: Lookups | undefined): Condition[] {
  const { t, dateTime, period, weekday } = texts;
  const found: Condition[] = [];
  const add = (about: Key, value: string | undefined) => {
    if (value !== undefined) found.push({ about: t(about), value });
  };
  const range = (given: DialogFilter['createdAt']) => {
    if (!given) return undefined;
    if (given.from && given.to) return period(given.from, given.to);
    const side = (moment: string | null | undefined) => (moment ? dateTime(moment) : '…');
    return `${side(given.from)} – ${side(given.to)}`;
  };
  const names = (ids: readonly string[] | null | undefined, of: Lookups['inboxes'] = []) =>
    ids?.map((id) => of.find((item) => item.databaseId === id)?.name ?? `#${id}`).join(', ');
  const hourOfWeek = (found: DialogFilter['hourOfWeek']) =>
    found ? `${weekday(found.weekday)} ${String(found.hour).padStart(2, '0')}:00 · ${found.timeZone}` : undefined;
  const yesNo = (value: boolean | null | undefined) => (value == null ? undefined : t(value ? 'yes' : 'no'));

  add('condition.createdAt', range(filter.createdAt));
  add('condition.resolvedAt', range(filter.resolvedAt));
  add('condition.status', filter.status?.map((status) => t(`status.${status}`)).join(', '));
  add('kind', filter.kind?.map((kind) => t(`kind.${kind}`)).join(', '));
  add('filter.inbox', names(filter.inbox, lookups?.inboxes));
  add('filter.team', names(filter.team, lookups?.teams));
  add('condition.assignee', names(filter.assignee, lookups?.agents));
  add('filter.agent', names(filter.agent, lookups?.agents));
  add('condition.transferred', yesNo(filter.transferred));
  const { transfer } = filter;
  add('condition.transfer.at', range(transfer?.at));
  add('condition.transfer.from', names(transfer?.from, lookups?.agents));
  add('condition.transfer.to', names(transfer?.to, lookups?.agents));
  add('condition.transfer.fromTeam', names(transfer?.fromTeam, lookups?.teams));
  add('condition.transfer.toTeam', names(transfer?.toTeam, lookups?.teams));
  add('condition.transfer.withoutFromTeam', yesNo(transfer?.withoutFromTeam));
  add('condition.transfer.withoutToTeam', yesNo(transfer?.withoutToTeam));
  add('condition.withoutTeam', yesNo(filter.withoutTeam));
  add('condition.neverAssigned', yesNo(filter.neverAssigned));
  add('condition.unassigned', yesNo(filter.unassigned));
  add('condition.waiting', yesNo(filter.waiting));
  add('condition.openAt', filter.openAt ? dateTime(filter.openAt) : undefined);
  add('condition.hourOfWeek', hourOfWeek(filter.hourOfWeek));
  add('condition.channel', filter.channelType?.join(', '));
  for (const condition of filter.and ?? []) found.push(...conditionsOf(condition, texts, lookups));
  return found;
}
