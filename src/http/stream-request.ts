import type { Request } from 'express';
import { GraphQLError } from 'graphql';

/** An operation as a request asks for it. */
export interface AskedOperation {
  readonly query?: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly extensions?: Record<string, unknown>;
}

/** Whether a request asks for its answer as a stream of server-sent events. */
export function asksForStream(request: Request): boolean {
  return /(^|,)\s*text\/event-stream\b/i.test(request.get('accept') ?? '');
}

/** The operation that a request asks for by POST, as JSON, or by GET. Throws BAD_REQUEST with what would be right. */
export function readOperation(request: Request): AskedOperation {
  if (request.method !== 'GET' && request.method !== 'POST')
    throw badRequest(405, 'operations are asked for by POST or GET', [['allow', 'GET, POST']]);
  const isGet = request.method === 'GET';
  const given: unknown = isGet ? request.query : request.body;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw badRequest(400, 'send one operation as JSON: {"query": "subscription { live { open } }"}');
  const { query, operationName, variables, extensions } = given as Record<string, unknown>;
  const read = {
    query: textOf(query, 'query'),
    operationName: textOf(operationName, 'operationName'),
    variables: objectOf(variables, 'variables', isGet),
    extensions: objectOf(extensions, 'extensions', isGet),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

function textOf(value: unknown, name: string): string | undefined {
  if (value == null) return undefined;
  if (typeof value !== 'string') throw badRequest(400, `${name}: is to be a text`);
  return value;
}

function objectOf(value: unknown, name: string, isText: boolean): Record<string, unknown> | undefined {
  if (value == null) return undefined;
  const read = isText ? parsed(value, name) : value;
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw badRequest(400, `${name}: is to be a JSON object`);
  return read as Record<string, unknown>;
}

function parsed(value: unknown, name: string): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    throw badRequest(400, `${name}: is no JSON`);
  }
}

function badRequest(status: number, message: string, headers: [string, string][] = []): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'BAD_REQUEST', http: { status, headers: new Map(headers) } },
  });
}
