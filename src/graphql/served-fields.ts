import type { GraphQLResolveInfo } from 'graphql';
import { selectedFields } from './selected-fields';

const SERVED: ReadonlySet<string> = new Set(['transferCount', 'messageCounts']);
const SERVED_BY_NAMED: ReadonlySet<string> = new Set(['transfers', 'agents', 'messagesByAgent']);

/** What fields of dialogs ask about who served them: numbers, or agents with their names. */
export type ServedAsked = 'nothing' | 'numbers' | 'names';

/** Of the dialogs that a field gives, or that lie at a path of fields below it. */
export function servedAsked(info: GraphQLResolveInfo, path: readonly string[] = []): ServedAsked {
  const fields = [...selectedFields(info, path)];
  if (fields.some((name) => SERVED_BY_NAMED.has(name))) return 'names';
  return fields.some((name) => SERVED.has(name)) ? 'numbers' : 'nothing';
}
