import { badInput } from './errors';

/** The types that have opaque ids. */
const NODE_TYPES = [
  'Account',
  'Agent',
  'Contact',
  'Conversation',
  'Dialog',
  'Event',
  'Inbox',
  'Mention',
  'Message',
  'Team',
] as const;
export type NodeType = (typeof NODE_TYPES)[number];

/** An id of the database that no row has: for ids that are well-formed but larger than any. */
const NOBODY = 0;

/** The opaque id of a row. */
export function opaqueId(type: NodeType, id: number): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** What an opaque id names. Throws BAD_USER_INPUT where it is none. */
export function readOpaqueId(text: string, argument: string): { type: NodeType; id: number } {
  const found = decode(text);
  if (!found) throw badInput(argument, `${quoted(text)} is no opaque id; give the \`id\` of an object`);
  return found;
}

/** The database id in an opaque id of the type, or in a plain database id. Throws BAD_USER_INPUT for anything else. */
export function readId(text: string, type: NodeType, argument: string): number {
  if (/^\d+$/.test(text)) return safeId(text);
  const found = decode(text);
  if (!found) {
    throw badInput(argument, `${quoted(text)} is no id; give the \`id\` or the \`databaseId\` of ${withArticle(type)}`);
  }
  if (found.type !== type) {
    throw badInput(argument, `${quoted(text)} is the id of ${withArticle(found.type)}, not of ${withArticle(type)}`);
  }
  return found.id;
}

function decode(text: string): { type: NodeType; id: number } | undefined {
  const match = /^([A-Z][a-z]+):(\d+)$/.exec(Buffer.from(text, 'base64url').toString());
  const type = NODE_TYPES.find((name) => name === match?.[1]);
  return type && opaqueId(type, safeId(match![2]!)) === text ? { type, id: safeId(match![2]!) } : undefined;
}

function safeId(digits: string): number {
  const id = Number(digits);
  return Number.isSafeInteger(id) ? id : NOBODY;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function withArticle(type: NodeType): string {
  return `${/^[AEI]/.test(type) ? 'an' : 'a'} ${type}`;
}
