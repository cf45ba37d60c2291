import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface';
import { execute, type GraphQLSchema, getVariableValues, OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Context } from '../context';
import { type CompiledOperation, compileOperation, compilerSchema } from './compile';
import { asGraphqlErrors } from './errors';
import { conditionsOf } from './prune';
import { fieldsToCompile } from './worth';

/** Compiled operations of more fields in all are forgotten, those least lately asked first; each field is some 10 kB. */
export const MOST_COMPILED_FIELDS = 4_000;

/** A long name takes as much as fields do. */
const CHARACTERS_OF_A_FIELD = 10_000;

/** What is remembered of operations that were asked once, in characters: some 5,000 of them, or fewer of long names. */
const MOST_ASKED_ONCE = 500_000;

/** As many wrong variables are told of at most, as GraphQL itself does. */
const MOST_VARIABLE_ERRORS = 50;

/** Runs operations over a schema. */
export interface Executor {
  readonly run: GatewayExecutor;
  /** How many fields the operations have that are kept compiled. */
  compiledFields(): number;
}

/**
 * Runs queries as compiled functions, kept by their text, the operation's name and what their directives leave out, from
 * the second time on: of a program that writes its values into the text, and so asks another one each time, compiled ones
 * would take time and memory for nothing. What can't be compiled or is not worth it, mutations among them, runs as
 * GraphQL itself runs it. The answers are the same.
 */
export function createExecutor(schema: GraphQLSchema): Executor {
  const forCompiling = compilerSchema(schema);
  const compiled = new LRUCache<string, CompiledOperation>({ maxSize: MOST_COMPILED_FIELDS });
  const askedOnce = new LRUCache<string, true>({ maxSize: MOST_ASKED_ONCE, sizeCalculation: (_, key) => key.length });
  return {
    compiledFields: () => compiled.calculatedSize,
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
      if (made === undefined && !askedOnce.has(key)) {
        askedOnce.set(key, true);
        return plainly();
      }
      if (made === undefined) {
        askedOnce.delete(key);
        const fields = fieldsToCompile(document, operation);
        made = fields === undefined ? 'plain' : compileOperation(forCompiling, document, operationName, conditions);
        compiled.set(key, made, { size: (fields ?? 1) + Math.floor(key.length / CHARACTERS_OF_A_FIELD) });
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
