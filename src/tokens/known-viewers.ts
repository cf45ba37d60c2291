import { LRUCache } from 'lru-cache';
import type { Session } from '../database/database';
import { findViewer } from './tokens';
import type { Viewer } from './viewer';

/** A token that is revoked, or that expires, works for so long at most, in milliseconds. */
export const VIEWER_KEPT_MS = 1000;

/** More tokens than these are forgotten, those least lately used first. */
const MOST_KEPT = 1000;

/** Who asks, by token, looked up at most about once a second: else each request of a busy token would ask the database first. */
export interface KnownViewers {
  /** Null for a token that is unknown, expired or revoked, which is looked up each time. */
  find(token: string): Promise<Viewer | null>;
}

export function createKnownViewers(session: Session): KnownViewers {
  const kept = new LRUCache<string, Viewer>({
    max: MOST_KEPT,
    ttl: VIEWER_KEPT_MS,
    fetchMethod: async (token) => (await findViewer(session, token)) ?? undefined,
  });
  return { find: async (token) => kept.get(token) ?? (await kept.fetch(token)) ?? null };
}
