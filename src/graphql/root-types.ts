import { GraphQLError, type ValidationRule } from 'graphql';

/** Refuses operations of which the schema has no root, such as subscriptions: GraphQL's own rules let them pass. */
export const hasRootType: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    const kind = `${node.operation}s`;
    context.reportError(new GraphQLError(`there are no ${kind} here; ask by queries`, { nodes: [node] }));
  },
});
