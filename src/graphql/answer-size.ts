import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { type FieldNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { DIALOG_KINDS } from '../rulebook/words';
import { fragmentsOf, tooComplex } from './complexity';
import { DEFAULT_PAGE, LARGEST_PAGE } from './paging';
import { MOST_LISTED } from './statistics-arguments';

/** More fields than this in one answer would keep the server from everybody else. */
export const MOST_FIELDS = 500_000;

/** How many items a list has where neither `first` nor `last` tells. */
const DEFAULT_SIZES: ReadonlyMap<string, number> = new Map([
  ...['dialogs', 'events', 'messages', 'inboxes', 'teams'].map((list) => [list, DEFAULT_PAGE] as const),
  ...['byAgent', 'byInbox', 'byTeam', 'measures'].map((list) => [list, MOST_LISTED] as const),
  // As the points of two years by day, and as many as one field may name.
  ...([
    ['overTime', 750],
    ['byHourOfWeek', 168],
    ['values', 20],
    ['byChannel', 20],
  ] as const),
  ...['byKind', 'kinds'].map((list) => [list, DIALOG_KINDS.length] as const),
]);

/** Lists that may be longer than a page. */
const STATISTICS: ReadonlySet<string> = new Set(['byAgent', 'byInbox', 'byTeam', 'measures']);

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
  const largest = STATISTICS.has(name.value) ? MOST_LISTED : LARGEST_PAGE;
  // A larger page has an error of its own.
  if (typeof given === 'number') return Math.min(largest, Math.max(1, given));
  return DEFAULT_SIZES.get(name.value) ?? 1;
}
