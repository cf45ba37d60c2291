import { once } from 'node:events';
import type { Response } from 'express';

/** A comment is sent so often where nothing else is, for proxies not to close the connection; milliseconds. */
const KEEP_ALIVE = 12_000;
/** How long a client may leave unread what was sent before its connection is cut; milliseconds. */
const UNREAD_FOR = 60_000;
/** How long the last event may take to be read; milliseconds. */
const LAST_READ_WITHIN = 5_000;

/** Writes server-sent events, of the protocol GraphQL over SSE in its mode of distinct connections. */
export interface StreamWriter {
  /** Sends an answer. To be waited for by `read` before another is made: nothing is queued beyond one. */
  next(answer: unknown): void;
  /** Resolves when what was sent is on its way, or the signal is aborted: a client that reads nothing is cut off. */
  read(signal: AbortSignal): Promise<void>;
  /** Says that there is no more, and ends the response. */
  complete(): void;
}

/** Sends the head of a stream. */
export function openStream(response: Response): StreamWriter {
  response.status(200);
  response.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
  // Proxies such as nginx would collect the events.
  response.setHeader('X-Accel-Buffering', 'no');
  response.flushHeaders();
  const keepAlive = setInterval(() => {
    if (!response.writableNeedDrain) response.write(':\n\n');
  }, KEEP_ALIVE);
  keepAlive.unref();
  response.once('close', () => clearInterval(keepAlive));
  const write = (text: string) => {
    if (!response.closed && !response.writableEnded) response.write(text);
  };
  return {
    next(answer) {
      write(`event: next\ndata: ${JSON.stringify(answer)}\n\n`);
    },
    async read(signal) {
      if (!response.writableNeedDrain || signal.aborted) return;
      const cut = setTimeout(() => response.destroy(), UNREAD_FOR);
      await once(response, 'drain', { signal }).catch(() => {});
      clearTimeout(cut);
    },
    complete() {
      clearInterval(keepAlive);
      if (response.closed || response.writableEnded) return;
      response.end('event: complete\ndata:\n\n');
      const cut = setTimeout(() => response.destroy(), LAST_READ_WITHIN);
      cut.unref();
      response.once('close', () => clearTimeout(cut));
    },
  };
}
