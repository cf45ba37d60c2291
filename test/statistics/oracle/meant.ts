import { hourOfWeekAt } from './clock';
import type { Told, TransferTold } from './told';

/** A `TransferFilter`. */
export interface TransferAsked {
  readonly from?: readonly string[];
  readonly to?: readonly string[];
  readonly fromTeam?: readonly string[];
  readonly toTeam?: readonly string[];
  readonly withoutFromTeam?: boolean;
  readonly withoutToTeam?: boolean;
  readonly viaQueue?: boolean;
  readonly at?: { readonly from?: string; readonly to?: string };
}

/** A `DialogFilter` as it is asked with; ids are database ids as text, moments are texts. */
export interface Filter {
  readonly status?: readonly string[];
  readonly kind?: readonly string[];
  readonly inbox?: readonly string[];
  readonly team?: readonly string[];
  readonly assignee?: readonly string[];
  readonly agent?: readonly string[];
  readonly contact?: readonly string[];
  readonly conversation?: readonly string[];
  readonly createdAt?: { readonly from?: string; readonly to?: string };
  readonly resolvedAt?: { readonly from?: string; readonly to?: string };
  readonly transferred?: boolean;
  readonly transfer?: TransferAsked;
  readonly hourOfWeek?: { readonly weekday: number; readonly hour: number; readonly timeZone: string };
  readonly openAt?: string;
  readonly channelType?: readonly string[];
  readonly withoutTeam?: boolean;
  readonly neverAssigned?: boolean;
  readonly unassigned?: boolean;
  readonly waiting?: boolean;
  readonly includeSkipped?: boolean;
  readonly and?: readonly Filter[];
}

const STATUSES = ['OPEN', 'RESOLVED', 'PENDING', 'SNOOZED'];

/** Whether a dialog is meant by a filter: all that is given holds, and skipped ones are asked for. */
export function isMeant(filter: Filter, dialog: Told): boolean {
  const showsSkipped = filter.includeSkipped === true || filter.kind?.includes('SKIP') === true;
  const isHidden = !showsSkipped && dialog.kinds.includes('skip');
  return !isHidden && [filter, ...(filter.and ?? [])].every((each) => holds(each, dialog));
}

const among = (wanted: readonly string[] | undefined, ...ids: readonly (number | string | null)[]) =>
  !wanted || ids.some((id) => wanted.includes(String(id)));
const within = (range: Filter['createdAt'], at: number | null) =>
  !range ||
  (at !== null &&
    (range.from === undefined || at >= microseconds(range.from)) &&
    (range.to === undefined || at < microseconds(range.to)));
const same = (wanted: boolean | undefined, is: boolean) => wanted === undefined || wanted === is;

function isInHour(asked: Filter['hourOfWeek'], at: number): boolean {
  if (!asked) return true;
  const { weekday, hour } = hourOfWeekAt(asked.timeZone, at);
  return weekday === asked.weekday && hour === asked.hour;
}

function isOpenAt({ startedAt, resolvedAt }: Told, at: number): boolean {
  return startedAt < at && (resolvedAt === null || resolvedAt >= at);
}

function isSuch(asked: TransferAsked, { at, from, to, fromTeam, toTeam, viaQueue }: TransferTold): boolean {
  return (
    among(asked.from, from) &&
    among(asked.to, to) &&
    among(asked.fromTeam, fromTeam) &&
    among(asked.toTeam, toTeam) &&
    same(asked.withoutFromTeam, fromTeam === null) &&
    same(asked.withoutToTeam, toTeam === null) &&
    same(asked.viaQueue, viaQueue) &&
    within(asked.at, at)
  );
}

function holds(filter: Filter, dialog: Told): boolean {
  return (
    among(filter.status, STATUSES[dialog.status]!) &&
    among(filter.kind, ...dialog.kinds.map((kind) => kind.toUpperCase())) &&
    among(filter.inbox, dialog.inboxId) &&
    among(filter.team, dialog.teamId) &&
    among(filter.assignee, dialog.assigneeId) &&
    among(filter.agent, ...dialog.agentIds) &&
    among(filter.contact, dialog.contactId) &&
    among(filter.conversation, dialog.conversationId) &&
    among(filter.channelType, dialog.channelType) &&
    within(filter.createdAt, dialog.startedAt) &&
    within(filter.resolvedAt, dialog.resolvedAt) &&
    same(filter.transferred, dialog.transfers.length > 0) &&
    (!filter.transfer || dialog.transfers.some((transfer) => isSuch(filter.transfer!, transfer))) &&
    isInHour(filter.hourOfWeek, dialog.startedAt) &&
    (filter.openAt === undefined || isOpenAt(dialog, microseconds(filter.openAt))) &&
    same(filter.withoutTeam, dialog.teamId === null) &&
    same(filter.neverAssigned, dialog.stretches.length === 0) &&
    same(filter.unassigned, dialog.assigneeId === null) &&
    same(filter.waiting, dialog.waitingSince !== null)
  );
}

/** A moment as the API writes it, six digits after the second. */
export function textOf(at: number): string {
  const second = Math.floor(at / 1e6);
  return `${new Date(second * 1000).toISOString().slice(0, 19)}.${String(at - second * 1e6).padStart(6, '0')}Z`;
}

/** Such a text as microseconds. */
export function microseconds(text: string): number {
  return Date.parse(`${text.slice(0, 19)}Z`) * 1000 + Number(text.slice(20, -1).padEnd(6, '0'));
}
