import { withinYears } from '../instant';
import type { DialogRecord } from '../read-side/dialog';
import { type DialogKey, type DialogOrder, dialogKey } from '../read-side/dialog-page';
import type { EventRecord } from '../read-side/events';
import type { KnownRecord } from '../read-side/known';
import type { ListedKind, NameKey } from '../read-side/known-page';
import type { MessageRecord } from '../read-side/messages';
import type { MomentKey } from '../read-side/moment-pages';
import type { Page } from '../read-side/page';
import { type Connection, type CursorFormat, isId, writeCursor } from './paging';

export type DialogConnection = Connection<DialogRecord>;
export type KnownConnection = Connection<KnownRecord>;
export type EventConnection = Connection<EventRecord>;
export type MessageConnection = Connection<MessageRecord>;

/** Cursors of dialogs, each order's its own. */
export function dialogCursors({ field, direction }: DialogOrder): CursorFormat<DialogKey> {
  return {
    list: `dialogs by ${field} ${direction}`,
    write: ({ at, id }) => [at, id],
    read: ([at, id]) =>
      ((at === null && field === 'RESOLVED_AT') || isMoment(at)) && isId(id) ? { at, id } : undefined,
  };
}

/** Cursors of lists by name. */
export function nameCursors(kind: ListedKind): CursorFormat<NameKey> {
  return {
    list: `${kind}s by name`,
    write: ({ name, id }) => [name, id],
    read: ([name, id]) => (typeof name === 'string' && !name.includes('\0') && isId(id) ? { name, id } : undefined),
  };
}

/** Cursors of the rows of a dialog by time; null is later than all years that are written, as a host's row may be. */
export function momentCursors(list: 'events' | 'messages'): CursorFormat<MomentKey> {
  return {
    list: `${list} by time`,
    write: ({ at, id }) => [withinYears(at) < at ? null : at, id],
    read: ([at, id]) => {
      const moment = at === null ? Number.POSITIVE_INFINITY : at;
      return isMoment(moment) && isId(id) ? { at: moment, id } : undefined;
    },
  };
}

function isMoment(value: unknown): value is number {
  return value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && withinYears(value as number) === value);
}

export function dialogConnection(
  page: Page<DialogRecord>,
  order: DialogOrder,
  count: () => Promise<number>,
): DialogConnection {
  const format = dialogCursors(order);
  return { page, count, cursorOf: (dialog) => writeCursor(dialogKey(dialog, order), format) };
}

export function knownConnection(
  page: Page<KnownRecord>,
  kind: ListedKind,
  count: () => Promise<number>,
): KnownConnection {
  const format = nameCursors(kind);
  return { page, count, cursorOf: ({ name, id }) => writeCursor({ name: name ?? '', id }, format) };
}

export function momentConnection<Item extends MomentKey>(
  page: Page<Item>,
  list: 'events' | 'messages',
  count: () => Promise<number>,
): Connection<Item> {
  const format = momentCursors(list);
  return { page, count, cursorOf: (item) => writeCursor(item, format) };
}
