import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
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

/** A root field whose type has more fields than these is asked for in several queries. */
const FIELDS_OF_A_QUERY = 25;

/** Before the name of a field of Subscription. */
export const SUBSCRIBED = 'subscribed ';

/** What one query has asked for: each type whole where it is first met, and its plain fields wherever else. */
interface Asking {
  readonly schema: GraphQLSchema;
  readonly args: Arguments;
  readonly whole: Set<string>;
}

type Field = GraphQLField<unknown, unknown>;

/**
 * Operations that ask, for each field of Query and of Subscription, for everything that can be reached by it, named by the field, and by a number
 * where there are several. Throws for an argument that names rows, or must be given, and is not among the arguments: a
 * new field must be covered.
 */
export function wholeQueries(schema: GraphQLSchema, args: Arguments): Map<string, string> {
  const roots = [
    ...Object.values(schema.getQueryType()!.getFields()).map((field) => ['Query', field] as const),
    ...Object.values(schema.getSubscriptionType()!.getFields()).map((field) => ['Subscription', field] as const),
  ];
  return new Map(
    roots.flatMap(([root, field]) => {
      const type = getNamedType(field.type);
      const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
      return partsOf(fields).map((part, index) => {
        const asking = { schema, args, whole: new Set<string>() };
        const called = root === 'Query' ? field.name : `${SUBSCRIBED}${field.name}`;
        const name = index === 0 ? called : `${called} ${index + 1}`;
        return [name, `${root.toLowerCase()} { ${asked(asking, root, field, part)} }`] as const;
      });
    }),
  );
}

/** Of a type with many fields, some at once; else one part that is all of them. */
function partsOf(fields: readonly Field[]): (readonly Field[] | undefined)[] {
  if (fields.length <= FIELDS_OF_A_QUERY) return [undefined];
  const parts = Math.ceil(fields.length / FIELDS_OF_A_QUERY);
  return Array.from({ length: parts }, (_, part) =>
    fields.slice(part * FIELDS_OF_A_QUERY, (part + 1) * FIELDS_OF_A_QUERY),
  );
}

/** A field with its arguments and what is selected of it; nothing where there is nothing to select. */
function asked(asking: Asking, type: string, field: Field, only?: readonly Field[]): string {
  const given = argumentsOf(asking, type, field);
  const selection = selectionOf(asking, getNamedType(field.type), only);
  if (selection === undefined) return '';
  return `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''} ${selection}`;
}

function argumentsOf({ args }: Asking, type: string, field: Field): string[] {
  return field.args.flatMap((argument) => {
    if (argument.name === 'first') return [`first: ${FIRST}`];
    const value = args[`${type}.${field.name}(${argument.name})`];
    if (value !== undefined) return [`${argument.name}: ${value}`];
    const namesRows = NAMING_ROWS.has(getNamedType(argument.type).name);
    if (namesRows || isRequiredArgument(argument))
      throw new Error(`${type}.${field.name}(${argument.name}) is not covered`);
    return [];
  });
}

/** What to select of a type; nothing of a leaf, undefined where there is nothing to select. */
function selectionOf(asking: Asking, type: GraphQLNamedType, only?: readonly Field[]): string | undefined {
  if (isLeafType(type)) return '';
  if (isAbstractType(type)) {
    const possible = asking.schema.getPossibleTypes(type);
    for (const { name } of possible) asking.whole.add(name);
    // Fields of a name differ in kind between types: each gets a name of its own.
    const parts = possible.map((each) => `... on ${each} ${wholeOf(asking, each, `${each}_`)}`);
    return `{ __typename ${parts.join(' ')} }`;
  }
  if (!isObjectType(type)) return undefined;
  if (!asking.whole.has(type.name)) {
    asking.whole.add(type.name);
    return wholeOf(asking, type, '', only);
  }
  const plain = Object.values(type.getFields()).filter((field) => isLeafType(getNamedType(field.type)));
  return `{ __typename ${plain.map((field) => asked(asking, type.name, field)).join(' ')} }`;
}

function wholeOf(asking: Asking, type: GraphQLObjectType, prefix: string, only?: readonly Field[]) {
  const selected = (only ?? Object.values(type.getFields()))
    .map((field) => asked(asking, type.name, field))
    .filter((selection) => selection !== '')
    .map((selection) => (prefix === '' ? selection : `${prefix}${/^\w+/.exec(selection)![0]}: ${selection}`));
  return `{ __typename ${selected.join(' ')} }`;
}
