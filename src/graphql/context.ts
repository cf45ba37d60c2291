import type { Database } from '../database/database';
import type { Snapshot } from '../database/snapshot';
import type { Logger } from '../http/logger';
import type { Instant } from '../instant';
import type { Viewer } from '../tokens/viewer';
import type { WriteSide } from '../write-side/service';
import type { OperationTurn } from './in-turn';
import { createLoaders, type Loaders } from './loaders';
import type { Readings } from './readings';
import type { OperationStream } from './stream';

/** What the resolvers of one request share. */
export interface Context {
  readonly requestId: string;
  readonly viewer: Viewer;
  /** What was read of contents. */
  readonly readings: Readings;
  /** Where its queries read: the snapshot, but of a mutation the database itself. */
  database: Database;
  readonly snapshot: Snapshot;
  readonly turn: OperationTurn;
  readonly writeSide: WriteSide;
  /** Notes that the caller may have written; returns how far it is to be read, where replicas are. */
  wrote(): Promise<string | undefined>;
  /** The stream that is answered; undefined where the answer is one. */
  readonly stream?: OperationStream | undefined;
  readonly log: Logger;
  /**
   * The moment that stretches which still last are measured until, by the clock of this process: when it is first asked
   * for. It is not before the snapshot where it is asked for after something was read.
   */
  readonly now: Instant;
  /** Replaced by each mutation, whose answer must not come from what was loaded before it. */
  loaders: Loaders;
  /** Forgets what was loaded, and the moment. */
  beginAnew(): void;
}

/** What a request brings along. */
export type ContextParts = Pick<
  Context,
  'requestId' | 'viewer' | 'readings' | 'snapshot' | 'turn' | 'writeSide' | 'wrote' | 'stream' | 'log'
>;

/** What the resolvers of a request begin with. Runs nothing. */
export function createContext(parts: ContextParts): Context {
  let now: Instant | undefined;
  const context: Context = {
    ...parts,
    database: parts.snapshot,
    get now() {
      now ??= Date.now() * 1000;
      return now;
    },
    beginAnew() {
      now = undefined;
      context.loaders = createLoaders(context.database, parts.viewer.visibility, context);
    },
    loaders: undefined as unknown as Loaders,
  };
  context.beginAnew();
  return context;
}
