import { dialogCursors } from '../../graphql/connections';
import { createLoaders, type Loaders } from '../../graphql/loaders';
import { writeCursor } from '../../graphql/paging';
import type { ServedByNamed } from '../../graphql/served-loaders';
import type { ClassificationRecord } from '../../read-side/classifications';
import type { DialogRecord } from '../../read-side/dialog';
import { type DialogKey, type DialogOrder, dialogKey } from '../../read-side/dialog-page';
import type { KnownRecord } from '../../read-side/known';
import type { MentionRecord } from '../../read-side/mentions';
import { servedDialogPage } from '../../read-side/served-page';
import { type AnsweredTimes, storedTimesOfDialogs } from '../../read-side/stored-times';
import type { MessageCounts } from '../../rulebook/message-counts';
import type { ExportQuestion, ExportSource } from '../question';

/** A mention whose latest moment lies in a dialog, with the agent. */
export interface NamedMention extends MentionRecord {
  readonly agent: KnownRecord;
}

/** Everything known of a dialog. */
export interface DialogExportRow {
  readonly dialog: DialogRecord;
  readonly inbox: KnownRecord;
  readonly contact: KnownRecord | null;
  readonly team: KnownRecord | null;
  readonly assignee: KnownRecord | null;
  readonly classification: ClassificationRecord;
  readonly times: AnsweredTimes;
  readonly counts: MessageCounts;
  readonly served: ServedByNamed;
  readonly mentions: readonly NamedMention[];
  readonly cursor: string;
}

/** By their start, which never changes, and then their id; new dialogs come last. */
export const OLDEST_FIRST: DialogOrder = { field: 'CREATED_AT', direction: 'ASC' };

export const dialogExportCursors = dialogCursors(OLDEST_FIRST);

/** Dialogs that are read at once, by some ten statements: more of them cost more memory, and no less time. */
const DIALOGS_AT_ONCE = 200;

/** The dialogs of a filter with everything known of them, oldest first, behind a key. */
export async function* dialogBatches(
  source: ExportSource,
  { visibility, filter }: ExportQuestion,
  after: DialogKey | undefined,
): AsyncGenerator<DialogExportRow[]> {
  const { database } = source;
  for (let behind = after; ; ) {
    const request = { filter, order: OLDEST_FIRST, limit: DIALOGS_AT_ONCE, backward: false, after: behind };
    const read = await servedDialogPage(database, visibility.accountId, request);
    const { items, hasNextPage } = read.page;
    if (items.length === 0) return;
    const loaders = createLoaders(database, visibility, source);
    loaders.keepServed(read);
    yield await rowsOf(items, source, visibility.accountId, loaders);
    if (!hasNextPage) return;
    behind = dialogKey(items.at(-1)!, OLDEST_FIRST);
  }
}

async function rowsOf(
  dialogs: readonly DialogRecord[],
  { database }: ExportSource,
  accountId: number,
  loaders: Loaders,
): Promise<DialogExportRow[]> {
  const ids = dialogs.map(({ id }) => id);
  const served = await loaders.servedByNamed.ofAll(dialogs);
  const numbers = await loaders.served.ofAll(dialogs);
  const stored = await storedTimesOfDialogs(database, accountId, ids);
  const others = dialogs.filter(({ id }) => !stored.has(id));
  const live = new Map((await loaders.dialogTimes.ofAll(others)).map((times, place) => [others[place]!.id, times]));
  return Promise.all(
    dialogs.map(async (dialog, place) => {
      const [inbox, contact, team, assignee, classification, mentions] = await Promise.all([
        loaders.inbox.load(dialog.inboxId),
        dialog.contactId === null ? null : loaders.contact.load(dialog.contactId),
        dialog.teamId === null ? null : loaders.team.load(dialog.teamId),
        dialog.assigneeId === null ? null : loaders.agent.load(dialog.assigneeId),
        loaders.classification.load(dialog.id),
        mentionsOf(dialog, loaders),
      ]);
      return {
        ...{ dialog, inbox, contact, team, assignee, classification: classification!, mentions },
        ...{ times: stored.get(dialog.id) ?? live.get(dialog.id)!, counts: numbers[place]!.messageCounts },
        ...{ served: served[place]!, cursor: writeCursor(dialogKey(dialog, OLDEST_FIRST), dialogExportCursors) },
      };
    }),
  );
}

async function mentionsOf({ id }: DialogRecord, { mentionsOfDialog, agent }: Loaders): Promise<NamedMention[]> {
  const mentions = (await mentionsOfDialog.load(id)) ?? [];
  return Promise.all(mentions.map(async (each) => ({ ...each, agent: (await agent.load(each.userId))! })));
}
