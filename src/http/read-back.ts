import type { IncomingHttpHeaders } from 'node:http';
import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Position, readPosition, UNKNOWN_POSITION, writePosition } from '../database/replicas/position';
import type { Need, Reads } from '../database/replicas/reads';

/** A header of answers to mutations and of subscriptions, which a client sends with what it asks next, of whichever server. */
export const POSITION_HEADER = 'dialogs-position';

/** Longer than any replica that is read may lag; milliseconds. */
const KEPT_MS = 600_000;

/** What more callers than these have written is waited for by everybody. */
const MOST_KEPT = 10_000;

/** Lets callers read back what they have written. */
export interface ReadBack {
  /** What a read needs: to see what its caller wrote here, and what its header tells of. Throws BAD_USER_INPUT. */
  need(asker: string, headers: IncomingHttpHeaders): Need;
  /** What an answer needs that is to be as things stand now. */
  present(): Promise<Need>;
  /** Notes that a caller may have written something by now, or was told of it. Returns how far it is to be read; undefined without replicas. */
  wrote(asker: string): Promise<string | undefined>;
}

export function createReadBack({ replicas, present }: Pick<Reads, 'replicas' | 'present'>): ReadBack {
  let forgotten: Position | undefined;
  const written = new LRUCache<string, { readonly position: Position }>({
    ...{ max: MOST_KEPT, ttl: KEPT_MS },
    dispose({ position }, _asker, reason) {
      if (reason === 'evict') forgotten = greater(forgotten, position === UNKNOWN_POSITION ? undefined : position);
    },
  });
  const presentOrUnknown = () => present().catch(() => UNKNOWN_POSITION);
  return {
    need(asker, headers) {
      if (replicas.length === 0) return {};
      return { position: greater(greater(written.get(asker)?.position, readHeader(headers)), forgotten) };
    },
    async present() {
      return replicas.length === 0 ? {} : { position: await presentOrUnknown() };
    },
    async wrote(asker) {
      if (replicas.length === 0) return undefined;
      const position = await presentOrUnknown();
      const before = written.peek(asker)?.position;
      // A known one is behind whatever was written while the primary did not tell.
      written.set(asker, { position: before === UNKNOWN_POSITION ? position : greater(before, position)! });
      return position === UNKNOWN_POSITION ? undefined : writePosition(position);
    },
  };
}

function readHeader(headers: IncomingHttpHeaders): Position | undefined {
  const text = headers[POSITION_HEADER]?.toString();
  if (text === undefined) return undefined;
  const position = readPosition(text);
  if (position !== undefined) return position;
  const remedy = 'send it as the answer to a mutation had it, such as 16/B374D848';
  throw new GraphQLError(`the header Dialogs-Position is no position: ${remedy}`, {
    extensions: { code: 'BAD_USER_INPUT', argument: 'Dialogs-Position', http: { status: 400 } },
  });
}

function greater(one: Position | undefined, other: Position | undefined): Position | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}
