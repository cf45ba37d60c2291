// src/dashboard/page/api/operations.ts: the queries of the dashboard, checked against the schema, with their types.
import fs from 'node:fs';
import path from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as documentNode from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';

const FOLDER = 'src/dashboard/queries';

const CONFIG = {
  documentMode: 'string',
  dedupeFragments: true,
  enumType: 'string-literal',
  skipTypename: true,
  useTypeImports: true,
  scalars: {
    ID: 'string',
    DateTime: 'string',
    BigInt: 'string',
    TimeZone: 'string',
    DialogFilterValue: 'DialogFilter',
  },
};

/** The module as TypeScript. `sdl` is the text of the schema. */
export async function dashboardOperations(sdl) {
  const documents = fs
    .readdirSync(FOLDER)
    .sort()
    .map((name) => ({ location: name, document: parse(fs.readFileSync(path.join(FOLDER, name), 'utf8')) }));
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
