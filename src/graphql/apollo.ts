import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import type { Logger } from '../http/logger';
import type { Context } from './context';
import { formatErrors } from './error-format';
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
    formatError: formatErrors(log),
    logger: log,
    // The composition root stops it, together with everything else.
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer }),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      requestIds,
    ],
  });
}

/** Faults of ours carry the id under which the log tells more. */
const requestIds: ApolloServerPlugin<Context> = {
  async requestDidStart({ contextValue }) {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return;
        for (const { extensions } of response.body.singleResult.errors ?? []) {
          if (extensions?.code === 'INTERNAL_SERVER_ERROR') extensions.requestId = contextValue.requestId;
        }
      },
    };
  },
};
