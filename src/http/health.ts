import { setTimeout } from 'node:timers/promises';
import express, { type RequestHandler, type Router } from 'express';
import type { Replica } from '../database/replicas/replica';
import { type AlarmLimits, statusOf } from '../write-side/capture/alarm';
import type { CaptureHealth, MirrorHealth } from '../write-side/capture/health';
import type { Probe } from './probe';

/** How long a check of readiness waits for what it merely tells; milliseconds. */
const DETAIL_TIMEOUT = 500;

/** What health is told of. */
export interface HealthParts {
  readonly probe: Probe;
  readonly limits: AlarmLimits;
  readonly replicas: readonly Replica[];
  /** Whether the process was asked to stop. */
  isDraining(): boolean;
}

/**
 * The answers of health checks. `/live`: the process answers, whatever its database does. `/ready`, and `/` too: it can
 * also serve, for it wasn't asked to stop, and its database answers and is migrated; and how the capture is doing, where
 * it is installed, and the replicas, where there are some. An API whose log is late is ready: it answers with what it has.
 */
export function healthRouter(parts: HealthParts): Router {
  const router = express.Router();
  router.get('/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  const tellReady: RequestHandler = async (_request, response) => {
    const { reason, capture } = await look(parts);
    if (reason === undefined) response.json({ status: 'ready', capture, replicas: replicasDetail(parts) });
    else response.status(503).set('Retry-After', '5').json({ status: 'unready', reason });
  };
  router.get('/', tellReady);
  router.get('/ready', tellReady);
  return router;
}

/** Why it is not ready; undefined where it is. */
async function look({
  probe,
  limits,
  isDraining,
}: HealthParts): Promise<{ reason?: string; capture?: object | undefined }> {
  if (isDraining()) return { reason: 'the server is stopping' };
  try {
    const [isMigrated, capture] = await Promise.all([probe.isMigrated(), captureDetail(probe, limits)]);
    return isMigrated ? { capture } : { reason: 'the database lacks migrations: run `install`' };
  } catch {
    return { reason: 'the database does not answer' };
  }
}

/** Undefined, and so not told, without replicas. A server whose replicas are all left out is ready: it reads the primary. */
function replicasDetail({ replicas }: HealthParts): object[] | undefined {
  if (replicas.length === 0) return undefined;
  return replicas.map(({ number, isIn, standing: { reason, lagSeconds } }) => {
    return { number, isRead: isIn, reason, lagSeconds };
  });
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
  const { rows: waiting, ageSeconds, gaps, isLed, blockedBy, mirror } = health;
  const status = statusOf(health, limits);
  const { pid, gid, application, seconds } = blockedBy ?? {};
  return {
    ...{ status, isRunning: isLed, waiting, ageSeconds: Math.floor(ageSeconds), gaps },
    ...(mirror && { mirror: mirrorDetailOf(mirror) }),
    // Health is answered without a token: whose transaction it is stands in the log.
    ...(status === 'late' &&
      blockedBy && { blockedBy: { pid, gid, application, seconds: seconds && Math.floor(seconds) } }),
  };
}

function mirrorDetailOf({ rows: waiting, ageSeconds, isLed, isCopied }: MirrorHealth): object {
  return { isRunning: isLed, isCopied, waiting, ageSeconds: Math.floor(ageSeconds) };
}
