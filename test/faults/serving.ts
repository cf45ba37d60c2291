import type { Database } from '../../src/database/database';
import { createToken, type NewToken } from '../../src/tokens/tokens';
import { type Started, start } from '../helpers/cli';

/** A server process on a database, with a token for it. */
export interface Serving extends Started {
  readonly token: string;
}

/** An answer of the API, or of whatever answers in its place. */
export interface Answered {
  readonly status: number;
  readonly retryAfter: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: answers have the shape that each test asks for.
  readonly data: any;
  /** The code of each error. */
  readonly codes: readonly string[];
  readonly messages: readonly string[];
}

/** Limits that no test of faults is about. */
const NO_REQUEST_LIMITS = {
  ...{ TOKEN_REQUESTS_PER_MINUTE: '1000000', TOKEN_REQUESTS_AT_ONCE: '1000' },
  ...{ ACCOUNT_REQUESTS_PER_MINUTE: '1000000', ACCOUNT_REQUESTS_AT_ONCE: '1000' },
};

/** Starts the built server on a database, with a writer's token of an account. Build first: see `buildOnce`. */
export async function serve(
  { url, database }: { readonly url: string; readonly database: Database },
  accountId: number,
  given: Record<string, string> = {},
): Promise<Serving> {
  const token = await makeToken(database, accountId);
  const started = await startBuilt({ DATABASE_URL: url, ...given });
  return { ...started, token };
}

/** Starts the built server, without looking whether the build is of the sources of this moment. */
export function startBuilt(given: Record<string, string>): Promise<Started> {
  return start({ ...NO_REQUEST_LIMITS, ...given }, 'dist/cli/index.js');
}

/** A token of an account that may do everything but administer. */
export function makeToken(database: Database, accountId: number): Promise<string> {
  const token: NewToken = { accountId, role: 'writer', contents: true, name: null, expiresIn: null };
  return createToken(database, token);
}

/** Asks a server; rejects where the connection is refused or cut, or the signal aborted. */
export async function ask(
  { url, token }: Pick<Serving, 'url' | 'token'>,
  query: string,
  { variables, signal }: { variables?: Record<string, unknown>; signal?: AbortSignal } = {},
): Promise<Answered> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  });
  const { data, errors = [] } = (await response.json()) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
  };
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    data,
    codes: errors.map(({ extensions }) => extensions.code),
    messages: errors.map(({ message }) => message),
  };
}
