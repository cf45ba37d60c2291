import { readFile } from 'node:fs/promises';
import type { ApolloServerOptions, ApolloServerPlugin, BaseContext } from '@apollo/server';
import { GraphQLError, parse } from 'graphql';

/** The operations that an allow-list names, as texts by their ids. */
export type PersistedQueries = ReadonlyMap<string, string>;

/** Reads an allow-list: `{"ID": "QUERY"}`. Throws with what is wrong in it. */
export async function readPersistedQueries(file: string): Promise<PersistedQueries> {
  const fail = (reason: string): never => {
    throw new Error(
      `PERSISTED_QUERIES: ${file}: ${reason}; it must hold JSON such as {"ID": "query { viewer { role } }"}`,
    );
  };
  const text = await readFile(file, 'utf8').catch((error: Error) => fail(error.message));
  const listed = Object.entries(parseObject(text) ?? fail('no JSON object'));
  for (const [id, query] of listed) {
    if (typeof query !== 'string') fail(`${JSON.stringify(id)} is no text`);
    try {
      parse(query as string);
    } catch (error) {
      fail(`${JSON.stringify(id)}: ${(error as Error).message}`);
    }
  }
  if (listed.length === 0) fail('no operation');
  return new Map(listed as [string, string][]);
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What makes Apollo answer the listed operations only: by `extensions.persistedQuery.sha256Hash`, which is the id in the
 * list, or by the same text. Anybody else's query is refused once the caller is known.
 */
export function allowOnly(queries: PersistedQueries): Pick<ApolloServerOptions<BaseContext>, 'persistedQueries'> & {
  readonly plugin: ApolloServerPlugin<BaseContext>;
} {
  const texts = new Set(queries.values());
  return {
    persistedQueries: {
      cache: {
        get: async (key) => queries.get(key.replace(/^apq:/, '')),
        // Nobody adds to the list.
        set: async () => {},
        delete: async () => false,
      },
    },
    plugin: {
      async requestDidStart() {
        return {
          async didResolveOperation({ source }) {
            if (texts.has(source)) return;
            const remedy =
              'send `extensions.persistedQuery.sha256Hash` with an id of PERSISTED_QUERIES, or the very text';
            throw new GraphQLError(`this server answers listed operations only; ${remedy}`, {
              extensions: { code: 'FORBIDDEN', http: { status: 403 } },
            });
          },
        };
      },
    },
  };
}
