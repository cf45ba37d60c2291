import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { readTraceparent } from '../tracing/traceparent';
import type { Span, Tracing } from '../tracing/tracing';
import { asPartOf } from '../tracing/work';
import type { Logger } from './logger';
import type { RequestMetrics } from './metrics-requests';
import type { RequestWork } from './request-work';

/**
 * Ids of callers that are taken over: UUIDs, ULIDs, hexadecimal digits. No dots and no underscores: neither a JWT nor a
 * token of ours gets into the log by this way.
 */
const REQUEST_ID = /^[A-Za-z\d-]{8,64}$/;

/** Where requests go, as log, metrics and traces tell it: few words, whatever was asked for. */
const ROUTES = ['/graphql', '/export', '/presence', '/presence.js', '/graphiql', '/health', '/metrics', '/'] as const;
export type Route = (typeof ROUTES)[number] | 'other';

export const METHODS = ['GET', 'HEAD', 'POST', 'OPTIONS'] as const;

/** The routes whose requests are logged at the level info: of the others there may be hundreds a second, by machines. */
const LOGGED: ReadonlySet<Route> = new Set(['/graphql', '/export', 'other']);

/** What tells of requests. */
export interface RequestObservers {
  readonly log: Logger;
  readonly metrics: RequestMetrics;
  readonly tracing: Tracing | undefined;
}

/**
 * Gives each request its id and its piece of work, and tells of it in the log, the metrics and a trace once it is
 * answered or its client has gone. To stand before everything else.
 */
export function observeRequests({ log, metrics, tracing }: RequestObservers): RequestHandler {
  return (request, response, next) => {
    const given = request.get('X-Request-Id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    const caller = readTraceparent(request.get('traceparent'));
    const route = routeOf(request);
    const method = METHODS.find((known) => known === request.method) ?? 'other';
    const attributes = { 'http.request.method': method, 'http.route': route, 'dialogs.request_id': requestId };
    const span = tracing?.begin(`${method} ${route}`, { parent: caller, kind: 'server', attributes });
    const work: RequestWork = { kind: 'request', requestId, statements: 0, refusals: [], span };
    const traceId = span?.traceId ?? caller?.traceId;
    response.locals.requestId = requestId;
    response.locals.work = work;
    response.set('X-Request-Id', requestId);
    const began = performance.now();
    response.once('close', () => {
      const milliseconds = performance.now() - began;
      const isAborted = !response.writableFinished;
      metrics.count({ work, route, status: response.statusCode, isAborted, milliseconds });
      const fields = { requestId, ...(traceId !== undefined && { traceId }), method, route };
      const line = { ...fields, ...told(work, response, isAborted), ms: Math.round(milliseconds * 10) / 10 };
      log[levelOf(route, response.statusCode)](line, isAborted ? 'the client went away' : 'answered');
      if (span) endSpan(span, work, response, isAborted);
    });
    asPartOf(work, next);
  };
}

function routeOf({ path }: Request): Route {
  if (path === '/presence.js') return path;
  const [first] = /^\/[^/]*/.exec(path) ?? [];
  return ROUTES.find((route) => route === first) ?? 'other';
}

function levelOf(route: Route, status: number): 'warn' | 'info' | 'debug' {
  // Unready is said at each check, and the reason where it is found.
  if (status >= 500 && route !== '/health') return 'warn';
  return LOGGED.has(route) ? 'info' : 'debug';
}

/** What a line tells of a request: ids, counts and words of ours, and the name of the operation. */
function told({ viewer, operation, refusals, statements }: RequestWork, { statusCode }: Response, isAborted: boolean) {
  const codes = [...new Set(refusals.map(({ code }) => code))];
  return {
    ...(!isAborted && { status: statusCode }),
    ...(operation && { type: operation.type }),
    ...(operation?.name !== undefined && { operation: operation.name }),
    ...(viewer && { account: viewer.accountId, token: viewer.token.prefix }),
    ...(codes.length > 0 && { codes }),
    statements,
  };
}

function endSpan(span: Span, { viewer, refusals }: RequestWork, { statusCode }: Response, isAborted: boolean): void {
  span.tell({ 'http.response.status_code': statusCode });
  if (viewer) span.tell({ 'dialogs.account_id': viewer.accountId });
  const [first] = refusals;
  if (isAborted) span.fail('ABORTED');
  else if (statusCode >= 500 || first) span.fail(first?.code ?? String(statusCode));
  span.end();
}
