import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../complexity';

/** The code of larger operations costs more to make than it saves. */
const MOST_FIELDS = 2000;

/**
 * How many fields the code of an operation has, fragments written out wherever they are spread; undefined of one that is
 * not to be compiled: too large, or introspection, which asks about the schema as it is.
 */
export function fieldsToCompile(document: DocumentNode, operation: OperationDefinitionNode): number | undefined {
  const fragments = fragmentsOf(document);
  const counted = new Map<string, number>();
  const fieldsIn = ({ selections }: SelectionSetNode): number => {
    let fields = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const isIntrospection = selection.name.value === '__schema' || selection.name.value === '__type';
        fields += isIntrospection ? MOST_FIELDS : 1;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) fields += fieldsOfFragment(selection.name.value);
      else if (selection.selectionSet) fields += fieldsIn(selection.selectionSet);
    }
    return fields;
  };
  const fieldsOfFragment = (name: string): number => {
    const fields = counted.get(name) ?? fieldsIn(fragments.get(name)!);
    counted.set(name, fields);
    return fields;
  };
  const fields = fieldsIn(operation.selectionSet);
  return fields < MOST_FIELDS ? fields : undefined;
}
