// client/src/generated.ts: the operations of the client, each as a text with the types of its variables and its answer.
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, Kind, parse, print, validate, visit } from 'graphql';
import { documentsIn, SCALARS } from './documents.mjs';

const FOLDER = 'client/operations';

const CONFIG = {
  enumsAsTypes: true,
  skipTypename: true,
  scalars: SCALARS,
};

/** The module as TypeScript. `sdl` is the text of the schema. */
export async function clientTypes(sdl) {
  const documents = documentsIn(FOLDER);
  const definitions = documents.flatMap(({ document }) => document.definitions);
  const errors = validate(buildSchema(sdl), { kind: Kind.DOCUMENT, definitions });
  if (errors.length > 0) throw new Error(`${FOLDER}: ${errors.map(({ message }) => message).join('\n')}`);
  const types = await codegen({
    filename: 'client/src/generated.ts',
    schema: parse(sdl),
    documents,
    config: CONFIG,
    plugins: [{ operations: {} }],
    pluginMap: { operations },
  });
  const fragments = new Map(
    definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((each) => [each.name.value, each]),
  );
  const constants = definitions
    .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
    .map((operation) => constantOf(operation, fragments));
  return [
    '// Generated from schema.graphql and client/operations by `npm run generate`; never edited by hand.',
    "import type { Operation } from './operation';",
    '',
    types.trim(),
    '',
    ...constants,
    '',
  ].join('\n');
}

function constantOf(operation, fragments) {
  const name = operation.name.value;
  const kind = operation.operation === 'query' ? 'Query' : 'Mutation';
  const text = [operation, ...usedBy(operation, fragments)].map(print).join('\n\n');
  return [
    '',
    `export const ${name}: Operation<${name}${kind}, ${name}${kind}Variables> = {`,
    `  name: '${name}',`,
    `  kind: '${operation.operation}',`,
    `  text: ${JSON.stringify(text)},`,
    '};',
  ].join('\n');
}

/** The fragments that a definition spreads, and those that these do. */
function usedBy(definition, fragments, found = new Set()) {
  visit(definition, {
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value);
      if (found.has(fragment)) return;
      found.add(fragment);
      usedBy(fragment, fragments, found);
    },
  });
  return found;
}
