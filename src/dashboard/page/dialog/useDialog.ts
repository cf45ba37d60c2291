import { ask } from '../api/ask';
import { ApiError } from '../api/errors';
import { DialogDocument, MoreMessagesDocument } from '../api/operations';
import { useFound } from '../api/useAnswer';
import type { Dialog } from './dialog';

/** Of a dialog with more messages than so many pages of 100, the timeline shows the first ones. */
const MOST_PAGES = 10;

/** One dialog, with all its messages; their texts where the token may read them. */
export function useDialog(id: string, contents: boolean | undefined) {
  return useFound(
    ['dialog', id, contents],
    async (signal, token): Promise<Dialog> => {
      const { dialog } = await ask(token, DialogDocument, { id, contents: contents ?? false }, signal);
      if (!dialog) throw new ApiError('NOT_FOUND', `no dialog ${id}`, {});
      const nodes = [...dialog.messages.nodes];
      let { pageInfo } = dialog.messages;
      for (let page = 2; pageInfo.hasNextPage && page <= MOST_PAGES; page++) {
        const variables = { id, contents: contents ?? false, after: pageInfo.endCursor };
        const more = await ask(token, MoreMessagesDocument, variables, signal);
        if (!more.dialog) break;
        nodes.push(...more.dialog.messages.nodes);
        pageInfo = more.dialog.messages.pageInfo;
      }
      return { ...dialog, messages: { ...dialog.messages, nodes, pageInfo } };
    },
    { enabled: contents !== undefined },
  );
}
