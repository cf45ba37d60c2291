import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { GraphQLError } from 'graphql';
import type { Logger } from '../http/logger';
import type { Context } from './context';
import { formatError, logFailure } from './error-format';
import { resolvers } from './resolvers';

/** Far more than any sane query has; the parser stops there. */
const MOST_TOKENS = 10_000;

/** The text of the public schema. */
export const typeDefs = readFileSync(path.resolve(__dirname, '../../schema.graphql'), 'utf8');

/** Apollo Server over schema.graphql; it drains `httpServer` when stopped. */
export function createApollo(httpServer: Server, log: Logger): ApolloServer<Context> {
  return new ApolloServer<Context>({
    typeDefs,
    resolvers: resolvers as never,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: MOST_TOKENS },
    formatError,
    logger: log,
    // The composition root stops it, together with everything else.
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer }),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      failures(log),
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
            const failure = unwrapResolverError(error);
            if (!(failure instanceof GraphQLError)) logFailure(log, failure, { requestId, path: error.path });
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
