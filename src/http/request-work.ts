import type { Viewer } from '../tokens/viewer';
import { currentWork, type Work } from '../tracing/work';

/** What an answer said was wrong. */
export interface Refusal {
  readonly code: string;
  /** The setting whose limit was reached; undefined where none was. */
  readonly limit: string | undefined;
}

/** A request that is being answered, and what is known of it for the log, metrics and traces. */
export interface RequestWork extends Work {
  readonly kind: 'request';
  readonly requestId: string;
  /** Who asks, once that is known. */
  viewer?: Pick<Viewer, 'accountId' | 'token'>;
  /** The operation, once it is found in the document. */
  operation?: { readonly type: 'query' | 'mutation' | 'subscription'; readonly name: string | undefined };
  readonly refusals: Refusal[];
  /** Whether its answer is a stream, which lasts for as long as somebody reads it. */
  isStream?: boolean;
}

/** The request that is being answered here; undefined outside of any. */
export function currentRequest(): RequestWork | undefined {
  const work = currentWork();
  return work?.kind === 'request' ? (work as RequestWork) : undefined;
}

/** A message of a limit names the setting: `(QUERY_DEPTH_LIMIT)`. */
const SETTING = /\(([A-Z][A-Z_]{2,40})\)/;

/** Notes what the answer to the request says is wrong. The message may hold what the caller wrote, and is not kept. */
export function noteRefusal(request: RequestWork | undefined, code: unknown, message: string): void {
  request?.refusals.push({ code: typeof code === 'string' ? code : 'UNKNOWN', limit: SETTING.exec(message)?.[1] });
}
