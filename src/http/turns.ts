import type { ServerResponse } from 'node:http';
import { type Database, DEFAULT_LIMITS } from '../database/database';
import type { OperationTurn } from '../graphql/in-turn';
import type { FairShare, Turn } from './fair-share';

/** Connections that operations leave to others: to who asks with which token, presence, the capture and the summaries. */
const LEFT_TO_OTHERS = 2;

/** How long an operation waits for its turn before it is refused; milliseconds. As long as for a connection. */
const PATIENCE = DEFAULT_LIMITS.connectTimeout;

/** How many operations may ask a database at the same time: each takes one connection at most. */
export function turnsOf({ pool }: Database): number {
  return Math.max(1, pool.options.max - LEFT_TO_OTHERS);
}

/** The turn of one operation, which is given up when its client goes away before it has come. */
export function operationTurn(
  turns: FairShare,
  asker: string,
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
