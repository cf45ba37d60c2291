import { type DocumentNode, GraphQLError, type Source } from 'graphql';
import type { CompiledError } from './compile';

/**
 * The errors of a compiled operation as GraphQL makes them, one for each place: where a resolver fails, the null that it
 * leaves in a place of none is reported again.
 */
export function asGraphqlErrors(errors: readonly CompiledError[], document: DocumentNode): GraphQLError[] {
  const byPath = new Map<string, CompiledError>();
  for (const error of errors) {
    const path = JSON.stringify(error.path);
    const known = byPath.get(path);
    if (known === undefined || (known.originalError === undefined && error.originalError !== undefined))
      byPath.set(path, error);
  }
  return [...byPath.values()].map((error) => asGraphqlError(error, document.loc?.source));
}

function asGraphqlError({ message, path, locations = [], originalError }: CompiledError, source?: Source) {
  return new GraphQLError(message, {
    ...(source && { source, positions: locations.map((location) => positionOf(location, source)) }),
    path: path ?? null,
    // What GraphQL finds wrong with an answer is a fault of ours, like what a resolver throws.
    originalError: originalError ?? new Error(message),
  });
}

function positionOf({ line, column }: { readonly line: number; readonly column: number }, { body }: Source): number {
  const lines = body.split(/(?<=\r\n|[\n\r])(?<!\r(?=\n))/g);
  return lines.slice(0, line - 1).reduce((sum, { length }) => sum + length, 0) + column - 1;
}
