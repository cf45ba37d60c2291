import type { Database } from '../database/database';
import type { Instant } from '../instant';
import type { Viewer } from '../tokens/viewer';
import type { WriteSide } from '../write-side/service';
import type { Loaders } from './loaders';

/** What the resolvers of one request share. */
export interface Context {
  readonly requestId: string;
  readonly viewer: Viewer;
  readonly database: Database;
  readonly writeSide: WriteSide;
  /** The moment that stretches which still last are measured until. */
  readonly now: Instant;
  /** Replaced by each mutation, whose answer must not come from what was loaded before it. */
  loaders: Loaders;
}
