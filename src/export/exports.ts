import { readCursor } from '../graphql/paging';
import { type EventRecord, eventLog } from '../read-side/events';
import { type MessageRecord, messageLog } from '../read-side/messages';
import type { Column } from './column';
import { agentColumns } from './columns/agents';
import { dialogColumns } from './columns/dialogs';
import { eventColumns, messageColumns } from './columns/log';
import type { ExportQuestion, ExportSource } from './question';
import { agentBatches, agentExportCursors } from './rows/agents';
import { dialogBatches, dialogExportCursors } from './rows/dialogs';
import { logBatches, logExportCursors } from './rows/log';

export const EXPORT_NAMES = ['dialogs', 'agents', 'events', 'messages'] as const;
export type ExportName = (typeof EXPORT_NAMES)[number];

/** An export whose question and place are read: its columns, and its rows, some at a time. */
export interface OpenedExport<Row = never> {
  readonly columns: readonly Column<Row>[];
  batches(source: ExportSource): AsyncGenerator<Row[]>;
}

type Open = (question: ExportQuestion, after: string | undefined) => OpenedExport;

/** Opens an export; throws BAD_USER_INPUT for a cursor that is not of it. */
export const EXPORTS: Readonly<Record<ExportName, Open>> = {
  dialogs: (question, after) => {
    const key = after === undefined ? undefined : readCursor(after, 'after', dialogExportCursors);
    return opened({ columns: dialogColumns, batches: (source) => dialogBatches(source, question, key) });
  },
  agents: (question, after) => {
    const key = after === undefined ? undefined : readCursor(after, 'after', agentExportCursors);
    return opened({ columns: agentColumns, batches: (source) => agentBatches(source, question, key) });
  },
  events: (question, after) => {
    const key = after === undefined ? undefined : readCursor(after, 'after', logExportCursors('events'));
    const agentsOf = ({ userId }: EventRecord) => [userId];
    return opened({
      columns: eventColumns,
      batches: (source) =>
        logBatches(source, question, { name: 'events', log: eventLog(source.database), agentsOf }, key),
    });
  },
  messages: (question, after) => {
    const { contents } = question;
    const key = after === undefined ? undefined : readCursor(after, 'after', logExportCursors('messages'));
    const agentsOf = ({ assigneeId, senderUserId }: MessageRecord) => [assigneeId, senderUserId];
    return opened({
      columns: messageColumns(contents),
      async *batches(source) {
        const log = { name: 'messages', log: messageLog(contents), agentsOf } as const;
        for await (const rows of logBatches(source, question, log, key)) {
          if (contents) for (const { item } of rows) question.onReading?.(item.id, item.dialogId);
          yield rows;
        }
      },
    });
  },
};

/** Whoever writes an export does not care what its rows are: its columns do. */
function opened<Row>(its: OpenedExport<Row>): OpenedExport {
  return its as unknown as OpenedExport;
}
