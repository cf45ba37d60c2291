import { GraphQLError } from 'graphql';

/** The refusal of who can't be told, by anything, from a stranger: 401. The message says why and what would be right. */
export function unauthenticated(message: string): GraphQLError {
  const headers = new Map([['www-authenticate', 'Bearer']]);
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401, headers } } });
}
