import type { Answer } from '../helpers/api';

/** The paging arguments of a list. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A page as lists answer it; nodes are told by their opaque ids. */
export interface Connection {
  readonly nodes: readonly { readonly id: string }[];
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

/** What `Connection` asks of a list. */
export const CONNECTION = `
  nodes { id } edges { cursor node { id } } totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }`;

/** A list of the API, asked for by pages. */
export interface List {
  ask(args: PageArguments): Promise<Answer>;
  page(args: PageArguments): Promise<Connection>;
}

/** The ids of a page, which must agree with itself. */
export function idsOf({ nodes, edges, pageInfo }: Connection): string[] {
  const ids = nodes.map(({ id }) => id);
  expect(edges.map(({ node }) => node.id)).toEqual(ids);
  expect(pageInfo).toMatchObject({
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  });
  return ids;
}

/** Walks from the beginning to the end by pages of these sizes, in turns. Gives the ids in the list's order. */
export async function walkForward(list: List, sizes: readonly number[]): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  for (let turn = 0; ; turn += 1) {
    const first = sizes[turn % sizes.length]!;
    const page = await list.page({ first, after });
    const { hasNextPage, hasPreviousPage, endCursor } = page.pageInfo;
    ids.push(...idsOf(page));
    expect(hasPreviousPage).toBe(after !== undefined);
    expect(page.totalCount).toBeGreaterThanOrEqual(ids.length);
    expect(hasNextPage).toBe(ids.length < page.totalCount);
    if (!hasNextPage) return ids;
    expect(page.nodes).toHaveLength(first);
    after = endCursor!;
  }
}

/** Walks from the end to the beginning. Gives the ids in the list's order. */
export async function walkBackward(list: List, sizes: readonly number[]): Promise<string[]> {
  const ids: string[] = [];
  let before: string | undefined;
  for (let turn = 0; ; turn += 1) {
    const last = sizes[turn % sizes.length]!;
    const page = await list.page({ last, before });
    const { hasNextPage, hasPreviousPage, startCursor } = page.pageInfo;
    ids.unshift(...idsOf(page));
    expect(hasNextPage).toBe(before !== undefined);
    expect(hasPreviousPage).toBe(ids.length < page.totalCount);
    if (!hasPreviousPage) return ids;
    expect(page.nodes).toHaveLength(last);
    before = startCursor!;
  }
}
