import type { Connection } from '../paging';

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

export const DialogConnection = connectionResolvers();
export const AgentConnection = connectionResolvers();
export const InboxConnection = connectionResolvers();
export const TeamConnection = connectionResolvers();
export const EventConnection = connectionResolvers();
export const MessageConnection = connectionResolvers();
