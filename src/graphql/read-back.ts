import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { Context } from './context';

/** Notes how far a mutation has written before it is answered, and tells its client by a header. */
export function readBack(header: string): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ contextValue: { wrote } }) {
      return {
        async willSendResponse({ operation, response }) {
          if (operation?.operation !== OperationTypeNode.MUTATION) return;
          const position = await wrote();
          if (position !== undefined) response.http.headers.set(header, position);
        },
      };
    },
  };
}
