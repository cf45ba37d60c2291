import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface';
import { execute, type GraphQLSchema, getVariableValues, OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Context } from '../context';
import { type CompiledOperation, compileOperation, compilerSchema } from './compile';
import { asGraphqlErrors } from './errors';
import { conditionsOf } from './prune';
import { isWorthCompiling } from './worth';

/** More compiled operations than these are forgotten, those least lately asked first; each is some 100 kB. */
export const MOST_COMPILED = 200;

/** As many wrong variables are told of at most, as GraphQL itself does. */
const MOST_VARIABLE_ERRORS = 50;

/** Runs operations over a schema. */
export interface Executor {
  readonly run: GatewayExecutor;
  /** How many operations are kept compiled. */
  compiled(): number;
}

/**
 * Runs queries as compiled functions, kept by their text, the operation's name and what their directives leave out; what
 * can't be compiled or is not worth it, mutations among them, as GraphQL itself runs it. The answers are the same.
 */
export function createExecutor(schema: GraphQLSchema): Executor {
  const forCompiling = compilerSchema(schema);
  const compiled = new LRUCache<string, CompiledOperation>({ max: MOST_COMPILED });
  return {
    compiled: () => compiled.size,
    async run({ document, operation, operationName, request, queryHash, context: contextValue }) {
      const variableValues = request.variables ?? {};
      const plainly = () =>
        execute({ schema, document, contextValue, variableValues, operationName: request.operationName });
      if (operation?.operation !== OperationTypeNode.QUERY) return plainly();
      const { variableDefinitions = [] } = operation;
      const variables = getVariableValues(schema, variableDefinitions, variableValues, {
        maxErrors: MOST_VARIABLE_ERRORS,
      });
      if (variables.errors) return { errors: variables.errors };
      if (
        variableDefinitions.some(({ defaultValue, variable }) => {
          return defaultValue !== undefined && variables.coerced[variable.name.value] === null;
        })
      )
        return plainly();
      const conditions = conditionsOf(document, variables.coerced);
      const key = JSON.stringify([queryHash, operationName, [...conditions]]);
      let made = compiled.get(key);
      if (made === undefined) {
        made = isWorthCompiling(document, operation)
          ? compileOperation(forCompiling, document, operationName, conditions)
          : 'plain';
        compiled.set(key, made);
      }
      if (made === 'plain') return plainly();
      const { data, errors } = await made(undefined, contextValue as Context, variableValues);
      return errors === undefined ? { data } : { data, errors: asGraphqlErrors(errors, document) };
    },
  };
}

/** The executor as Apollo Server takes one. */
export function asGateway(schema: GraphQLSchema, executor: GatewayExecutor): GatewayInterface {
  return {
    load: async () => ({ executor }),
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    stop: async () => {},
  };
}
