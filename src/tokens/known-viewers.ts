import { LRUCache } from 'lru-cache';
import { forbidden } from '../access/refusal';
import type { Session } from '../database/database';
import { findToken, viewerOf } from './tokens';
import type { Viewer } from './viewer';

/** A token that is revoked, or that expires, works for so long at most, in milliseconds. */
export const VIEWER_KEPT_MS = 1000;

/** More tokens than these are forgotten, those least lately used first. */
const MOST_KEPT = 1000;

/** Who asks, by token, looked up at most about once a second: else each request of a busy token would ask the database first. */
export interface KnownViewers {
  /**
   * Null for a token that is unknown, expired or revoked, which is looked up each time. Throws FORBIDDEN for one that
   * only records presence.
   */
  find(token: string): Promise<Viewer | null>;
}

export function createKnownViewers(session: Session): KnownViewers {
  const kept = new LRUCache<string, Viewer>({
    max: MOST_KEPT,
    ttl: VIEWER_KEPT_MS,
    fetchMethod: async (token) => {
      const found = await findToken(session, token);
      if (!found) return undefined;
      const viewer = viewerOf(found);
      if (!viewer) throw forbidden(`this token's role is ${found.role.toUpperCase()}: it is for POST /presence alone`);
      return viewer;
    },
  });
  return { find: async (token) => kept.get(token) ?? (await kept.fetch(token)) ?? null };
}
