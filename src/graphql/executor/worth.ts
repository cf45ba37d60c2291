import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../complexity';

/** The code of larger operations costs more to make than it saves; fragments are written out wherever they are spread. */
const MOST_FIELDS = 2000;

/** Whether an operation is of a size to be compiled, and no introspection: that asks about the schema as it is. */
export function isWorthCompiling(document: DocumentNode, operation: OperationDefinitionNode): boolean {
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
  return fieldsIn(operation.selectionSet) < MOST_FIELDS;
}
