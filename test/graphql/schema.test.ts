import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  buildClientSchema,
  buildSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, servedApi } from './served';

const FILE = readFileSync(path.resolve(__dirname, '../../schema.graphql'), 'utf8');
const api = servedApi(serveTestApi);
let live: GraphQLSchema;

beforeAll(async () => {
  const account = await createAccount(api.database);
  const token = await api.makeToken(account.id, 'reader');
  live = buildClientSchema(await dataOf(api.ask(token, getIntrospectionQuery({ inputValueDeprecation: true }))));
});

test('the API introspects as the very schema that the file shows', () => {
  expect(sorted(live)).toBe(sorted(buildSchema(FILE)));
});

test('every type, field, argument and enum value is described', () => {
  const names = namedIn(live);
  expect(names.filter(({ description }) => !description?.trim()).map(({ name }) => name)).toEqual([]);
  expect(names.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'Dialog',
      'Dialog.transfers',
      'Query.dialogs(first)',
      'DialogStatus.OPEN',
      'DialogFilter.agent',
    ]),
  );
});

function sorted(schema: GraphQLSchema): string {
  return printSchema(lexicographicSortSchema(schema));
}

/** Everything of a schema that has a name of ours, with its description. */
function namedIn(schema: GraphQLSchema): { name: string; description: string | null | undefined }[] {
  const types = Object.values(schema.getTypeMap());
  const ours = types.filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type));
  return ours.flatMap((type) => {
    const within = (parts: readonly { name: string; description?: string | null }[]) =>
      parts.map(({ name, description }) => ({ name: `${type.name}.${name}`, description }));
    if (isEnumType(type)) return [type, ...within(type.getValues())];
    if (isInputObjectType(type)) return [type, ...within(Object.values(type.getFields()))];
    if (!isObjectType(type) && !isInterfaceType(type)) return [type];
    const fields = Object.values(type.getFields());
    const args = fields.flatMap((field) =>
      field.args.map(({ name, description }) => ({ name: `${field.name}(${name})`, description })),
    );
    return [type, ...within(fields), ...within(args)];
  });
}
