import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type DefinitionNode, Kind, parse } from 'graphql';

/** The text of the public schema. */
export const typeDefs = readFileSync(path.resolve(__dirname, '../../schema.graphql'), 'utf8');

/** The same, parsed. That it is a valid schema is looked at by tests, not at each start. */
export const schemaDocument = parse(typeDefs, { noLocation: true });

const definitions = new Map<string, DefinitionNode>(
  schemaDocument.definitions.flatMap((each) => ('name' in each && each.name ? [[each.name.value, each]] : [])),
);

/** What the schema says of a type. */
export function descriptionOf(type: string): string {
  return (definitions.get(type) as { description?: { value: string } }).description!.value;
}

/** What the schema says of a field of an object type. */
export function descriptionOfField(type: string, field: string): string {
  const definition = definitions.get(type);
  const fields = definition?.kind === Kind.OBJECT_TYPE_DEFINITION ? definition.fields : [];
  return fields!.find(({ name }) => name.value === field)!.description!.value;
}
