import type { NextFunction, Request, Response } from 'express';
import { OperationTypeNode } from 'graphql';
import { failureBeforeGraphql, failureIn, logFailure } from '../graphql/error-format';
import type { OperationStream } from '../graphql/stream';
import type { ChangeFeed, Follower } from '../live/change-feed';
import type { StreamLimits } from '../live/limits';
import { pause } from '../pause';
import type { Viewer } from '../tokens/viewer';
import { answerFailure, STATUS_OF_CODE } from './answer-failure';
import { becomeStream } from './answered';
import type { StreamMetrics } from './metrics-live';
import { createPlaces } from './places';
import { refusedForNow } from './refused-for-now';
import { noteRefusal } from './request-work';
import { asksForStream, readOperation } from './stream-request';
import { type RunParts, runOnce, type StreamAnswer, type StreamRun } from './stream-run';
import { openStream, type StreamWriter } from './stream-writer';

/** Whether the caller may still ask is looked up so often; milliseconds. */
const READMITTED_EVERY = 3_000;
/** How things stand is told anew after so long even if nothing was heard of; and while nothing can be; milliseconds. */
const LOOKED_AGAIN_AFTER = 15_000;
const LOOKED_WHILE_DEAF = 2_000;
/** A database that is down or too busy is asked again so many times, after so many milliseconds more each time. */
const MOST_FAILURES = 5;
const FAILURE_PAUSE = 1_000;
/** What passes by itself. */
const PASSING: ReadonlySet<unknown> = new Set(['OVERLOADED', 'TIMEOUT']);

export interface StreamParts extends RunParts {
  readonly feed: ChangeFeed;
  readonly limits: StreamLimits;
  readonly metrics: StreamMetrics;
  /** Who asks, let in by the limits of its token. Throws what is to be answered. */
  admit(request: Request, response: Response): Promise<Viewer>;
  /** Who asks now, with the same token. Throws where it is refused by now. */
  readmit(request: Request): Promise<Viewer>;
}

/** Answers operations as streams of server-sent events. */
export interface Streams {
  /** Passes on what does not ask for one. */
  handle(request: Request, response: Response, next: NextFunction): Promise<void>;
  /** Completes all streams; those that are asked for later are refused. */
  end(): void;
}

export function createStreams(parts: StreamParts): Streams {
  const names = { of: 'streams', settings: ['STREAMS_AT_ONCE', 'TOKEN_STREAMS_AT_ONCE'] as const };
  const takePlace = createPlaces({ ...parts.limits, ...names });
  const endings = new Set<AbortController>();
  let hasEnded = false;

  async function answer(request: Request, response: Response): Promise<void> {
    const asked = readOperation(request);
    if (hasEnded) throw refusedForNow('OVERLOADED', 1, 'this process is about to end; ask again in a moment');
    const viewer = await parts.admit(request, response);
    takePlace(viewer, response);
    const ending = new AbortController();
    const end = () => ending.abort();
    endings.add(ending);
    const life = setTimeout(end, parts.limits.life);
    response.once('close', end);
    if (response.closed) end();
    const follower = parts.feed.follow(viewer.accountId);
    try {
      const stream: OperationStream = { mayWrite: request.method === 'POST', hasMore: false, isEmpty: false };
      const run = { asked, stream, response, signal: ending.signal };
      const first = await runOnce(parts, run, viewer);
      if (first.result.data == null) return answerRefusal(first, response);
      const { work } = response.locals;
      work.isStream = true;
      becomeStream(response);
      const writer = openStream(response);
      parts.metrics.opened();
      if (response.closed) parts.metrics.closed();
      else response.once('close', parts.metrics.closed);
      send(parts, writer, first);
      if (stream.operation === OperationTypeNode.SUBSCRIPTION)
        await followOn(parts, run, { request, follower, writer });
      writer.complete();
    } finally {
      clearTimeout(life);
      response.off('close', end);
      endings.delete(ending);
      follower.leave();
    }
  }

  return {
    async handle(request, response, next) {
      if (!asksForStream(request) && request.path !== '/graphql/stream') return next();
      try {
        await answer(request, response);
      } catch (error) {
        answerFailure(parts.log, error, response);
        if (response.headersSent) response.destroy();
      }
    },
    end() {
      hasEnded = true;
      for (const ending of endings) ending.abort();
    },
  };
}

/** An answer before the stream has begun. */
function answerRefusal({ result, status, headers }: StreamAnswer, response: Response): void {
  if (response.headersSent || response.closed) return;
  for (const [name, value] of headers) response.set(name, value);
  const code = String(result.errors?.[0]?.extensions?.code);
  response.status(status ?? STATUS_OF_CODE[code] ?? 400).json(result);
}

function send({ metrics }: StreamParts, writer: StreamWriter, { result }: Pick<StreamAnswer, 'result'>): void {
  writer.next(result);
  metrics.answered();
}

interface Following {
  readonly request: Request;
  readonly follower: Follower;
  readonly writer: StreamWriter;
}

/** Sends the answer of each moment at which there may be another, until the stream ends or fails for good. */
async function followOn(parts: StreamParts, run: StreamRun, { request, follower, writer }: Following): Promise<void> {
  const { stream, signal } = run;
  let asked = performance.now();
  let failures = 0;
  let isDue = false;
  while (!signal.aborted) {
    if (!stream.hasMore) {
      isDue = (await follower.changed(isDue ? 0 : READMITTED_EVERY, signal)) || isDue;
      const waited = performance.now() - asked;
      isDue ||= waited >= (parts.feed.isListening() ? LOOKED_AGAIN_AFTER : LOOKED_WHILE_DEAF);
      if (isDue) await pause(Math.max(0, parts.limits.interval - waited), signal);
    }
    await writer.read(signal);
    const answered = await oneAnswer(parts, run, request, isDue || stream.hasMore);
    if (signal.aborted) return;
    if (answered === undefined) continue;
    if (isPassing(answered) && failures < MOST_FAILURES) {
      failures += 1;
      isDue = true;
      await pause(FAILURE_PAUSE * failures, signal);
      continue;
    }
    asked = performance.now();
    failures = 0;
    isDue = false;
    if (answered.result.data == null) return send(parts, writer, answered);
    if (!stream.isEmpty) send(parts, writer, answered);
  }
}

/** Looks whether the caller may still ask, and runs the operation where that is due. */
async function oneAnswer(
  parts: StreamParts,
  run: StreamRun,
  request: Request,
  isDue: boolean,
): Promise<Pick<StreamAnswer, 'result'> | undefined> {
  try {
    const viewer = await parts.readmit(request);
    return isDue ? await runOnce(parts, run, viewer) : undefined;
  } catch (error) {
    const { requestId, work } = run.response.locals;
    if (failureIn(error) !== undefined) logFailure(parts.log, error, { requestId });
    const { message, extensions } = failureBeforeGraphql(error, requestId);
    const { code } = extensions;
    noteRefusal(work, code, message);
    return { result: { errors: [{ message, extensions: { code } }] } };
  }
}

function isPassing({ result: { data, errors = [] } }: Pick<StreamAnswer, 'result'>): boolean {
  return data == null && errors.length > 0 && errors.every(({ extensions }) => PASSING.has(extensions?.code));
}
