import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { ChangePlace } from '../live/changes';
import type { Context } from './context';

/** A stream of the answers of one operation, which is run again and again where it is a subscription. */
export interface OperationStream {
  /** Whether the request may change anything: not one by GET. */
  readonly mayWrite: boolean;
  /** The type of the operation, once it is known. */
  operation?: OperationTypeNode;
  /** Of changed dialogs: how far they were told. */
  place?: ChangePlace;
  /** Whether there may be more of them right now. */
  hasMore: boolean;
  /** Whether there is nothing to tell. */
  isEmpty: boolean;
}

/** Refuses subscriptions that are not asked for as a stream, and mutations by GET. */
export const asStream: ApolloServerPlugin<Context> = {
  async requestDidStart({ contextValue: { stream } }) {
    return {
      async didResolveOperation({ operation }) {
        if (!operation) return;
        if (!stream && operation.operation === OperationTypeNode.SUBSCRIPTION) {
          const remedy = 'send the header "Accept: text/event-stream" to get it as server-sent events';
          throw refusal(406, `a subscription is answered by a stream: ${remedy}, or ask by a query`);
        }
        if (!stream) return;
        stream.operation = operation.operation;
        if (!stream.mayWrite && operation.operation === OperationTypeNode.MUTATION)
          throw refusal(405, 'a mutation is not asked for by GET; send it by POST');
      },
    };
  },
};

function refusal(status: number, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status } } });
}
