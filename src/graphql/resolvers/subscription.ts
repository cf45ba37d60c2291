import { type ChangePlace, isSnapshotText, PlaceForgottenError, presentPlace, readChanges } from '../../live/changes';
import { type DialogChangesRecord, dialogsAmong } from '../../read-side/changed-dialogs';
import type { Context } from '../context';
import { readFilter } from '../dialog-arguments';
import { apiError } from '../errors';
import type { SubscriptionDialogChangesArgs, SubscriptionResolvers } from '../generated';
import { readId } from '../ids';
import { type CursorFormat, isId, readCursor, writeCursor } from '../paging';

const CHANGE_CURSORS: CursorFormat<ChangePlace> = {
  list: 'changes of dialogs',
  write: ({ seen, part }) => [seen, ...(part ? [part.next, part.lastDialogId] : [])],
  read([seen, next, lastDialogId, ...more]) {
    if (!isSnapshotText(seen) || more.length > 0) return undefined;
    if (next === undefined) return { seen };
    return isSnapshotText(next) && isId(lastDialogId) ? { seen, part: { next, lastDialogId } } : undefined;
  },
};

/**
 * Each answer of a subscription is its operation run as a query would be: these find out its answer of now. What an
 * earlier one of the same stream told is in the context.
 */
export const Subscription = {
  live: {
    resolve: (_parent: unknown, args: Parameters<Context['loaders']['live']>[0], { loaders }: Context) =>
      loaders.live(args),
  },
  dialogChanges: {
    resolve: (_parent: unknown, args: SubscriptionDialogChangesArgs, context: Context) => next(args, context),
  },
} as unknown as SubscriptionResolvers;

async function next(args: SubscriptionDialogChangesArgs, context: Context): Promise<DialogChangesRecord> {
  const { database, viewer, loaders } = context;
  // Only streams run subscriptions.
  const stream = context.stream!;
  const dialogId = args.dialog == null ? undefined : readId(args.dialog, 'Dialog', 'dialog');
  // Who names a dialog is told of it, skipped or not.
  const filter = readFilter(
    { ...(dialogId !== undefined && { includeSkipped: true }), ...args.filter },
    viewer.visibility,
  );
  const after = stream.place ?? (args.after == null ? undefined : readCursor(args.after, 'after', CHANGE_CURSORS));
  const isFirst = stream.place === undefined;
  if (isFirst && dialogId !== undefined && !(await loaders.dialog.load(dialogId)))
    throw apiError('NOT_FOUND', 'dialog: this account has no such dialog', 'dialog');
  const changed = after ? await changesAfter(context, after, dialogId) : undefined;
  const place = changed?.place ?? (await presentPlace(database));
  const ids = changed?.dialogIds ?? (dialogId === undefined ? [] : [dialogId]);
  const dialogs = await dialogsAmong(database, viewer.accountId, filter, ids);
  stream.place = place;
  stream.hasMore = changed?.hasMore ?? false;
  stream.isEmpty = !isFirst && dialogs.length === 0;
  return { cursor: writeCursor(place, CHANGE_CURSORS), dialogs };
}

function changesAfter({ database, viewer }: Context, place: ChangePlace, dialogId: number | undefined) {
  return readChanges(database, viewer.accountId, place, dialogId).catch((error: unknown) => {
    if (!(error instanceof PlaceForgottenError)) throw error;
    const remedy = 'read the dialogs anew, and follow them from the first answer without `after` on';
    throw apiError('CURSOR_EXPIRED', `after: what came after this cursor is no longer kept; ${remedy}`, 'after');
  });
}
