import type { RequestHandler } from 'express';
import { answer } from './answer';

/** Answers TIMEOUT in the place of an answer that takes longer than so many milliseconds. */
export function limitTime(milliseconds: number): RequestHandler {
  return (_request, response, next) => {
    const timer = setTimeout(() => {
      if (response.headersSent) return;
      response.locals.timedOut = true;
      const limit = `the answer took longer than ${milliseconds} ms (REQUEST_TIMEOUT_MS)`;
      answer(response, 503, 'TIMEOUT', `${limit}; ask for less: fewer fields, a narrower filter or a smaller page`);
    }, milliseconds);
    response.once('close', () => clearTimeout(timer));
    next();
  };
}
