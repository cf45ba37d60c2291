import type { Page, PageRequest } from '../read-side/page';
import { badInput } from './errors';

export const DEFAULT_PAGE = 50;
export const LARGEST_PAGE = 100;

/** The arguments of a list. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** How the places in one kind of list are written into cursors. */
export interface CursorFormat<Key> {
  /** Names the list and its order, so that a cursor of another is refused. */
  readonly list: string;
  write(key: Key): readonly unknown[];
  /** The key in a cursor's parts; undefined where they are not such a key's. */
  read(parts: readonly unknown[]): Key | undefined;
}

/** A page as the API's connection types resolve it. */
export interface Connection<Item> {
  readonly page: Page<Item>;
  cursorOf(item: Item): string;
  /** How many there are on all pages; runs only when `totalCount` is asked for. */
  count(): Promise<number>;
}

/** Checks and reads the arguments of a list. Throws BAD_USER_INPUT with what would be right. */
export function readPage<Key>(args: PageArguments, format: CursorFormat<Key>): PageRequest<Key> {
  const { first, last } = args;
  if (first != null && last != null) throw badInput('last', 'give first or last, not both');
  const size = (value: number, argument: string) => {
    if (value < 0 || value > LARGEST_PAGE) {
      throw badInput(argument, `${value} items; a page holds 0 to ${LARGEST_PAGE}. Ask for more pages by cursors.`);
    }
    return value;
  };
  const limit = first != null ? size(first, 'first') : last != null ? size(last, 'last') : DEFAULT_PAGE;
  return {
    limit,
    backward: last != null,
    after: args.after == null ? undefined : readCursor(args.after, 'after', format),
    before: args.before == null ? undefined : readCursor(args.before, 'before', format),
  };
}

/** A cursor: opaque to callers, the list's name and the parts of the key to us. */
export function writeCursor<Key>(key: Key, format: CursorFormat<Key>): string {
  return Buffer.from(JSON.stringify([format.list, ...format.write(key)])).toString('base64url');
}

/** The key in a cursor. Throws BAD_USER_INPUT for a cursor of another list, and for what is none. */
export function readCursor<Key>(cursor: string, argument: string, format: CursorFormat<Key>): Key {
  const [list, ...parts] = partsOf(cursor);
  if (typeof list !== 'string') {
    throw badInput(argument, 'is no cursor; take one from `pageInfo`, an edge or an earlier answer of the same list');
  }
  const key = list === format.list ? format.read(parts) : undefined;
  if (key === undefined) {
    throw badInput(argument, `is a cursor of another list or order (${list.slice(0, 60)}), not of ${format.list}`);
  }
  return key;
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

/** Cursor formats check what they read: a cursor may be anybody's invention. */
export function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
