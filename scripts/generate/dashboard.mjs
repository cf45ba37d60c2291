// src/dashboard/page/api/operations.ts: the queries of the dashboard, checked against the schema, with their types.
import { codegen } from '@graphql-codegen/core';
import * as documentNode from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';
import { documentsIn, SCALARS } from './documents.mjs';

const FOLDER = 'src/dashboard/queries';

const CONFIG = {
  documentMode: 'string',
  dedupeFragments: true,
  enumType: 'string-literal',
  skipTypename: true,
  useTypeImports: true,
  scalars: SCALARS,
};

/** The module as TypeScript. `sdl` is the text of the schema. */
export async function dashboardOperations(sdl) {
  const documents = documentsIn(FOLDER);
  const written = await codegen({
    filename: 'src/dashboard/page/api/operations.ts',
    documents,
    schema: parse(sdl),
    config: CONFIG,
    plugins: [{ operations: {} }, { documentNode: {} }],
    pluginMap: { operations, documentNode },
  });
  return `// Generated from ${FOLDER} by \`npm run generate\`; never edited by hand.\n${written}\n`;
}
