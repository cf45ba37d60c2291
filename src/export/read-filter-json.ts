import { makeExecutableSchema } from '@graphql-tools/schema';
import { coerceInputValue, type GraphQLInputType, type GraphQLSchema } from 'graphql';
import { readFilter } from '../graphql/dialog-arguments';
import { badInput } from '../graphql/errors';
import type { DialogFilter as FilterInput } from '../graphql/generated';
import { resolvers } from '../graphql/resolvers';
import { typeDefs } from '../graphql/type-defs';
import type { DialogFilter } from '../read-side/dialog-filter';
import type { Visibility } from '../read-side/visibility';

let schema: GraphQLSchema | undefined;

/** A value as GraphQL takes it for a variable of an input type. Throws BAD_USER_INPUT with what would be right. */
function coerced(type: string, value: unknown, argument: string): unknown {
  schema ??= makeExecutableSchema({ typeDefs, resolvers: resolvers as never });
  return coerceInputValue(value, schema.getType(type) as GraphQLInputType, (path, _wrong, { message }) => {
    const where = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
    throw badInput(`${argument}${where}`, message);
  });
}

/** A `DialogFilter` of the API from its JSON, as its input; undefined where there is none. Throws BAD_USER_INPUT. */
export function filterInputOf(text: string | undefined): FilterInput | undefined {
  if (text === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badInput(
      'filter',
      'is no JSON; give a DialogFilter such as {"status": ["RESOLVED"]}, percent-encoded in an address',
    );
  }
  if (value === null || typeof value !== 'object') throw badInput('filter', 'is no JSON object; give a DialogFilter');
  return coerced('DialogFilter', value, 'filter') as FilterInput;
}

/** The same as the API reads it, narrowed to what is seen. */
export function readFilterInput(input: FilterInput | undefined, visibility: Visibility): DialogFilter {
  return readFilter(input ?? {}, visibility);
}

/** A moment as the API takes it. Throws BAD_USER_INPUT. */
export function readMoment(text: string, argument: string): number {
  return coerced('DateTime', text, argument) as number;
}
