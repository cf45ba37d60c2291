/** An answer of the API, as far as the page looks into it. */
export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/** A request as GraphiQL makes it. */
export interface Request {
  query: string;
  operationName?: string | null;
  variables?: unknown;
}

// The assets lie in /graphiql/assets/ and the API beside /graphiql, wherever a proxy may have put both.
const endpoint = new URL('../../graphql', import.meta.url);

/** Asks the API with the token as Bearer header. Errors of GraphQL come back in the answer, all others are thrown. */
export async function ask(token: string, request: Request, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(request),
    credentials: 'omit',
    signal,
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${endpoint.pathname} answered ${response.status} without JSON: ${text.slice(0, 200)}`);
  }
}

/** Whether the API said that the token is missing, unknown, expired or revoked. */
export function isUnauthenticated(answer: Answer): boolean {
  return answer.errors?.some((error) => error.extensions?.code === 'UNAUTHENTICATED') ?? false;
}
