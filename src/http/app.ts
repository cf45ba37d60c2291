import type { IncomingMessage, Server } from 'node:http';
import { expressMiddleware } from '@as-integrations/express5';
import express, { type Response } from 'express';
import { GraphQLError } from 'graphql';
import { authenticate } from '../access/authenticate';
import { dashboardRouter } from '../dashboard/router';
import type { Database } from '../database/database';
import { primaryReads, type Reads } from '../database/replicas/reads';
import { openSnapshot } from '../database/snapshot';
import { graphiqlRouter } from '../graphiql/router';
import { createApollo } from '../graphql/apollo';
import { type Context, createContext } from '../graphql/context';
import { failureBeforeGraphql, logFailure } from '../graphql/error-format';
import { createReadings } from '../graphql/readings';
import { createChangeFeed } from '../live/change-feed';
import type { SummaryActivity } from '../summaries/activity';
import { createKnownViewers } from '../tokens/known-viewers';
import { traceBatches } from '../tracing/batches';
import { traceCommands } from '../tracing/commands';
import { traceStatements } from '../tracing/statements';
import type { Tracing } from '../tracing/tracing';
import type { CaptureActivity } from '../write-side/capture/activity';
import { type AlarmLimits, DEFAULT_ALARM_LIMITS } from '../write-side/capture/alarm';
import type { WriteSide } from '../write-side/service';
import { answer } from './answer';
import { type ApiOptions, DEFAULT_API_OPTIONS } from './api-options';
import { answerBrokenRequest, refuseBrokenText } from './broken-requests';
import { exportRouter } from './export';
import { healthRouter } from './health';
import type { Logger } from './logger';
import { createMetrics } from './metrics';
import { observeRequests } from './observe-requests';
import { shedOverload } from './overload';
import { presenceRouter } from './presence';
import { DEFAULT_PRESENCE_LIMITS, type PresenceLimits } from './presence-limits';
import { createProbe, type Probe } from './probe';
import { createReadBack } from './read-back';
import { askerOf, createRequestLimits } from './request-limits';
import { limitTime } from './request-timeout';
import { forbidCaching, setSecurityHeaders } from './security-headers';
import { createHttpServer } from './server';
import { createStreams } from './streams';
import { createTurns, operationTurn } from './turns';

/** What the HTTP server serves from. */
export interface AppParts {
  readonly database: Database;
  /** Where it is read: on the primary unless told otherwise. */
  readonly reads?: Reads | undefined;
  readonly writeSide: WriteSide;
  /** The host's database, where the log is in another. */
  readonly hostUrl?: string | undefined;
  readonly log: Logger;
  readonly presenceLimits?: PresenceLimits | undefined;
  /** When health calls the capture late. */
  readonly alarmLimits?: AlarmLimits;
  /** Who may ask the API, what, and how much. */
  readonly api?: ApiOptions;
  readonly tracing?: Tracing | undefined;
}

/** The HTTP server, and how to end it: `stop` lets requests under way finish. */
export interface App {
  readonly server: Server;
  readonly probe: Probe;
  /** Counted by the metrics, where this process captures. */
  readonly captureActivity: CaptureActivity;
  /** Counted by the metrics, where this process keeps the summaries. */
  readonly summaryActivity: SummaryActivity;
  /** Makes it unready, while it goes on to answer. */
  drain(): void;
  stop(): Promise<void>;
}

