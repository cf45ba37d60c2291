import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { PoolClient } from 'pg';

/** Where a connection leads, and what PostgreSQL knows it by; `pg` has it, though its types don't. */
interface Backend {
  readonly host: string;
  readonly port: number;
  readonly connection: { readonly stream: Pick<Socket, 'remoteAddress'> };
  readonly processID: number;
  readonly secretKey: number;
}

/** The code of a CancelRequest, in "Message Formats" of PostgreSQL's documentation. */
const CANCEL_REQUEST = 80_877_102;

/** How long a request may take, and how often it is repeated: one that overtook its statement does nothing. */
const PATIENCE_MS = 1_000;

/**
 * Has PostgreSQL cancel the statement that a connection has under way, again and again until `settled`. Needs no free
 * connection, for there may be none; one that can't be reached ends statements by its own means. Never rejects. The
 * connection is not to be used afterwards: a request that is late would cancel the next statement.
 */
export async function cancelStatement(client: PoolClient, settled: Promise<unknown>): Promise<void> {
  let isSettled = false;
  const note = () => {
    isSettled = true;
  };
  const end = settled.then(note, note);
  while (!isSettled) {
    await requestCancel(client as unknown as Backend);
    await Promise.race([end, setTimeout(PATIENCE_MS, undefined, { ref: false })]);
  }
}

/** Sends one request; resolves once PostgreSQL has passed it on, or it has failed. */
function requestCancel({ host, port, connection, processID, secretKey }: Backend): Promise<void> {
  const request = Buffer.alloc(16);
  [request.length, CANCEL_REQUEST, processID, secretKey].forEach((value, index) => {
    request.writeInt32BE(value, 4 * index);
  });
  // A name may lead to another server each time.
  const address = connection.stream.remoteAddress ?? host;
  const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, address);
  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  socket.on('error', () => {});
  socket.resume();
  socket.end(request);
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
