import { setTimeout } from 'node:timers/promises';
import express, { type Router } from 'express';
import { type AlarmLimits, statusOf } from '../write-side/capture/alarm';
import type { CaptureHealth } from '../write-side/capture/health';
import type { Probe } from './probe';

/** How long a check of readiness waits for what it merely tells; milliseconds. */
const DETAIL_TIMEOUT = 500;

/**
 * The answers of health checks. `/live`: the process answers. `/ready`: it can also serve, for the database answers; and
 * how the capture is doing, where it is installed. An API whose log is late is ready: it answers with what it has.
 */
export function healthRouter(probe: Probe, limits: AlarmLimits): Router {
  const router = express.Router();
  router.get('/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get('/ready', async (_request, response) => {
    try {
      const [, capture] = await Promise.all([probe.askDatabase(), captureDetail(probe, limits)]);
      response.json({ status: 'ready', capture });
    } catch {
      response.status(503).set('Retry-After', '5').json({ status: 'unready', reason: 'the database does not answer' });
    }
  });
  return router;
}

/** Undefined, and so not told, where capture is not installed. */
async function captureDetail(probe: Probe, limits: AlarmLimits): Promise<object | undefined> {
  const unknown = { status: 'unknown' };
  const timeout = new AbortController();
  const detail = probe.readCapture().then(
    (health) => health && detailOf(health, limits),
    () => unknown,
  );
  const late = setTimeout(DETAIL_TIMEOUT, unknown, { signal: timeout.signal }).catch(() => unknown);
  return Promise.race([detail, late]).finally(() => timeout.abort());
}

function detailOf(health: CaptureHealth, limits: AlarmLimits): object {
  const { rows: waiting, ageSeconds, gaps, isLed, blockedBy } = health;
  const status = statusOf(health, limits);
  const { pid, gid, application, seconds } = blockedBy ?? {};
  return {
    ...{ status, isRunning: isLed, waiting, ageSeconds: Math.floor(ageSeconds), gaps },
    // Health is answered without a token: whose transaction it is stands in the log.
    ...(status === 'late' &&
      blockedBy && { blockedBy: { pid, gid, application, seconds: seconds && Math.floor(seconds) } }),
  };
}
