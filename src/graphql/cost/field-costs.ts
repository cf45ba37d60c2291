import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { FieldCost } from './table';

/** A field of the schema with what it costs. */
export interface KnownField {
  readonly cost: FieldCost;
  /** What its selections are of. */
  readonly type: GraphQLNamedType;
}

/** What the fields of a schema cost, by their type. */
export interface FieldCosts {
  readonly schema: GraphQLSchema;
  find(type: GraphQLObjectType, field: string): KnownField;
}

const META = [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef];

/**
 * Joins a schema with a table of costs. Throws where they don't fit: a list whose items the table does not tell would
 * count as one, and a name that is none would cost nothing.
 */
export function fieldCostsOf(schema: GraphQLSchema, table: Readonly<Record<string, FieldCost>>): FieldCosts {
  const unused = new Set(Object.keys(table));
  const known = new Map<string, KnownField>();
  const add = (name: string, { type }: Pick<GraphQLField<unknown, unknown>, 'type'>) => {
    const cost = table[name] ?? {};
    unused.delete(name);
    if (isList(type) !== (cost.items !== undefined))
      throw new Error(`costs: ${name} is ${isList(type) ? 'a list: its items are to be told' : 'no list'}`);
    known.set(name, { cost, type: getNamedType(type) });
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of [...Object.values(type.getFields()), ...META]) add(`${type.name}.${field.name}`, field);
  }
  if (unused.size > 0) throw new Error(`costs: the schema has no ${[...unused].join(', ')}`);
  return { schema, find: ({ name }, field) => known.get(`${name}.${field}`)! };
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type));
}
