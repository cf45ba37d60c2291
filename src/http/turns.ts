import type { ServerResponse } from 'node:http';
import { availableParallelism } from 'node:os';
import { type Database, DEFAULT_LIMITS } from '../database/database';
import type { Need, Place, Reads } from '../database/replicas/reads';
import type { Snapshot } from '../database/snapshot';
import type { OperationTurn } from '../graphql/in-turn';
import { type Asker, createFairShare, type FairShare, type Turn } from './fair-share';

/** Connections that operations leave to others: to who asks with which token, presence, the capture and the summaries. */
const LEFT_TO_OTHERS = 2;

/** How long an operation waits for its turn before it is refused; milliseconds. As long as for a connection. */
const PATIENCE = DEFAULT_LIMITS.connectTimeout;

/** The turns of each place where operations ask: of the primary, and of each replica. */
export type Turns = (place: Place) => FairShare;

/**
 * Shares each place among operations: each takes one connection at most. While others ask too, an account may hold
 * `ofAccount` of the turns of a place; with 0, one less than there are cores: its reports leave one to the others' pages.
 */
export function createTurns({ primary, replicas }: Pick<Reads, 'primary' | 'replicas'>, ofAccount: number): Turns {
  const databases = [primary.database, ...replicas.map(({ database }) => database)];
  const shares = new Map(databases.map((database) => [database, shareOf(database, ofAccount)]));
  return ({ database }) => shares.get(database)!;
}

function shareOf({ pool }: Pick<Database, 'pool'>, ofAccount: number): FairShare {
  const turns = Math.max(1, pool.options.max - LEFT_TO_OTHERS);
  return createFairShare(turns, ofAccount === 0 ? Math.max(1, availableParallelism() - 1) : ofAccount);
}

/** What an operation takes its turn by. */
export interface TurnParts {
  readonly reads: Reads;
  readonly turns: Turns;
  /** Where it reads. */
  readonly snapshot: Snapshot;
  readonly asker: Asker;
  readonly response: Pick<ServerResponse, 'once' | 'off' | 'closed'>;
  /** What a query is to see, once it is known that it is one. */
  need(): Promise<Need>;
}

/**
 * The turn of one operation, at the place where it asks; given up when its client goes away before it has come. A query
 * asks a replica where one has what it needs.
 */
export function operationTurn({ reads, turns, snapshot, asker, response, need }: TurnParts): OperationTurn {
  let turn: Turn | undefined;
  let place = reads.primary;
  let hasMoved = false;
  const leave = () => {
    if (!turn) return;
    response.off('close', turn.giveUp);
    turn.leave();
  };
  const comeAt = async (chosen: Place) => {
    place = chosen;
    turn = turns(place).ask(asker);
    response.once('close', turn.giveUp);
    if (response.closed) turn.giveUp();
    return withinPatience(turn);
  };
  const comeAndRead = async (): Promise<boolean> => {
    const hasCome = await comeAt(reads.replicas.length === 0 ? reads.primary : await reads.choose(await need()));
    if (hasCome && place.replica && !place.replica.isIn) {
      // Left out while others had their turns.
      leave();
      return comeAndRead();
    }
    if (hasCome && place.replica) snapshot.takeOf(place.database);
    return hasCome;
  };
  return {
    come: (where) => (where === 'primary' ? comeAt(reads.primary) : comeAndRead()),
    async comeElsewhere() {
      if (!place.replica?.hasFailed(snapshot.failure())) return false;
      leave();
      const hasCome = await (hasMoved ? comeAt(reads.primary) : comeAndRead());
      hasMoved = true;
      if (hasCome && !place.replica) snapshot.takeOf(place.database);
      return hasCome;
    },
    leave,
  };
}

/** Whether the turn has come in time; else it is given up. */
async function withinPatience({ come, giveUp }: Turn): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      giveUp();
      resolve(false);
    }, PATIENCE);
  });
  const hasCome = await Promise.race([come.then(() => true), late]);
  clearTimeout(timer);
  return hasCome;
}
