import type { Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { Logger } from '../http/logger';
import { POSITION_HEADER } from '../http/read-back';
import { currentRequest, noteRefusal } from '../http/request-work';
import { observeOperations } from '../tracing/operations';
import type { Tracing } from '../tracing/tracing';
import { againElsewhere } from './again';
import type { Context } from './context';
import { failureIn, formatError, logFailure } from './error-format';
import { asGateway, createExecutor } from './executor';
import { inTurn } from './in-turn';
import { createDocumentStore } from './known-documents';
import { oneSnapshot } from './one-snapshot';
import type { QueryLimits } from './operation-limits';
import { allowOnly, type PersistedQueries } from './persisted-queries';
import { limitQueries } from './query-limits';
import { readBack } from './read-back';
import { resolvers } from './resolvers';
import { asStream } from './stream';
import { schemaDocument } from './type-defs';

/** What callers may ask of the schema, and which operations. */
export interface ApolloOptions {
  readonly introspection: boolean;
  readonly queryLimits: QueryLimits;
  /** The only operations that are answered; undefined: any. */
  readonly persistedQueries?: PersistedQueries | undefined;
}

/** Apollo Server over schema.graphql; it drains `httpServer` when stopped. */
export function createApollo(
  httpServer: Server,
  log: Logger,
  { introspection, queryLimits, persistedQueries }: ApolloOptions,
  tracing?: Tracing,
): ApolloServer<Context> {
  const allowed = persistedQueries && allowOnly(persistedQueries);
  const schema = makeExecutableSchema({
    typeDefs: schemaDocument,
    resolvers: resolvers as never,
    assumeValidSDL: true,
  });
  return new ApolloServer<Context>({
    // A gateway is what Apollo calls whatever runs operations in its place.
    gateway: asGateway(schema, againElsewhere(createExecutor(schema).run)),
    introspection,
    documentStore: createDocumentStore(),
    hideSchemaDetailsFromClientErrors: !introspection || allowed !== undefined,
    // Texts that any caller adds would be known to those of other accounts.
    persistedQueries: allowed ? allowed.persistedQueries : false,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: queryLimits.tokens },
    formatError(formatted, error) {
      const shown = formatError(formatted, error);
      noteRefusal(currentRequest(), shown.extensions?.code, shown.message);
      return shown;
    },
    logger: log,
    // The composition root stops it, together with everything else.
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer }),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      observeOperations(tracing),
      limitQueries(schema, queryLimits),
      asStream,
      inTurn,
      oneSnapshot,
      readBack(POSITION_HEADER),
      failures(log),
      ...(allowed ? [allowed.plugin] : []),
    ],
  });
}

/** Logs failures, and gives faults of ours the id under which the log tells more. */
function failures(log: Logger): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue: { requestId } }) {
      return {
        async didEncounterErrors({ errors }) {
          for (const error of errors) {
            const failure = failureIn(error);
            if (failure !== undefined) logFailure(log, failure, { requestId, path: error.path });
          }
        },
        async willSendResponse({ response }) {
          if (response.body.kind !== 'single') return;
          for (const { extensions } of response.body.singleResult.errors ?? []) {
            if (extensions?.code === 'INTERNAL_SERVER_ERROR') extensions.requestId = requestId;
          }
        },
      };
    },
  };
}
