import type { DialogRecord } from '../../read-side/dialog';
import type { DialogConnectionResolvers } from '../generated';
import type { Loaders } from '../loaders';
import type { Connection } from '../paging';
import { type ServedAsked, servedAsked } from '../served-fields';

/** The dialogs, with what is asked of them about who served them loaded at once, before each is asked for its own. */
async function loaded(dialogs: DialogRecord[], asked: ServedAsked, { served, servedByNamed }: Loaders) {
  if (asked === 'names') await servedByNamed.ofAll(dialogs);
  else if (asked === 'numbers') await served.ofAll(dialogs);
  return dialogs;
}

/** All connection types resolve alike. */
function connectionResolvers<Item>() {
  return {
    nodes: ({ page }: Connection<Item>) => [...page.items],
    edges: ({ page, cursorOf }: Connection<Item>) => page.items.map((node) => ({ node, cursor: cursorOf(node) })),
    pageInfo: ({ page, cursorOf }: Connection<Item>) => {
      const { items, hasNextPage, hasPreviousPage } = page;
      const [first, last] = [items[0], items.at(-1)];
      return {
        ...{ hasNextPage, hasPreviousPage },
        startCursor: first === undefined ? null : cursorOf(first),
        endCursor: last === undefined ? null : cursorOf(last),
      };
    },
    totalCount: ({ count }: Connection<Item>) => count(),
  };
}

export const DialogConnection: DialogConnectionResolvers = {
  ...connectionResolvers<DialogRecord>(),
  nodes: ({ page }, _args, { loaders }, info) => loaded([...page.items], servedAsked(info), loaders),
};
export const AgentConnection = connectionResolvers();
export const InboxConnection = connectionResolvers();
export const TeamConnection = connectionResolvers();
export const EventConnection = connectionResolvers();
export const MessageConnection = connectionResolvers();
