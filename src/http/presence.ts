import path from 'node:path';
import express, { type ErrorRequestHandler, type RequestHandler, type Response, type Router } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../database/database';
import { logFailure, meaningOf } from '../graphql/error-format';
import { findToken, isToken } from '../tokens/tokens';
import { CommandError } from '../write-side/command-error';
import { findVisitors, inboxKnowsPresence } from '../write-side/presence/find-visitor';
import { recordPresence } from '../write-side/presence/record-presence';
import { answer } from './answer';
import type { Logger } from './logger';
import type { PresenceLimits } from './presence-limits';
import { type PresenceReport, readReport } from './presence-report';

/** In bytes. */
const LARGEST_REPORT = 2048;

/** Reports are counted over as many seconds, so that a rush of a moment passes. */
const COUNTED_OVER = 10;

/** Of one visitor in that time: many open pages, each with several reports. */
const MOST_OF_VISITOR = 60;

const SNIPPET = path.resolve(__dirname, '../../widget/presence.js');

/** `POST /presence` for the pages of sites, and the snippet that reports there. */
export function presenceRouter(database: Database, log: Logger, { origins, rate }: PresenceLimits): Router {
  const ofToken = new RateLimiterMemory({ points: rate * COUNTED_OVER, duration: COUNTED_OVER });
  const ofVisitor = new RateLimiterMemory({ points: MOST_OF_VISITOR, duration: COUNTED_OVER });
  const router = express.Router();

  router.get('/presence.js', (_request, response) => {
    response.set({ 'Cache-Control': 'public, max-age=3600', 'Cross-Origin-Resource-Policy': 'cross-origin' });
    response.sendFile(SNIPPET);
  });

  router.use('/presence', (_request, response, next) => {
    response.set('Cross-Origin-Resource-Policy', 'cross-origin');
    next();
  });
  router.use('/presence', checkOrigin(origins));
  router.options('/presence', (_request, response) => {
    const headers = { 'Allow-Methods': 'POST', 'Allow-Headers': 'Content-Type', 'Max-Age': '86400' };
    for (const [name, value] of Object.entries(headers)) response.set(`Access-Control-${name}`, value);
    response.status(204).end();
  });
  // Beacons are text/plain, which needs no preflight; whatever a body says it is, it is read as JSON.
  router.post('/presence', express.text({ type: () => true, limit: LARGEST_REPORT }), async (request, response) => {
    const report = readReport(request.body);
    if (!isToken(report.token)) throw new Refusal(401, 'UNAUTHENTICATED', UNKNOWN_TOKEN);
    await ofToken.consume(report.token);
    await ofVisitor.consume(`${report.token} ${report.visitor}`);
    await take(database, report);
    response.status(204).end();
  });
  router.all('/presence', (_request, response) => {
    response.set('Allow', 'POST, OPTIONS');
    answer(response, 405, 'BAD_REQUEST', 'presence is reported by POST');
  });
  router.use('/presence', answerFailure(log));
  return router;
}

/** A report that is refused before it is looked at closer. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const UNKNOWN_TOKEN = 'token: unknown, expired or revoked';

async function take(database: Database, { token: text, visitor, session, presence }: PresenceReport): Promise<void> {
  const token = await findToken(database, text);
  if (!token) throw new Refusal(401, 'UNAUTHENTICATED', UNKNOWN_TOKEN);
  if (token.role !== 'presence') {
    const secret = `its role is ${token.role}, which is not for pages: anybody can read what is in them`;
    throw new Refusal(403, 'FORBIDDEN', `token: ${secret}; make one with the role presence, and revoke this one`);
  }
  const { accountId, inboxId } = token;
  const visitors = await findVisitors(database, accountId, inboxId, visitor);
  if (visitors.length === 0) {
    throw new CommandError('NOT_FOUND', `visitor: ${await whyNobody(database, accountId, inboxId)}`, 'visitor');
  }
  for (const found of visitors) await recordPresence(database, accountId, { ...found, session, presence });
}

async function whyNobody(database: Database, accountId: number, inboxId: number | null): Promise<string> {
  if (inboxId === null) return 'no inbox of this account that knows presence has a contact with this source_id';
  if (await inboxKnowsPresence(database, accountId, inboxId)) {
    return 'the inbox of this token has no contact with this source_id';
  }
  return 'the inbox of this token does not know presence: web widgets do, and others by the setting presence_capable';
}

/**
 * Lets the pages of the origins read the answers, and refuses others: a browser sends a simple request whether or not
 * the answer may be read. Programs, which send no origin, pass. Never with credentials: nothing here looks at cookies.
 */
function checkOrigin(origins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const origin = request.get('Origin');
    const isKnown = origins.length === 0 || origin === undefined || origins.includes(origin);
    if (origins.length > 0) response.vary('Origin');
    if (isKnown && origin !== undefined) {
      response.set('Access-Control-Allow-Origin', origins.length === 0 ? '*' : origin);
      response.set('Access-Control-Expose-Headers', 'Retry-After, X-Request-Id');
    }
    if (isKnown) next();
    else answer(response, 403, 'FORBIDDEN', `pages of ${origin.slice(0, 100)} may not report; see PRESENCE_ORIGINS`);
  };
}

const STATUS_OF = { BAD_USER_INPUT: 400, NOT_FOUND: 404, CONFLICT: 409 } as const;

function answerFailure(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    if (error instanceof Refusal) answer(response, error.status, error.code, error.message);
    else if (error instanceof CommandError)
      answer(response, STATUS_OF[error.code], error.code, error.message, error.argument);
    else if (error instanceof RateLimiterRes) answerTooMany(response, error);
    else if (isBodyError(error)) answerBrokenBody(response, error);
    else {
      const { code, message } = meaningOf(error);
      logFailure(log, error, { requestId: response.locals.requestId });
      answer(response, code === 'INTERNAL_SERVER_ERROR' ? 500 : 503, code, message);
    }
  };
}

function answerTooMany(response: Response, { msBeforeNext }: RateLimiterRes): void {
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  response.set('Retry-After', String(seconds));
  answer(response, 429, 'LIMIT_EXCEEDED', `too many reports; go on after ${seconds} s`);
}

function isBodyError(error: unknown): error is Error & { status: number } {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500;
}

function answerBrokenBody(response: Response, { status, message }: { status: number; message: string }): void {
  if (status === 413) answer(response, 413, 'LIMIT_EXCEEDED', `a report has at most ${LARGEST_REPORT} bytes`);
  else answer(response, status, 'BAD_REQUEST', message);
}
