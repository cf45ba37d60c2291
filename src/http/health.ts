import express, { type Router } from 'express';
import { createPool, DEFAULT_LIMITS } from '../database/database';

/** A check must end before an orchestrator gives up on it. */
const CHECK_TIMEOUT_MS = 2_000;

/** The answers of health checks, on a connection of their own: a busy API is ready all the same. */
export interface Health {
  readonly router: Router;
  close(): Promise<void>;
}

/** `/live`: the process answers. `/ready`: it can also serve, for the database at `url` answers. */
export function createHealth(url: string): Health {
  const limits = { connections: 1, connectTimeout: CHECK_TIMEOUT_MS, statementTimeout: CHECK_TIMEOUT_MS };
  const pool = createPool(url, { ...DEFAULT_LIMITS, ...limits });
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
  return { router, close: () => pool.end() };
}
