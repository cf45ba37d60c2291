import type { ServerResponse } from 'node:http';
import { type Database, DEFAULT_LIMITS } from '../database/database';
import type { OperationTurn } from '../graphql/in-turn';
import { type Asker, createFairShare, type FairShare, type Turn } from './fair-share';

/** Connections that operations leave to others: to who asks with which token, presence, the capture and the summaries. */
const LEFT_TO_OTHERS = 2;

/** How long an operation waits for its turn before it is refused; milliseconds. As long as for a connection. */
const PATIENCE = DEFAULT_LIMITS.connectTimeout;

/**
 * Shares a database among operations: each takes one connection at most. An account may hold `ofAccount` of the turns; with
 * 0, all but an eighth, which other accounts find free.
 */
export function shareOf({ pool }: Database, ofAccount: number): FairShare {
  const turns = Math.max(1, pool.options.max - LEFT_TO_OTHERS);
  return createFairShare(turns, ofAccount === 0 ? turns - Math.floor(turns / 8) : ofAccount);
}

/** The turn of one operation, which is given up when its client goes away before it has come. */
export function operationTurn(
  turns: FairShare,
  asker: Asker,
  response: Pick<ServerResponse, 'once' | 'off' | 'closed'>,
): OperationTurn {
  let turn: Turn | undefined;
  return {
    come() {
      turn = turns.ask(asker);
      response.once('close', turn.giveUp);
      if (response.closed) turn.giveUp();
      return withinPatience(turn);
    },
    leave() {
      if (!turn) return;
      response.off('close', turn.giveUp);
      turn.leave();
    },
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