/** Makes the server of GraphQL, the dashboard, GraphiQL, presence, health and metrics, not yet listening. */
export async function createApp(parts: AppParts): Promise<App> {
  const { database, log, tracing, presenceLimits, alarmLimits, api = DEFAULT_API_OPTIONS } = parts;
  const writeSide = tracing ? traceCommands(parts.writeSide, tracing) : parts.writeSide;
  const reads = parts.reads ?? primaryReads(database);
  const app = express();
  app.disable('x-powered-by');
  // Of answers that nobody keeps: it costs a hash of each.
  app.disable('etag');
  const server = createHttpServer(app, api.connectionLimits);
  const apollo = createApollo(server, log, api, tracing);
  await apollo.start();
  const probe = createProbe(database.url, parts.hostUrl);
  const metrics = createMetrics({ probe, database, replicas: reads.replicas, server });
  if (tracing) {
    traceStatements(database.activity, tracing);
    traceBatches({ captureActivity: metrics.activity, summaryActivity: metrics.summaryActivity }, tracing);
  }
  app.use(observeRequests({ log, metrics: metrics.requests, tracing }));
  app.use(setSecurityHeaders);
  let isDraining = false;
  const drain = () => {
    isDraining = true;
    streams.end();
  };
  const limits = alarmLimits ?? DEFAULT_ALARM_LIMITS;
  app.use('/health', healthRouter({ probe, limits, replicas: reads.replicas, isDraining: () => isDraining }));
  const viewers = createKnownViewers(database);
  app.use('/metrics', metrics.router);
  app.use('/graphiql', graphiqlRouter());
  app.use(['/graphql', '/presence', '/export'], shedOverload(api.requestsAtOnce));
  app.use(presenceRouter(database, log, presenceLimits ?? DEFAULT_PRESENCE_LIMITS));
  app.get('/', (request, response, next) => {
    if (request.accepts(['html', 'json']) === 'html') next();
    else response.redirect('/graphiql');
  });
  app.use('/', dashboardRouter());
  app.get('/graphql', (request, response, next) => {
    if (request.accepts(['json', 'html']) === 'html' && request.query.query === undefined)
      response.redirect('/graphiql');
    else next();
  });
  const limitRequests = createRequestLimits({ ofToken: api.tokenLimits, ofAccount: api.accountLimits });
  const turns = createTurns(reads, api.operationsOfAccount);
  const readBack = createReadBack(reads);
  const admit = async (request: IncomingMessage, response: Response) => {
    const { requestId, work } = response.locals;
    const viewer = await authenticate(database, viewers, request.headers, api.access).catch((error: unknown) => {
      if (!(error instanceof GraphQLError)) logFailure(log, error, { requestId });
      throw failureBeforeGraphql(error, requestId);
    });
    work.viewer = viewer;
    await limitRequests(viewer, response);
    return viewer;
  };
  const { logReadings, exportLimits, requestTimeout } = api;
  if (exportLimits.atOnce > 0) {
    const exporting = exportRouter({ reads, readBack, log, limits: exportLimits, logReadings, admit });
    app.use('/export', forbidCaching, exporting);
  }
  const feed = createChangeFeed(database.url, log);
  metrics.streams.setListening(feed.isListening);
  const streams = createStreams({
    ...{ apollo, database, writeSide, reads, turns, readBack, log, logReadings, requestTimeout, feed, admit },
    ...{ limits: api.streamLimits, metrics: metrics.streams },
    readmit: (request) => authenticate(database, viewers, request.headers, api.access),
  });
  app.all(
    ['/graphql', '/graphql/stream'],
    forbidCaching,
    express.json({ limit: api.largestBody, verify: refuseBrokenText }),
    limitTime(requestTimeout),
    streams.handle,
  );
  app.all(
    '/graphql',
    expressMiddleware(apollo, {
      context: async ({ req, res }): Promise<Context> => {
        const { requestId } = res.locals;
        const viewer = await admit(req, res);
        const readings = createReadings();
        if (api.logReadings) {
          res.once('close', () => {
            const reading = readings.summary(viewer);
            if (reading) log.info({ requestId, ...reading }, 'contents of messages were read');
          });
        }
        const snapshot = openSnapshot(database);
        // However the request ends: its client may go away at any time.
        res.once('close', snapshot.end);
        if (res.closed) snapshot.end();
        const asker = askerOf(viewer);
        const needed = readBack.need(asker, req.headers);
        const turn = operationTurn({ reads, turns, snapshot, asker: viewer, response: res, need: async () => needed });
        const wrote = () => readBack.wrote(asker);
        return createContext({ requestId, viewer, readings, snapshot, turn, writeSide, wrote, log });
      },
    }),
  );
  app.use((_request, response) =>
    answer(
      response,
      404,
      'NOT_FOUND',
      'nothing is served here; the API is POST /graphql, exports are GET /export/dialogs, agents, events, messages',
    ),
  );
  app.use(answerBrokenRequest(log, api.largestBody));
  return {
    server,
    probe,
    captureActivity: metrics.activity,
    summaryActivity: metrics.summaryActivity,
    drain,
    async stop() {
      drain();
      await apollo.stop();
      await feed.close();
      await probe.close();
    },
  };
}
