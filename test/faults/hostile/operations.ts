import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { Dice } from '../../../src/demo/dice';
import { hostileJson, hostileNumber, hostileText } from './texts';

/** An operation, and what is sent with it. */
export interface Operation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Ids by the type that they are of. */
export type Ids = Readonly<Record<string, readonly string[]>>;

/** What operations are made of. */
export interface Material {
  readonly schema: GraphQLSchema;
  /** Ids that rows have, plain and opaque, by their type. */
  readonly ids: Ids;
}

/** How hostile one is: how many of its values are none that a well-meaning client would send. */
export interface Hostility {
  readonly values: number;
}

interface Writing extends Material {
  readonly dice: Dice;
  readonly hostile: number;
  /** The definitions of variables, with their values. */
  readonly variables: { readonly name: string; readonly type: string; readonly value: unknown }[];
}

const DEEPEST = 7;
const KINDS = ['query', 'mutation'] as const;

/** A random operation of the schema: a valid one, but for the hostile values in it. */
export function randomOperation(
  dice: Dice,
  material: Material,
  kind: (typeof KINDS)[number],
  { values: hostile }: Hostility,
): Operation {
  const writing: Writing = { ...material, dice, hostile, variables: [] };
  const root = kind === 'query' ? material.schema.getQueryType()! : material.schema.getMutationType()!;
  const selection = selectionOf(writing, root, DEEPEST);
  const { variables } = writing;
  const definitions = variables.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  return {
    query: `${kind}${definitions ? ` (${definitions})` : ''} ${selection}`,
    variables: Object.fromEntries(variables.map(({ name, value }) => [name, value])),
  };
}

function selectionOf(writing: Writing, type: GraphQLNamedType, depth: number): string {
  const { dice, schema } = writing;
  if (isLeafType(type)) return '';
  if (isAbstractType(type)) {
    const possible = dice.pick(schema.getPossibleTypes(type));
    return `{ __typename ... on ${possible} ${selectionOf(writing, possible, depth)} }`;
  }
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields()).filter((field) => depth > 1 || isLeafType(getNamedType(field.type)));
  const chosen = Array.from({ length: dice.int(1, depth > 4 ? 3 : 4) }, () =>
    dice.pick(fields.length > 0 ? fields : [null]),
  );
  // Each under a name of its own: the same field may be asked for with other arguments.
  const selected = chosen.map((field, place) =>
    field ? `f${place}: ${fieldOf(writing, field, depth)}` : '__typename',
  );
  return `{ ${selected.join(' ')} }`;
}

function fieldOf(writing: Writing, field: GraphQLField<unknown, unknown>, depth: number): string {
  const { dice } = writing;
  const args = field.args
    .filter((argument) => isRequiredArgument(argument) || dice.chance(0.35))
    .map((argument) => `${argument.name}: ${argumentOf(writing, argument, field.name)}`);
  const selection = selectionOf(writing, getNamedType(field.type), depth - 1);
  return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''} ${selection}`;
}

function argumentOf(writing: Writing, { name: argument, type }: GraphQLArgument, of: string): string {
  const { dice, variables, hostile } = writing;
  const meant = argument === 'id' ? of : argument;
  if (!dice.chance(0.4)) return literalOf(writing, type, meant);
  const name = `v${variables.length}`;
  const isWild = dice.chance(hostile / 2);
  variables.push({ name, type: String(type), value: isWild ? hostileJson(dice) : jsonOf(writing, type, meant) });
  return `$${name}`;
}

/** A value as JSON. */
function jsonOf(writing: Writing, type: GraphQLInputType, meant: string): unknown {
  const { dice } = writing;
  const inner = getNullableType(type);
  if (!isNonNullType(type) && dice.chance(0.1)) return null;
  if (isListType(inner)) return Array.from({ length: dice.int(1, 3) }, () => jsonOf(writing, inner.ofType, meant));
  if (isInputObjectType(inner)) {
    return Object.fromEntries(
      fieldsGiven(writing, Object.values(inner.getFields())).map((field) => [
        field.name,
        jsonOf(writing, field.type, field.name),
      ]),
    );
  }
  return scalarOf(writing, inner as GraphQLNamedType, meant);
}

/** A value as GraphQL's text. */
function literalOf(writing: Writing, type: GraphQLInputType, meant: string): string {
  const { dice } = writing;
  const inner = getNullableType(type);
  if (!isNonNullType(type) && dice.chance(0.1)) return 'null';
  if (isListType(inner))
    return `[${Array.from({ length: dice.int(1, 3) }, () => literalOf(writing, inner.ofType, meant)).join(', ')}]`;
  if (isInputObjectType(inner)) {
    const given = fieldsGiven(writing, Object.values(inner.getFields()));
    return `{ ${given.map((field) => `${field.name}: ${literalOf(writing, field.type, field.name)}`).join(', ')} }`;
  }
  if (dice.chance(writing.hostile / 4)) return hostileNumber(dice);
  const value = scalarOf(writing, inner as GraphQLNamedType, meant);
  return isEnumType(inner) && typeof value === 'string' && /^\w+$/.test(value) ? value : JSON.stringify(value);
}

function fieldsGiven({ dice }: Writing, fields: readonly GraphQLInputField[]): GraphQLInputField[] {
  return fields.filter((field) => isRequiredInputField(field) || dice.chance(0.3));
}

const ZONES = ['UTC', 'Europe/Kyiv', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia'];
const CHANNELS = ['Channel::WebWidget', 'Channel::Telegram'];
const DAY = 86_400_000;
/** Around the demo's days, for something to be found. */
const MIDDLE = Date.UTC(2026, 9, 1);

/** The types whose ids are meant by names of arguments, where these differ. */
const MEANT: Readonly<Record<string, string>> = { assignee: 'agent', inboxes: 'inbox', teams: 'team' };

function idOf({ dice, ids }: Writing, name: string): string {
  const meant = MEANT[name] ?? name;
  const type = Object.keys(ids).find((each) => each.toLowerCase() === meant);
  return dice.pick(ids[type !== undefined && dice.chance(0.9) ? type : dice.pick(Object.keys(ids))]!);
}

function scalarOf(writing: Writing, type: GraphQLNamedType, meant: string): unknown {
  const { dice, hostile } = writing;
  if (dice.chance(hostile)) return dice.chance(0.8) ? hostileText(dice) : hostileJson(dice, 1);
  if (isEnumType(type)) return dice.pick(type.getValues()).name;
  switch (type.name) {
    case 'ID':
      return idOf(writing, meant);
    case 'Int':
      return dice.int(0, 100);
    case 'Float':
      return dice.int(0, 1000) / 8;
    case 'Boolean':
      return dice.chance(0.5);
    case 'DateTime':
      return new Date(MIDDLE + dice.int(-60 * 24, 60 * 24) * (DAY / 24)).toISOString();
    case 'TimeZone':
      return dice.pick(ZONES);
    default:
      return dice.pick([...CHANNELS, 'started', 'missed', 'wait', 'reply', 'assignedSeconds']);
  }
}
