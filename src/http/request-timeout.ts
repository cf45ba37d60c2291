import type { RequestHandler } from 'express';
import { answer } from './answer';
import { onceAnswered } from './answered';

/** How long an answer that is late may lie there without any of it being read; milliseconds. */
const UNREAD_FOR = 30_000;

/**
 * Answers TIMEOUT in the place of an answer that takes longer than so many milliseconds. One that is being sent then goes
 * on, unless its client reads nothing of it.
 */
export function limitTime(milliseconds: number): RequestHandler {
  return (_request, response, next) => {
    const timer = setTimeout(() => {
      if (response.headersSent) {
        response.socket?.setTimeout(UNREAD_FOR, () => response.destroy());
        return;
      }
      response.locals.timedOut = true;
      const limit = `the answer took longer than ${milliseconds} ms (REQUEST_TIMEOUT_MS)`;
      answer(response, 503, 'TIMEOUT', `${limit}; ask for less: fewer fields, a narrower filter or a smaller page`);
    }, milliseconds);
    onceAnswered(response, () => clearTimeout(timer));
    next();
  };
}
