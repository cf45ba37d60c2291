import { ApiError } from './errors';
import type { TypedDocumentString } from './operations';

// The assets lie in /assets/ and the API beside that folder, wherever a proxy may have put both.
export const endpoint = new URL('../graphql', import.meta.url);

interface Answer<Result> {
  data?: Result | null;
  errors?: { message: string; extensions?: { code?: string; requestId?: string } }[];
}

/**
 * Asks the API one of the page's queries.
 * @throws ApiError for every error of the answer, and where there is none.
 */
export async function ask<Result, Variables>(
  token: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Result> {
  const response = await send(token, JSON.stringify({ query: document.toString(), variables }), signal);
  const answer = await readAnswer<Result>(response);
  const [error] = answer.errors ?? [];
  if (error || answer.data == null) {
    const after = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
    throw new ApiError(codeOf(response.status, error?.extensions?.code), error?.message ?? 'no data', {
      ...(Number.isFinite(after) ? { retryAfter: after } : {}),
      ...(error?.extensions?.requestId ? { requestId: error.extensions.requestId } : {}),
    });
  }
  return answer.data;
}

/** The headers of any request. Throws UNAUTHENTICATED for what can be no token. */
export function headersOf(token: string): Record<string, string> {
  // A header takes no other letters, and fetch would blame the connection for a Cyrillic one.
  if (!/^[!-~]+$/.test(token)) throw new ApiError('UNAUTHENTICATED', 'no token', {});
  return { 'content-type': 'application/json', authorization: `Bearer ${token}` };
}

async function send(token: string, body: string, signal: AbortSignal | undefined): Promise<Response> {
  const headers = { ...headersOf(token), accept: 'application/graphql-response+json, application/json' };
  try {
    return await fetch(endpoint, { method: 'POST', headers, body, credentials: 'omit', signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError('UNREACHABLE', error instanceof Error ? error.message : String(error), {});
  }
}

async function readAnswer<Result>(response: Response): Promise<Answer<Result>> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    // A proxy between the two, such as one whose server is being restarted.
    return { errors: [{ message: text.slice(0, 200) }] };
  }
}

function codeOf(status: number, code: string | undefined): string {
  if (code) return code;
  if (status === 401) return 'UNAUTHENTICATED';
  if (status === 429) return 'LIMIT_EXCEEDED';
  return status >= 502 ? 'OVERLOADED' : 'INTERNAL_SERVER_ERROR';
}
