import { doublePrecision, integer, pgTable, varchar } from 'drizzle-orm/pg-core';
import { id, instant } from './columns';

/** The names that the host has had for its event table. */
export type EventTableName = 'events' | 'reporting_events';

/** The host's event table under the name that it has in this database. */
export function eventTableNamed(name: EventTableName) {
  return pgTable(name, {
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
  });
}
