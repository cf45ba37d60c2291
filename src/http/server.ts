import { createServer, type RequestListener, type Server } from 'node:http';
import { answerNoRequest } from './broken-requests';
import type { ConnectionLimits } from './limits';

/** How long a client may take to send the whole of a request; milliseconds. */
const REQUEST_TIMEOUT = 30_000;
/** How often is looked for who takes longer; milliseconds. */
const LOOKED_AFTER_EVERY = 1_000;

/** A server, not yet listening, that whoever sends slowly, or nothing, can't keep busy. */
export function createHttpServer(
  listener: RequestListener,
  { connections, keepAlive, head }: ConnectionLimits,
): Server {
  const timeouts = {
    ...{ headersTimeout: head, requestTimeout: REQUEST_TIMEOUT, keepAliveTimeout: keepAlive },
    connectionsCheckingInterval: LOOKED_AFTER_EVERY,
  };
  const server = createServer(timeouts, listener);
  server.maxConnections = connections;
  server.on('clientError', answerNoRequest);
  return server;
}
