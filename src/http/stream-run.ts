import type { ApolloServer } from '@apollo/server';
import type { Response } from 'express';
import { type GraphQLFormattedError, OperationTypeNode } from 'graphql';
import type { Database } from '../database/database';
import type { Reads } from '../database/replicas/reads';
import { openSnapshot } from '../database/snapshot';
import { type Context, createContext } from '../graphql/context';
import { createReadings } from '../graphql/readings';
import type { OperationStream } from '../graphql/stream';
import type { Viewer } from '../tokens/viewer';
import type { WriteSide } from '../write-side/service';
import type { Logger } from './logger';
import { POSITION_HEADER, type ReadBack } from './read-back';
import { askerOf } from './request-limits';
import type { AskedOperation } from './stream-request';
import { operationTurn, type Turns } from './turns';

/** What operations of streams are run by. */
export interface RunParts {
  readonly apollo: ApolloServer<Context>;
  readonly database: Database;
  readonly writeSide: WriteSide;
  readonly reads: Reads;
  readonly turns: Turns;
  readonly readBack: ReadBack;
  readonly log: Logger;
  readonly logReadings: boolean;
  /** In milliseconds. */
  readonly requestTimeout: number;
}

/** An answer, and how HTTP tells of it where it is nothing but errors. */
export interface StreamAnswer {
  readonly result: { readonly data?: unknown; readonly errors?: readonly GraphQLFormattedError[] };
  readonly status: number | undefined;
  readonly headers: ReadonlyMap<string, string>;
}

/** What the runs of one stream share. */
export interface StreamRun {
  readonly asked: AskedOperation;
  readonly stream: OperationStream;
  readonly response: Response;
  readonly signal: AbortSignal;
}

/** Runs the operation of a stream once, as any other one: within all limits, in its turn, in a snapshot of its own. */
export async function runOnce(
  { apollo, database, writeSide, reads, turns, readBack, log, logReadings, requestTimeout }: RunParts,
  { asked, stream, response, signal }: StreamRun,
  viewer: Viewer,
): Promise<StreamAnswer> {
  const { requestId } = response.locals;
  const readings = createReadings();
  const snapshot = openSnapshot(database);
  const asker = askerOf(viewer);
  const needed = readBack.need(asker, response.req.headers);
  // What a subscriber is told of must be there to be read.
  const need = async () => (stream.operation === OperationTypeNode.SUBSCRIPTION ? readBack.present() : needed);
  const turn = operationTurn({ reads, turns, snapshot, asker: viewer, response, need });
  const wrote = () => readBack.wrote(asker);
  const late = setTimeout(snapshot.end, requestTimeout);
  signal.addEventListener('abort', snapshot.end, { once: true });
  if (signal.aborted) snapshot.end();
  try {
    const contextValue = createContext({ requestId, viewer, readings, snapshot, turn, writeSide, wrote, log, stream });
    const { body, http } = await apollo.executeOperation(asked, { contextValue });
    if (body.kind !== 'single') throw new Error('no operation is answered in parts');
    if (stream.operation === OperationTypeNode.SUBSCRIPTION) await noteTold(response, wrote);
    return { result: body.singleResult, status: http.status, headers: http.headers };
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', snapshot.end);
    snapshot.end();
    turn.leave();
    const reading = logReadings ? readings.summary(viewer) : undefined;
    if (reading) log.info({ requestId, ...reading }, 'contents of messages were read');
  }
}

/** What a subscriber was told of, its queries are to see as well. */
async function noteTold(response: Response, wrote: () => Promise<string | undefined>): Promise<void> {
  const position = await wrote();
  if (position !== undefined && !response.headersSent) response.set(POSITION_HEADER, position);
}
