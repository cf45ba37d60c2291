import { DrizzleQueryError } from 'drizzle-orm/errors';
import { DatabaseError } from 'pg';

/** Longer messages are cut, in characters; as many causes are told. */
const LONGEST_MESSAGE = 500;
const MOST_CAUSES = 4;

/** Classes of SQLSTATEs whose messages hold values: data exceptions, and whatever a function raises. */
const WITH_VALUES = /^(22|P0)/;

/** Fields of PostgreSQL's errors that name parts of the schema. Its `detail`, `where` and `hint` hold values of rows. */
const SCHEMA_FIELDS = ['severity', 'schema', 'table', 'column', 'dataType', 'constraint', 'routine'] as const;

/** What an error says, without anything that a person wrote: parameters and values are left out. */
export function messageForLog(error: unknown): string {
  if (error instanceof DrizzleQueryError) return messageForLog(error.cause ?? new Error('a statement failed'));
  if (error instanceof DatabaseError && WITH_VALUES.test(error.code ?? ''))
    return `PostgreSQL refused a value (${error.code})`;
  // The parser of JSON quotes the text that it can't read.
  if (error instanceof SyntaxError) return 'a text could not be read';
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageForLog).join('; ');
  return error instanceof Error ? error.message.slice(0, LONGEST_MESSAGE) : 'something that is no error was thrown';
}

/**
 * An error as a log line has it: its type, its message where that holds no values, where it was thrown, and what caused
 * it. None of its own properties, for statements, parameters, headers or rows may be among them.
 */
export function describeError(error: unknown): object {
  return describe(error, MOST_CAUSES);
}

function describe(error: unknown, causes: number): object {
  if (!(error instanceof Error)) return { message: messageForLog(error) };
  const { code } = error as Error & { code?: unknown };
  const named =
    error instanceof DatabaseError ? SCHEMA_FIELDS.flatMap((key) => (error[key] ? [[key, error[key]]] : [])) : [];
  return {
    type: error.name === 'Error' ? error.constructor.name : error.name,
    message: messageForLog(error),
    ...(typeof code === 'string' && /^[\w-]{1,60}$/.test(code) && { code }),
    ...Object.fromEntries(named),
    stack: framesOf(error),
    ...(error.cause !== undefined && causes > 0 && { cause: describe(error.cause, causes - 1) }),
  };
}

/** The stack without the message that it begins with. */
function framesOf({ stack = '' }: Error): string {
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return lines.join('\n');
}
