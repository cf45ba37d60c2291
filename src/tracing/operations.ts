import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { currentRequest } from '../http/request-work';
import type { Span, Tracing } from './tracing';

/** Longer names of operations are not told. */
const LONGEST_NAME = 64;

/**
 * Notes the operation of each request, and tells its parts in the request's trace: parsing, validating, executing. Of
 * the document nothing is told but the operation's type and name.
 */
export function observeOperations(tracing: Tracing | undefined): ApolloServerPlugin<BaseContext> {
  return {
    async requestDidStart() {
      const request = currentRequest();
      if (!request) return;
      const part = (name: string): Span | undefined => request.span && tracing?.begin(name, { parent: request.span });
      const ended = (span: Span | undefined) => async (error?: unknown) => {
        if (error !== undefined) span?.fail('refused');
        span?.end();
      };
      return {
        async parsingDidStart() {
          return ended(part('graphql.parse'));
        },
        async validationDidStart() {
          return ended(part('graphql.validate'));
        },
        async didResolveOperation({ operation, operationName }) {
          if (!operation) return;
          const name = operationName && operationName.length <= LONGEST_NAME ? operationName : undefined;
          request.operation = { type: operation.operation, name };
          request.span?.tell({
            'graphql.operation.type': operation.operation,
            ...(name !== undefined && { 'graphql.operation.name': name }),
          });
        },
        async executionDidStart() {
          const { span: whole } = request;
          const span = part('graphql.execute');
          // The statements of the operation, and its command, are parts of its execution.
          request.span = span;
          return {
            async executionDidEnd(error) {
              request.span = whole;
              await ended(span)(error);
            },
          };
        },
      };
    },
  };
}
