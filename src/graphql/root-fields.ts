import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf, tooComplex } from './complexity';

/** Each asks for statements of its own: aliases must not let one request take all connections for long. */
const MOST_ROOT_FIELDS = 50;

type FindFragment = (name: string) => SelectionSetNode | undefined;

/** Fields at the root, or in such a field, that run nothing themselves: each of their fields is a query, and counts as one. */
const HANDLES: ReadonlySet<string> = new Set(['statistics', 'live', 'compared']);

/** Refuses an operation with more fields at its root than a request may ask for, aliases and fragments counted. */
export function checkRootFields({ selectionSet }: OperationDefinitionNode, document: DocumentNode): void {
  const fragments = fragmentsOf(document);
  const fields = countFields(selectionSet, (name) => fragments.get(name));
  if (fields > MOST_ROOT_FIELDS)
    throw tooComplex(`more than ${MOST_ROOT_FIELDS} fields at the root of the operation; ask in several requests`);
}

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
