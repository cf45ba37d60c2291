import express, { type Router } from 'express';
import type { Database } from '../database/database';

/** `/live`: the process answers. `/ready`: it can also serve, for the database answers. */
export function healthRouter({ pool }: Pick<Database, 'pool'>): Router {
  const router = express.Router();
  router.get('/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/ready', async (_request, response) => {
    try {
      await pool.query('SELECT 1');
      response.json({ status: 'ready' });
    } catch {
      response.status(503).set('Retry-After', '5').json({ status: 'unready', reason: 'the database does not answer' });
    }
  });
  return router;
}
