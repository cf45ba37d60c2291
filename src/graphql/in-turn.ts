import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import { Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import type { Context } from './context';

/** What lets an operation run beside others: asked for when it is known to be within all limits, left when it has run. */
export interface OperationTurn {
  /**
   * Whether it has become the operation's turn within the time that it may wait; false where its client has gone, too.
   * With `replica`, its snapshot is of one where there is one.
   */
  come(where: 'primary' | 'replica'): Promise<boolean>;
  /**
   * Where the operation has failed for the replica that it read, waits for a turn elsewhere, with an empty snapshot of
   * there: on another replica, and the second time on the primary. False where that is not why, or no turn has come.
   */
  comeElsewhere(): Promise<boolean>;
  leave(): void;
}

/** Lets an operation wait until it is its turn to ask the database; one that waits too long is refused, and never runs. */
export const inTurn: ApolloServerPlugin<Context> = {
  async requestDidStart({ contextValue: { turn } }) {
    return {
      async responseForOperation({ operation }) {
        return (await turn.come(isForReplicas(operation) ? 'replica' : 'primary')) ? null : refusal();
      },
      async willSendResponse() {
        turn.leave();
      },
    };
  },
};

/**
 * Whether replicas may answer. Mutations write; and what changed after a cursor is told by the transactions that a snapshot
 * sees, of which a replica's does not name those that are under way.
 */
function isForReplicas(operation: OperationDefinitionNode | undefined): boolean {
  if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return operation?.operation === OperationTypeNode.QUERY;
  return operation.selectionSet.selections.every((field) => field.kind === Kind.FIELD && field.name.value === 'live');
}

function refusal() {
  const message = 'all connections to the database are in use; try again in a moment';
  const errors = [{ message, extensions: { code: 'OVERLOADED' } }];
  return {
    http: { status: 503, headers: new HeaderMap([['retry-after', '1']]) },
    body: { kind: 'single' as const, singleResult: { errors } },
  };
}
