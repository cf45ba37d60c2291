import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { type FieldNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf, tooComplex } from './complexity';
import { DEFAULT_PAGE, LARGEST_PAGE } from './paging';

/** More fields than this in one answer would keep the server from everybody else. */
export const MOST_FIELDS = 500_000;

/** Lists whose size `first` or `last` tells, and the default where neither does. */
const PAGED: ReadonlySet<string> = new Set(['dialogs', 'events', 'messages', 'inboxes', 'teams']);

interface Operation {
  readonly variables: Readonly<Record<string, unknown>>;
  /** How many fields the named fragment may add, each counted once. */
  readonly fragments: ReadonlyMap<string, SelectionSetNode>;
  readonly counted: Map<string, number>;
}

/**
 * Refuses operations whose answer may hold too many fields: pages within pages multiply, variables counted. The
 * estimate takes each page to be full.
 */
export const answerSizeLimit: ApolloServerPlugin<BaseContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ operation, document, request }) {
        if (!operation) return;
        const variables = { ...defaultsOf(operation), ...request.variables };
        const fields = fieldsIn(operation.selectionSet, {
          ...{ variables, fragments: fragmentsOf(document), counted: new Map() },
        });
        if (fields <= MOST_FIELDS) return;
        throw tooComplex(
          `the answer may hold more than ${MOST_FIELDS} fields: ask for smaller pages by \`first\`, or nest fewer lists`,
        );
      },
    };
  },
};

function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Record<string, number> {
  return Object.fromEntries(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  );
}

/** Validation has refused fragments that spread themselves. */
function fieldsIn({ selections }: SelectionSetNode, operation: Operation): number {
  let fields = 0;
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) fields += fieldsOf(selection, operation);
    else if (selection.kind === Kind.INLINE_FRAGMENT) fields += fieldsIn(selection.selectionSet, operation);
    else fields += fieldsOfFragment(selection.name.value, operation);
  }
  return fields;
}

function fieldsOf(field: FieldNode, operation: Operation): number {
  return 1 + (field.selectionSet ? sizeOf(field, operation) * fieldsIn(field.selectionSet, operation) : 0);
}

function fieldsOfFragment(name: string, operation: Operation): number {
  const known = operation.counted.get(name);
  if (known !== undefined) return known;
  const selectionSet = operation.fragments.get(name);
  const fields = selectionSet ? fieldsIn(selectionSet, operation) : 0;
  operation.counted.set(name, fields);
  return fields;
}

function sizeOf({ name, arguments: args = [] }: FieldNode, { variables }: Operation): number {
  const given = args
    .filter((argument) => argument.name.value === 'first' || argument.name.value === 'last')
    .map(({ value }) =>
      value.kind === Kind.VARIABLE ? variables[value.name.value] : 'value' in value && Number(value.value),
    )
    .find((value) => typeof value === 'number');
  // A larger page has an error of its own.
  if (typeof given === 'number') return Math.min(LARGEST_PAGE, Math.max(1, given));
  return PAGED.has(name.value) ? DEFAULT_PAGE : 1;
}
