import { isUtf8 } from 'node:buffer';
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorRequestHandler } from 'express';
import { answer } from './answer';
import type { Logger } from './logger';

/** Bytes that are no UTF-8 would be replaced in silence when the body is decoded. */
export function refuseBrokenText(_request: unknown, _response: unknown, body: Buffer): void {
  if (!isUtf8(body)) throw Object.assign(new Error('the body is not valid UTF-8'), { status: 400, isOurs: true });
}

/** Requests that fail before GraphQL: answered in GraphQL's form, without a stack. */
export function answerBrokenRequest(log: Logger, largestBody: number): ErrorRequestHandler {
  return (error: Error & { status?: number; isOurs?: boolean; type?: string }, _request, response, next) => {
    if (response.headersSent) {
      // Nothing is left to say where the answer was that it took too long.
      if (!response.locals.timedOut) next(error);
      return;
    }
    const status = error.status ?? 500;
    if (status >= 500) {
      log.error({ err: error, requestId: response.locals.requestId }, 'a request failed by a fault of ours');
      answer(response, 500, 'INTERNAL_SERVER_ERROR', 'something went wrong on our side');
    } else if (status === 413) {
      answer(
        response,
        413,
        'LIMIT_EXCEEDED',
        `the body is larger than ${largestBody} bytes (BODY_LIMIT_BYTES); send less at once`,
      );
    } else {
      const message = error.type === 'entity.parse.failed' ? 'the body is not valid JSON' : error.message;
      answer(response, status, 'BAD_REQUEST', message);
    }
  };
}

/** What is wrong with bytes that are no request, by the code of the error. */
const NO_REQUEST: Readonly<Record<string, readonly [status: number, code: string, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'LIMIT_EXCEEDED', 'the headers are larger than 16 KB; send fewer, or a shorter address'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'LIMIT_EXCEEDED', 'the extensions of a chunk are too large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'TIMEOUT', 'the request took too long to arrive'],
};

/**
 * Answers what Node can't read as a request, before anything of ours sees it, and closes the connection. Behind a request
 * that is still being answered it closes only: whoever waits there would take this for its answer.
 */
export function answerNoRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  const underWay = (socket as Socket & { _httpMessage?: ServerResponse | null })._httpMessage;
  const isOfAnother = underWay && (underWay.headersSent || underWay.req.complete);
  if (error.code === 'ECONNRESET' || !socket.writable || isOfAnother) {
    socket.destroy();
    return;
  }
  const [status, code, message] = NO_REQUEST[error.code ?? ''] ?? [400, 'BAD_REQUEST', 'this is no HTTP request'];
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
