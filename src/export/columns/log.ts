import type { DialogRecord } from '../../read-side/dialog';
import { EVENT_NAMES } from '../../rulebook/words';
import { type Column, cursorColumn } from '../column';
import type { EventExportRow, LogExportRow, MessageExportRow } from '../rows/log';
import { column, nameOf, said } from './said';

/** Of the dialog of a row, what tells dialogs apart; the rest is in the export of dialogs. */
function ofDialog<Row extends { readonly dialog: DialogRecord }>(): readonly Column<Row>[] {
  return [
    said('dialog_id', 'integer', ['Dialog', 'databaseId'], ({ dialog }) => dialog.id),
    column('dialog_created_at', 'moment', 'When the dialog started.', ({ dialog }) => dialog.createdAt),
    said('conversation_id', 'integer', ['Conversation', 'databaseId'], ({ dialog }) => dialog.conversationId),
    column('inbox_id', 'integer', "The dialog's inbox.", ({ dialog }) => dialog.inboxId),
    column('contact_id', 'integer', "The dialog's contact.", ({ dialog }) => dialog.contactId),
  ];
}

function agentName({ agents }: LogExportRow<unknown>, id: number | null): string | null {
  return id === null ? null : nameOf(agents.get(id)!);
}

/** The columns of `/export/events`. */
export const eventColumns: readonly Column<EventExportRow>[] = [
  said('event_id', 'integer', ['Event', 'databaseId'], ({ item }) => item.id),
  said('created_at', 'moment', ['Event', 'createdAt'], ({ item }) => item.at),
  said('name', 'text', ['Event', 'name'], ({ item: { name } }) =>
    EVENT_NAMES.some((known) => known === name) ? name.toUpperCase() : 'OTHER',
  ),
  said('raw_name', 'text', ['Event', 'rawName'], ({ item }) => item.name),
  said('value', 'number', ['Event', 'value'], ({ item }) => item.value),
  said('agent_id', 'integer', ['Event', 'agent'], ({ item }) => item.userId),
  column('agent_name', 'text', "The agent's name.", (row) => agentName(row, row.item.userId)),
  ...ofDialog<EventExportRow>(),
  cursorColumn,
];

/** The columns of `/export/messages`; what messages say is left out where it is not asked for, or may not be read. */
export function messageColumns(contents: boolean): readonly Column<MessageExportRow>[] {
  return [
    said('message_id', 'integer', ['Message', 'databaseId'], ({ item }) => item.id),
    said('created_at', 'moment', ['Message', 'createdAt'], ({ item }) => item.at),
    said('type', 'text', ['Message', 'type'], ({ item }) => item.type.toUpperCase()),
    said('private', 'boolean', ['Message', 'private'], ({ item }) => item.private),
    said('assignee_id', 'integer', ['Message', 'assignee'], ({ item }) => item.assigneeId),
    column('assignee_name', 'text', "The assignee's name.", (row) => agentName(row, row.item.assigneeId)),
    said('assignee_known', 'boolean', ['Message', 'assigneeKnown'], ({ item }) => item.assigneeKnown),
    said('sender_agent_id', 'integer', ['Message', 'senderAgent'], ({ item }) => item.senderUserId),
    column('sender_agent_name', 'text', "That agent's name.", (row) => agentName(row, row.item.senderUserId)),
    ...ofDialog<MessageExportRow>(),
    ...(contents ? [contentColumn] : []),
    cursorColumn,
  ];
}

const contentColumn: Column<MessageExportRow> = column(
  'content',
  'text',
  'The text; null where the host stored none (attachments only). Only for who may read contents.',
  ({ item }) => item.content,
);
