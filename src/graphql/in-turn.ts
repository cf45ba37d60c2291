import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import type { Context } from './context';

/** What lets an operation run beside others: asked for when it is known to be within all limits, left when it has run. */
export interface OperationTurn {
  /** Whether it has become the operation's turn within the time that it may wait; false where its client has gone, too. */
  come(): Promise<boolean>;
  leave(): void;
}

/** Lets an operation wait until it is its turn to ask the database; one that waits too long is refused, and never runs. */
export const inTurn: ApolloServerPlugin<Context> = {
  async requestDidStart({ contextValue: { turn } }) {
    return {
      async responseForOperation() {
        return (await turn.come()) ? null : refusal();
      },
      async willSendResponse() {
        turn.leave();
      },
    };
  },
};

function refusal() {
  const message = 'all connections to the database are in use; try again in a moment';
  const errors = [{ message, extensions: { code: 'OVERLOADED' } }];
  return {
    http: { status: 503, headers: new HeaderMap([['retry-after', '1']]) },
    body: { kind: 'single' as const, singleResult: { errors } },
  };
}
