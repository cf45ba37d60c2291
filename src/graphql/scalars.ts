import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { type Instant, parseRfc3339, toIso, withinYears } from '../instant';
import { descriptionOf } from './type-defs';

/** `node` is where a value stands in the document; a variable has none. */
function readDateTime(value: unknown, node?: ValueNode): Instant {
  const instant = typeof value === 'string' ? parseRfc3339(value) : undefined;
  if (instant === undefined) {
    const shown = JSON.stringify(value ?? null).slice(0, 60);
    throw new GraphQLError(
      `${shown} is no moment: give RFC 3339 with an offset and at most microseconds, in the years 1970 to 2199, such as "2022-05-27T13:19:40.562111Z"`,
      { nodes: node, extensions: { code: 'BAD_USER_INPUT' } },
    );
  }
  return instant;
}

/** The value of a literal; of numbers, the number, so that the error shows what was written. */
function writtenIn(node: ValueNode): unknown {
  if (node.kind === Kind.STRING) return node.value;
  return node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : null;
}

/** Moments: RFC 3339 outside, Instants inside. */
export const DateTime = new GraphQLScalarType<Instant, string>({
  name: 'DateTime',
  description: descriptionOf('DateTime'),
  // A host's rows may say anything; to fail of one would hide all others.
  serialize: (value) => toIso(withinYears(value as Instant)),
  parseValue: (value) => readDateTime(value),
  parseLiteral: (node) => readDateTime(writtenIn(node), node),
});

/** Database ids: text outside, numbers inside. Never taken in: arguments have ids of the type ID. */
export const BigIntText = new GraphQLScalarType<number, string>({
  name: 'BigInt',
  description: descriptionOf('BigInt'),
  serialize: (value) => String(value),
});

function readTimeZone(value: unknown, node?: ValueNode): string {
  const isZone = typeof value === 'string' && /^[A-Za-z]/.test(value) && isKnownZone(value);
  if (isZone) return value;
  const shown = JSON.stringify(value ?? null).slice(0, 60);
  throw new GraphQLError(`${shown} is no time zone: give an IANA name such as "Europe/Kyiv", never an offset`, {
    nodes: node,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

function isKnownZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** IANA names of time zones. */
export const TimeZone = new GraphQLScalarType<string, string>({
  name: 'TimeZone',
  description: descriptionOf('TimeZone'),
  serialize: String,
  parseValue: (value) => readTimeZone(value),
  parseLiteral: (node) => readTimeZone(writtenIn(node), node),
});
