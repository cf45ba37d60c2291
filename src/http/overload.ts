import type { RequestHandler } from 'express';
import { answer } from './answer';
import { onceAnswered } from './answered';

/** Seconds after which a refused caller may well find room. */
const RETRY_AFTER = '1';

/** Answers OVERLOADED at once, before anything is read, while so many requests are under way in this process. */
export function shedOverload(most: number): RequestHandler {
  let underWay = 0;
  return (_request, response, next) => {
    if (underWay >= most) {
      response.set('Retry-After', RETRY_AFTER);
      const limit = `more than ${most} requests at once, of everybody (REQUESTS_AT_ONCE)`;
      answer(response, 503, 'OVERLOADED', `${limit}; try again in a moment`);
      return;
    }
    underWay += 1;
    onceAnswered(response, () => {
      underWay -= 1;
    });
    next();
  };
}
