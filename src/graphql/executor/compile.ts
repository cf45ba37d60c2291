import { MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  type DocumentNode,
  type GraphQLEnumType,
  GraphQLFloat,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLNullableType,
  type GraphQLOutputType,
  GraphQLScalarType,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Context } from '../context';
import { type Conditions, prune } from './prune';

/** What a compiled operation answers; its errors are not yet what GraphQL's are. */
export interface CompiledAnswer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly CompiledError[];
}

/** An error as graphql-jit makes it. */
export interface CompiledError extends Error {
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly originalError?: Error;
}

/** An operation as a function; 'plain' where it is none. */
export type CompiledOperation =
  | 'plain'
  | ((
      root: undefined,
      context: Context,
      variables: Readonly<Record<string, unknown>>,
    ) => CompiledAnswer | Promise<CompiledAnswer>);

/**
 * The schema that operations are compiled over. Compiled ones leave out the serialisation of built-in scalars, whose values
 * are right by their types, and with it that of enums, whose values differ inside and outside: scalars stand for them. A
 * Float may be no number whatever its type says, and is written by another scalar that does look.
 */
export function compilerSchema(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.TYPE]: (type) => (isEnumType(type) ? scalarOf(type.name, type) : undefined),
    [MapperKind.OBJECT_FIELD]: (field) => ({ ...field, type: withCheckedFloat(field.type) }),
  });
}

function scalarOf(name: string, type: GraphQLEnumType | GraphQLScalarType): GraphQLScalarType {
  return new GraphQLScalarType({
    name,
    serialize: (value) => type.serialize(value),
    parseValue: (value) => type.parseValue(value),
    parseLiteral: (node, variables) => type.parseLiteral(node, variables),
  });
}

const CHECKED_FLOAT = scalarOf('CheckedFloat', GraphQLFloat);

function withCheckedFloat(type: GraphQLOutputType): GraphQLOutputType {
  if (isNonNullType(type))
    return new GraphQLNonNull(withCheckedFloat(type.ofType) as GraphQLNullableType) as GraphQLOutputType;
  if (isListType(type)) return new GraphQLList(withCheckedFloat(type.ofType));
  return type.toString() === GraphQLFloat.name ? CHECKED_FLOAT : type;
}

/** Makes a function of an operation of a validated document; `conditions` as its directives look at them. */
export function compileOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
  conditions: Conditions,
): CompiledOperation {
  const compiled = compileQuery(schema, prune(document, conditions), operationName ?? undefined, {
    disableLeafSerialization: true,
    disablingCapturingStackErrors: true,
  });
  return isCompiledQuery(compiled) ? (compiled.query as Exclude<CompiledOperation, 'plain'>) : 'plain';
}
