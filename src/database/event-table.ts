import { getTableColumns } from 'drizzle-orm';
import { doublePrecision, integer, pgTable, varchar } from 'drizzle-orm/pg-core';
import { id, instant } from './columns';

/** The names that the host has had for its event table. */
export type EventTableName = 'events' | 'reporting_events';

/** The host's event table under the name, and with the columns, that it has in this database. */
export function eventTableNamed(name: EventTableName, hasTimes = false): EventTable {
  return pgTable(name, hasTimes ? { ...columns(), ...times() } : columns()) as EventTable;
}

type EventTable = ReturnType<typeof leastTable>;

function leastTable(name: EventTableName) {
  return pgTable(name, columns());
}

function columns() {
  return {
    id: id('id').notNull(),
    name: varchar('name'),
    value: doublePrecision('value'),
    accountId: integer('account_id'),
    inboxId: integer('inbox_id'),
    userId: integer('user_id'),
    conversationId: integer('conversation_id'),
    createdAt: instant('created_at', { precision: 6 }).notNull(),
    updatedAt: instant('updated_at', { precision: 6 }).notNull(),
    dialogId: id('dialog_id'),
  };
}

/** What `reporting_events` has since v2.4.0 of the host. */
function times() {
  return {
    eventStartTime: instant('event_start_time', { precision: 6 }),
    eventEndTime: instant('event_end_time', { precision: 6 }),
  };
}

/** Whether the event table tells from when to when an event lasted. */
export function hasEventTimes(events: EventTable): boolean {
  return 'eventStartTime' in getTableColumns(events);
}
