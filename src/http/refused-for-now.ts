import { GraphQLError } from 'graphql';

/** What passes by itself, and the status that it is answered with. */
const STATUS = { LIMIT_EXCEEDED: 429, OVERLOADED: 503 } as const;

/** A refusal of what may be asked again after so many seconds, which `Retry-After` tells. */
export function refusedForNow(code: keyof typeof STATUS, seconds: number, message: string): GraphQLError {
  const headers = new Map([['retry-after', String(seconds)]]);
  return new GraphQLError(message, { extensions: { code, http: { status: STATUS[code], headers } } });
}
