import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { Kind, type SelectionSetNode } from 'graphql';
import { fragmentsOf, tooComplex } from './complexity';

/** Each asks for statements of its own: aliases must not let one request take all connections for long. */
export const MOST_ROOT_FIELDS = 50;

type FindFragment = (name: string) => SelectionSetNode | undefined;

/** Fields at the root, or in such a field, that run nothing themselves: each of their fields is a query, and counts as one. */
const HANDLES: ReadonlySet<string> = new Set(['statistics', 'live', 'compared']);

/** Refuses operations with more fields at their root than a request may ask for, aliases and fragments counted. */
export const rootFieldLimit: ApolloServerPlugin<BaseContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, document }) {
        const fragments = fragmentsOf(document);
        if (!operation) return;
        const fields = countFields(operation.selectionSet, (name) => fragments.get(name));
        if (fields <= MOST_ROOT_FIELDS) return;
        throw tooComplex(`more than ${MOST_ROOT_FIELDS} fields at the root of the operation; ask in several requests`);
      },
    };
  },
};

/** Validation has refused fragments that spread themselves; counting stops once there are too many. */
function countFields({ selections }: SelectionSetNode, fragment: FindFragment, counted = 0): number {
  let fields = counted;
  for (const selection of selections) {
    if (fields > MOST_ROOT_FIELDS) return fields;
    if (selection.kind === Kind.FIELD) {
      fields += 1;
      const isHandle = HANDLES.has(selection.name.value) && selection.selectionSet;
      if (isHandle) fields = countFields(isHandle, fragment, fields);
    } else {
      const inside = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragment(selection.name.value);
      if (inside) fields = countFields(inside, fragment, fields);
    }
  }
  return fields;
}
