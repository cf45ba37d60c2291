import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/**
 * The names of the fields that an operation asks of a field's objects, or of those that lie at a path of fields below
 * them, fragments counted: what a list need not read is not read. Directives are not looked at: what they leave out may
 * be among them.
 */
export function selectedFields(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  path: readonly string[] = [],
): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = ({ selections }: SelectionSetNode, depth: number) => {
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) collect(fragments[selection.name.value]!.selectionSet, depth);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, depth);
      else if (depth === path.length) names.add(selection.name.value);
      else if (selection.name.value === path[depth] && selection.selectionSet)
        collect(selection.selectionSet, depth + 1);
    }
  };
  for (const { selectionSet } of fieldNodes) if (selectionSet) collect(selectionSet, 0);
  return names;
}
