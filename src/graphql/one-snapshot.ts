import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import { oneAtATime } from '../database/one-at-a-time';
import type { Context } from './context';
import { createLoaders } from './loaders';

/**
 * Lets a query read everything at one moment, and gives the connection back before its answer is sent. A mutation reads
 * what it wrote, and so the database itself, on one connection at a time.
 */
export const oneSnapshot: ApolloServerPlugin<Context> = {
  async requestDidStart({ contextValue: context }) {
    return {
      async didResolveOperation({ operation }) {
        if (operation?.operation !== OperationTypeNode.MUTATION) return;
        context.database = oneAtATime(context.snapshot.source);
        context.loaders = createLoaders(context.database, context.viewer.visibility, context);
      },
      async willSendResponse() {
        context.snapshot.end();
      },
    };
  },
};
