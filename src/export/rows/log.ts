import { createLoaders } from '../../graphql/loaders';
import { type CursorFormat, isId, writeCursor } from '../../graphql/paging';
import type { DialogRecord } from '../../read-side/dialog';
import { type DialogKey, dialogKey, dialogPage } from '../../read-side/dialog-page';
import type { EventRecord } from '../../read-side/events';
import type { KnownRecord } from '../../read-side/known';
import { type LogOfDialogs, logOfDialogs, SLOWLY } from '../../read-side/log-cursor';
import type { MessageRecord } from '../../read-side/messages';
import type { MomentKey } from '../../read-side/moment-pages';
import type { ExportQuestion, ExportSource } from '../question';
import { OLDEST_FIRST } from './dialogs';

/** An event or a message, with its dialog and the agents of this row. */
export interface LogExportRow<Item> {
  readonly item: Item;
  readonly dialog: DialogRecord;
  /** By their ids. */
  readonly agents: ReadonlyMap<number, KnownRecord>;
  readonly cursor: string;
}

export type EventExportRow = LogExportRow<EventRecord>;
export type MessageExportRow = LogExportRow<MessageRecord>;

/** The place of a row: its dialog's, and its own in the dialog. */
export interface LogKey {
  readonly dialog: DialogKey;
  readonly row: MomentKey;
}

/** Dialogs whose rows one cursor reads. */
const DIALOGS_AT_ONCE = 200;

/** Agents whose names are kept for further rows. */
const MOST_NAMES = 10_000;

/** Cursors of rows by their dialogs' start and then their own time. */
export function logExportCursors(name: 'events' | 'messages'): CursorFormat<LogKey> {
  return {
    list: `export of ${name}`,
    write: ({ dialog, row }) => [dialog.at, dialog.id, row.at, row.id],
    read: (parts) => {
      if (parts.length !== 4 || !parts.every(isId)) return undefined;
      const [dialogAt, dialogId, at, id] = parts as [number, number, number, number];
      return { dialog: { at: dialogAt, id: dialogId }, row: { at, id } };
    },
  };
}

/** How the items of a log are read, and which agents they name. */
export interface ExportedLog<Row, Item> {
  readonly name: 'events' | 'messages';
  readonly log: LogOfDialogs<Row, Item>;
  agentsOf(item: Item): readonly (number | null)[];
}

/** The rows of a filter's dialogs, by the start of the dialogs and then their own time, behind a key. */
export async function* logBatches<Row, Item extends MomentKey & { readonly dialogId: number | null }>(
  source: ExportSource,
  { visibility, filter }: ExportQuestion,
  { name, log, agentsOf }: ExportedLog<Row, Item>,
  after: LogKey | undefined,
): AsyncGenerator<LogExportRow<Item>[]> {
  const { database } = source;
  const format = logExportCursors(name);
  const pace = { ...SLOWLY };
  let loaders = createLoaders(database, visibility, source);
  const named = new Set<number>();
  // The dialog itself comes again, for its other rows.
  let behind: DialogKey | undefined = after && { at: after.dialog.at, id: after.dialog.id - 1 };
  for (;;) {
    const request = { filter, order: OLDEST_FIRST, limit: DIALOGS_AT_ONCE, backward: false, after: behind };
    const { items: dialogs, hasNextPage } = await dialogPage(database, visibility.accountId, request);
    if (dialogs.length === 0) return;
    const byId = new Map(dialogs.map((dialog) => [dialog.id, dialog]));
    const within = after?.dialog.id === dialogs[0]!.id ? after.row : undefined;
    const read = { after: within, pace };
    for await (const items of logOfDialogs(database, visibility.accountId, log, [...byId.keys()], read)) {
      if (named.size > MOST_NAMES) {
        named.clear();
        loaders = createLoaders(database, visibility, source);
      }
      const ids = [...new Set(items.flatMap(agentsOf))].filter((id) => id !== null);
      const found = await Promise.all(ids.map((id) => loaders.agent.load(id)));
      for (const id of ids) named.add(id);
      const agents = new Map(found.map((known) => [known.id, known]));
      yield items.map((item) => {
        const dialog = byId.get(item.dialogId!)!;
        const key = { dialog: dialogKey(dialog, OLDEST_FIRST), row: { at: item.at, id: item.id } };
        return { item, dialog, agents, cursor: writeCursor(key, format) };
      });
    }
    if (!hasNextPage) return;
    behind = dialogKey(dialogs.at(-1)!, OLDEST_FIRST);
  }
}
