import type { AccessOptions } from '../access/authenticate';
import { accessOf } from '../access/from-settings';
import { DEFAULT_EXPORT_LIMITS, type ExportLimits, exportLimitsOf } from '../export/limits';
import { DEFAULT_QUERY_LIMITS, type QueryLimits } from '../graphql/operation-limits';
import { type PersistedQueries, readPersistedQueries } from '../graphql/persisted-queries';
import { DEFAULT_STREAM_LIMITS, type StreamLimits, streamLimitsOf } from '../live/limits';
import type { Settings } from '../settings';
import {
  type ConnectionLimits,
  DEFAULT_ACCOUNT_LIMITS,
  DEFAULT_CONNECTION_LIMITS,
  DEFAULT_REQUESTS_AT_ONCE,
  DEFAULT_TOKEN_LIMITS,
  type RequestLimits,
} from './limits';

/** Who may ask the API, what, and how much. */
export interface ApiOptions {
  readonly access: AccessOptions;
  readonly introspection: boolean;
  /** Whether who read contents goes into the log. */
  readonly logReadings: boolean;
  readonly tokenLimits: RequestLimits;
  /** Of all tokens of an account together. */
  readonly accountLimits: RequestLimits;
  /** Requests of everybody under way at the same time; more are refused. */
  readonly requestsAtOnce: number;
  /** Operations of one account that ask the database at the same time while others ask; 0: one less than there are cores. */
  readonly operationsOfAccount: number;
  readonly connectionLimits: ConnectionLimits;
  readonly queryLimits: QueryLimits;
  /** The largest body, in bytes. */
  readonly largestBody: number;
  /** In milliseconds. */
  readonly requestTimeout: number;
  readonly exportLimits: ExportLimits;
  readonly streamLimits: StreamLimits;
  /** The only operations that are answered; undefined: any. */
  readonly persistedQueries?: PersistedQueries | undefined;
}

export const DEFAULT_API_OPTIONS: ApiOptions = {
  access: {},
  introspection: true,
  logReadings: false,
  tokenLimits: DEFAULT_TOKEN_LIMITS,
  accountLimits: DEFAULT_ACCOUNT_LIMITS,
  requestsAtOnce: DEFAULT_REQUESTS_AT_ONCE,
  operationsOfAccount: 0,
  connectionLimits: DEFAULT_CONNECTION_LIMITS,
  queryLimits: DEFAULT_QUERY_LIMITS,
  largestBody: 2_097_152,
  requestTimeout: 30_000,
  exportLimits: DEFAULT_EXPORT_LIMITS,
  streamLimits: DEFAULT_STREAM_LIMITS,
};

/** The options that the settings give. Throws where a file that they name can't be used. */
export async function apiOptionsOf(settings: Settings): Promise<ApiOptions> {
  const { introspection, logReadings, requestsPerMinute, requestsAtOnce, requestTimeout, persistedQueries } = settings;
  return {
    access: accessOf(settings),
    introspection: introspection === 'on',
    logReadings: logReadings === 'on',
    tokenLimits: { perMinute: requestsPerMinute, atOnce: requestsAtOnce },
    accountLimits: { perMinute: settings.accountRequestsPerMinute, atOnce: settings.accountRequestsAtOnce },
    requestsAtOnce: settings.allRequestsAtOnce,
    operationsOfAccount: settings.operationsOfAccount,
    connectionLimits: {
      ...DEFAULT_CONNECTION_LIMITS,
      ...{ connections: settings.connections, keepAlive: settings.keepAliveTimeout },
    },
    queryLimits: {
      ...{ tokens: settings.queryTokens, depth: settings.queryDepth },
      ...{ aliases: settings.queryAliases, cost: settings.queryCost },
    },
    largestBody: settings.largestBody,
    requestTimeout,
    exportLimits: exportLimitsOf(settings),
    streamLimits: streamLimitsOf(settings),
    persistedQueries: persistedQueries === '' ? undefined : await readPersistedQueries(persistedQueries),
  };
}
