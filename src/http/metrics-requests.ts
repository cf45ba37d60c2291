import { Counter, Histogram, type Registry } from 'prom-client';
import type { Route } from './observe-requests';
import type { RequestWork } from './request-work';

/** Seconds; a request may take 30. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The codes of refusals that metrics tell apart: ours, and Apollo's for the protocol. */
const CODES: ReadonlySet<string> = new Set([
  ...['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'CONFLICT', 'CURSOR_EXPIRED', 'QUERY_TOO_COMPLEX'],
  ...['LIMIT_EXCEEDED', 'TIMEOUT', 'OVERLOADED', 'INTERNAL_SERVER_ERROR', 'BAD_REQUEST'],
  ...['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE'],
  ...['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED'],
]);

/** Codes that tell of a limit, by name or without. */
const OF_LIMITS: ReadonlySet<string> = new Set(['QUERY_TOO_COMPLEX', 'LIMIT_EXCEEDED', 'TIMEOUT', 'OVERLOADED']);

/** A request that ended. */
export interface EndedRequest {
  readonly work: RequestWork;
  readonly route: Route;
  readonly status: number;
  /** Whether its client went away before the answer. */
  readonly isAborted: boolean;
  readonly milliseconds: number;
}

/** Counts requests. */
export interface RequestMetrics {
  count(request: EndedRequest): void;
}

/** How an operation ended: answered, refused, not answered for now, failed by a fault of ours, given up by its client. */
type Outcome = 'ok' | 'refused' | 'unavailable' | 'failed' | 'aborted';

/** Counts requests by where they went and how they ended. `settings` are the names that a limit may have. */
export function requestMetrics(registry: Registry, settings: ReadonlySet<string>): RequestMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: 'dialogs_http_requests_total',
    help: 'Requests by where they went and the status of their answers.',
    labelNames: ['route', 'status'],
    registers,
  });
  const operations = new Histogram({
    name: 'dialogs_graphql_request_duration_seconds',
    help: 'How long requests to /graphql took, by the type of their operation and how they ended.',
    labelNames: ['type', 'outcome'],
    buckets: BUCKETS,
    registers,
  });
  const errors = new Counter({
    name: 'dialogs_errors_total',
    help: 'Errors in answers, by their codes.',
    labelNames: ['code'],
    registers,
  });
  const limited = new Counter({
    name: 'dialogs_requests_limited_total',
    help: 'Errors in answers that told of a limit, by the setting of the limit, or by the code where none has it.',
    labelNames: ['limit'],
    registers,
  });
  return {
    count({ work, route, status, isAborted, milliseconds }) {
      requests.inc({ route, status: isAborted ? 'none' : String(status) });
      for (const { code, limit } of work.refusals) {
        errors.inc({ code: CODES.has(code) ? code : 'OTHER' });
        if (OF_LIMITS.has(code)) limited.inc({ limit: limit !== undefined && settings.has(limit) ? limit : code });
      }
      if (route !== '/graphql' || work.isStream) return;
      const type = work.operation?.type ?? 'none';
      operations.observe({ type, outcome: outcomeOf(work, status, isAborted) }, milliseconds / 1000);
    },
  };
}

function outcomeOf({ refusals }: RequestWork, status: number, isAborted: boolean): Outcome {
  if (isAborted) return 'aborted';
  const codes = refusals.map(({ code }) => code);
  if (codes.includes('INTERNAL_SERVER_ERROR')) return 'failed';
  if (codes.includes('TIMEOUT') || codes.includes('OVERLOADED') || status === 503) return 'unavailable';
  return codes.length > 0 || status >= 400 ? 'refused' : 'ok';
}
