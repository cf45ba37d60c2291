import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type ErrorRequestHandler, type Request } from 'express';
import { GraphQLError } from 'graphql';
import type { Database } from '../database/database';
import { openSnapshot } from '../database/snapshot';
import { graphiqlRouter } from '../graphiql/router';
import { createApollo } from '../graphql/apollo';
import { type Context, createContext } from '../graphql/context';
import { failureBeforeGraphql, logFailure } from '../graphql/error-format';
import type { SummaryActivity } from '../summaries/activity';
import { createKnownViewers, type KnownViewers } from '../tokens/known-viewers';
import type { Viewer } from '../tokens/viewer';
import type { CaptureActivity } from '../write-side/capture/activity';
import { type AlarmLimits, DEFAULT_ALARM_LIMITS } from '../write-side/capture/alarm';
import type { WriteSide } from '../write-side/service';
import { answer } from './answer';
import { healthRouter } from './health';
import type { Logger } from './logger';
import { createMetrics } from './metrics';
import { presenceRouter } from './presence';
import { DEFAULT_PRESENCE_LIMITS, type PresenceLimits } from './presence-limits';
import { createProbe, type Probe } from './probe';

/** Enough for a message of the greatest length and its query; larger bodies are refused unread. */
const LARGEST_BODY = '2mb';

/** What the HTTP server serves from. */
export interface AppParts {
  readonly database: Database;
  readonly writeSide: WriteSide;
  readonly log: Logger;
  readonly presenceLimits?: PresenceLimits | undefined;
  /** When health calls the capture late. */
  readonly alarmLimits?: AlarmLimits;
}

/** The HTTP server, and how to end it: `stop` lets requests under way finish. */
export interface App {
  readonly server: Server;
  readonly probe: Probe;
  /** Counted by the metrics, where this process captures. */
  readonly captureActivity: CaptureActivity;
  /** Counted by the metrics, where this process keeps the summaries. */
  readonly summaryActivity: SummaryActivity;
  stop(): Promise<void>;
}

/** Makes the server of GraphQL, GraphiQL, presence, health and metrics, not yet listening. */
export async function createApp({ database, writeSide, log, presenceLimits, alarmLimits }: AppParts): Promise<App> {
  const app = express();
  app.disable('x-powered-by');
  // Of answers that nobody keeps: it costs a hash of each.
  app.disable('etag');
  const server = createServer(app);
  const apollo = createApollo(server, log);
  await apollo.start();
  app.use((_request, response, next) => {
    response.locals.requestId = randomUUID();
    response.set('X-Request-Id', response.locals.requestId);
    next();
  });
  const probe = createProbe(database.url);
  app.use('/health', healthRouter(probe, alarmLimits ?? DEFAULT_ALARM_LIMITS));
  const metrics = createMetrics(probe);
  const viewers = createKnownViewers(database);
  app.use('/metrics', metrics.router);
  app.use('/graphiql', graphiqlRouter());
  app.use(presenceRouter(database, log, presenceLimits ?? DEFAULT_PRESENCE_LIMITS));
  app.get('/', (_request, response) => response.redirect('/graphiql'));
  app.get('/graphql', (request, response, next) => {
    if (request.accepts(['json', 'html']) === 'html' && request.query.query === undefined)
      response.redirect('/graphiql');
    else next();
  });
  app.all(
    '/graphql',
    express.json({ limit: LARGEST_BODY, verify: refuseBrokenText }),
    expressMiddleware(apollo, {
      context: async ({ req, res }): Promise<Context> => {
        const { requestId } = res.locals;
        const viewer = await authenticate(viewers, req).catch((error: unknown) => {
          if (!(error instanceof GraphQLError)) logFailure(log, error, { requestId });
          throw failureBeforeGraphql(error, requestId);
        });
        const snapshot = openSnapshot(database);
        // However the request ends: its client may go away at any time.
        res.once('close', snapshot.end);
        if (res.closed) snapshot.end();
        return createContext({ requestId, viewer, snapshot, writeSide });
      },
    }),
  );
  app.use((_request, response) =>
    answer(response, 404, 'NOT_FOUND', 'nothing is served here; the API is POST /graphql'),
  );
  app.use(answerBrokenRequest(log));
  return {
    server,
    probe,
    captureActivity: metrics.activity,
    summaryActivity: metrics.summaryActivity,
    async stop() {
      await apollo.stop();
      await probe.close();
    },
  };
}

async function authenticate(viewers: KnownViewers, request: Request): Promise<Viewer> {
  const token = /^Bearer +(\S+)$/i.exec(request.get('Authorization') ?? '')?.[1];
  const viewer = token === undefined ? null : await viewers.find(token);
  if (viewer) return viewer;
  const message =
    token === undefined
      ? 'no token: send the header "Authorization: Bearer TOKEN"'
      : 'this token is unknown, expired or revoked';
  const headers = new Map([['www-authenticate', 'Bearer']]);
  throw new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401, headers } } });
}

/** Bytes that are no UTF-8 would be replaced in silence when the body is decoded. */
function refuseBrokenText(_request: unknown, _response: unknown, body: Buffer): void {
  if (!isUtf8(body)) throw Object.assign(new Error('the body is not valid UTF-8'), { status: 400, isOurs: true });
}

/** Requests that fail before GraphQL: answered in GraphQL's form, without a stack. */
function answerBrokenRequest(log: Logger): ErrorRequestHandler {
  return (error: Error & { status?: number; isOurs?: boolean; type?: string }, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = error.status ?? 500;
    if (status >= 500) {
      log.error({ err: error, requestId: response.locals.requestId }, 'a request failed by a fault of ours');
      answer(response, 500, 'INTERNAL_SERVER_ERROR', 'something went wrong on our side');
    } else if (status === 413) {
      answer(response, 413, 'LIMIT_EXCEEDED', `the body is larger than ${LARGEST_BODY}; send less at once`);
    } else {
      const message = error.type === 'entity.parse.failed' ? 'the body is not valid JSON' : error.message;
      answer(response, status, 'BAD_REQUEST', message);
    }
  };
}
