import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** The values of arguments that are to be given, as GraphQL's text, by `Type.field(argument)`. */
export type Arguments = Readonly<Record<string, string>>;

/** Types of arguments by which rows can be named: these must always be given. */
const NAMING_ROWS: ReadonlySet<string> = new Set(['ID', 'DialogFilter']);

/** Pages hold so many in these queries. */
const FIRST = 5;

/**
 * For each field of Query, a query that asks for everything that can be reached by it; a type within itself by its id
 * alone. Throws for an argument that
 * names rows, or must be given, and is not among the arguments: a new field must be covered.
 */
export function wholeQueries(schema: GraphQLSchema, args: Arguments): Map<string, string> {
  const query = schema.getQueryType()!;
  return new Map(
    Object.values(query.getFields()).map((field) => [field.name, `{ ${asked(schema, 'Query', field, [], args)} }`]),
  );
}

function asked(
  schema: GraphQLSchema,
  type: string,
  field: GraphQLField<unknown, unknown>,
  path: readonly string[],
  args: Arguments,
): string {
  const selection = selectionOf(schema, getNamedType(field.type), path, args);
  if (selection === undefined) return '';
  const given = field.args.flatMap((argument) => {
    if (argument.name === 'first') return [`first: ${FIRST}`];
    const value = args[`${type}.${field.name}(${argument.name})`];
    if (value !== undefined) return [`${argument.name}: ${value}`];
    const namesRows = NAMING_ROWS.has(getNamedType(argument.type).name);
    if (namesRows || isRequiredArgument(argument))
      throw new Error(`${type}.${field.name}(${argument.name}) is not covered`);
    return [];
  });
  return `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${selection}`;
}

/** What to select of a type; nothing of a leaf, undefined where there is nothing to select. */
function selectionOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  path: readonly string[],
  args: Arguments,
  prefix = '',
): string | undefined {
  if (isLeafType(type)) return '';
  if (isAbstractType(type)) {
    const parts = schema.getPossibleTypes(type).map((possible) => {
      // Fields of a name differ in kind between types: each gets a name of its own.
      return `... on ${possible} ${selectionOf(schema, possible, path, args, `${possible}_`)}`;
    });
    return `{ __typename ${parts.join(' ')} }`;
  }
  if (!isObjectType(type)) return undefined;
  const fields = Object.values(type.getFields());
  if (path.includes(type.name)) return fields.some(({ name }) => name === 'id') ? '{ id }' : undefined;
  const selected = fields
    .map((field) => asked(schema, type.name, field, [...path, type.name], args))
    .filter((selection) => selection !== '')
    .map((selection) => (prefix === '' ? selection : `${prefix}${/^\w+/.exec(selection)![0]}: ${selection}`));
  return `{ __typename ${selected.join(' ')} }`;
}
