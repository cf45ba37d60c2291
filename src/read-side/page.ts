/** A page asked for: how many, in which direction, and between which items of the list. */
export interface PageRequest<Key> {
  /** At most so many items, 0 to 100. */
  readonly limit: number;
  /** From the end of the list, or of what lies before `before`. */
  readonly backward: boolean;
  readonly after?: Key | undefined;
  readonly before?: Key | undefined;
}

/** A page of a list in its order. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** How many rows a statement must read to know whether there are more than the page holds. */
export function rowsToRead({ limit }: PageRequest<unknown>): number {
  return limit + 1;
}

/** Makes the page of rows that were read in the page's own direction, with one more than it holds where there is one. */
export function pageOf<Item>(rows: readonly Item[], request: PageRequest<unknown>): Page<Item> {
  const { limit, backward, after, before } = request;
  const hasMore = rows.length > limit;
  const items = rows.slice(0, limit);
  return {
    items: backward ? items.reverse() : items,
    // What a cursor came from lies beyond the page, on the cursor's side.
    hasNextPage: before !== undefined || (!backward && hasMore),
    hasPreviousPage: after !== undefined || (backward && hasMore),
  };
}
