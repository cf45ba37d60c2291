import type { DialogStatistics, RequestOptions } from './client';
import type { Operation } from './operation';

/** A page of a list. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/**
 * All items of a list, page by page: the next page is asked for when the items of the one before are used up. `connectionOf`
 * finds the list in an answer; null, such as of a dialog that is not there, is an empty one.
 */
export async function* items<Data, Variables extends { after?: string | null }, Node>(
  client: DialogStatistics,
  operation: Operation<Data, Variables>,
  variables: Variables,
  connectionOf: (data: Data) => Connection<Node> | null | undefined,
  options?: RequestOptions,
): AsyncGenerator<Node, void, undefined> {
  let after = variables.after ?? null;
  for (;;) {
    const connection = connectionOf(await client.send(operation, { ...variables, after }, options));
    if (!connection) return;
    yield* connection.nodes;
    const { hasNextPage, endCursor } = connection.pageInfo;
    if (!hasNextPage || endCursor === null) return;
    after = endCursor;
  }
}
