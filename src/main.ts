import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { hasHostTokens } from './access/host-tokens';
import { refuseDemoInProduction, refuseDemoTokens } from './access/safe-start';
import { fillDemoWithProgress, holdsOnlyDemos } from './cli/demo';
import type { Database } from './database/database';
import { CAPTURE_TO_MEND, isCaptureInstalled, lacksOfCapture } from './database/install/install';
import { openDatabase } from './database/open';
import { createReads, type Reads } from './database/replicas/reads';
import { readLimitsOf } from './database/replicas/settings';
import { findDemoAccount } from './demo/demo-accounts';
import { deriveDemo } from './demo/derive';
import { apiOptionsOf } from './http/api-options';
import { type App, createApp } from './http/app';
import { createLogger, type Logger } from './http/logger';
import { hostUrlOf } from './mirror/settings';
import { examinePair, startMirror } from './mirror/start';
import { refusingWriteSide } from './mirror/write-side';
import { alarmLimitsOf, presenceLimitsOf, type Settings } from './settings';
import { runSummaries } from './summaries/worker';
import { demoToken } from './tokens/demo-token';
import { tracingOf } from './tracing/settings';
import { asWork } from './tracing/work';
import { watchCapture } from './write-side/capture/watch';
import { watchPartitions } from './write-side/capture/watch-partitions';
import { runCapture } from './write-side/capture/worker';
import { createWriteSide } from './write-side/service';

/** The longest that capture and summaries may take to end what they do; what is cut then is done by the next process. */
const WORKERS_PATIENCE_MS = 1_000;

/** A first query, for people who have just started the demo. */
const FIRST_QUERY =
  '{ dialogs(first: 5, filter: { transferred: true }) { totalCount nodes { createdAt status transferCount agents { agent { name } messagesSent } } } }';

/**
 * Serves the API until the process is asked to stop: opens the database, fills the demo where it is on, listens, and
 * tells on stdout where. After SIGTERM or Ctrl-C requests under way may end, within SHUTDOWN_TIMEOUT_MS.
 */
export async function serve(settings: Settings): Promise<void> {
  const log = createLogger(settings.logLevel);
  refuseDemoInProduction(settings);
  const api = await apiOptionsOf(settings);
  const tracing = tracingOf(settings, log);
  const stopped = stopSignal();
  const ending = new AbortController();
  const { database, isEmbedded, gone, close } = await openDatabase(settings, (message) => log.info(message));
  let reads: Reads | undefined;
  try {
    await refuseDemoTokens(database, settings);
    if (api.access.hostTokens && !(await hasHostTokens(database)))
      throw new Error('HOST_TOKENS is on, but this database has no table access_tokens of a host');
    const isDemo = settings.demo === 'on' || (settings.demo === '' && isEmbedded);
    const demo = isDemo ? await prepareDemo(database) : undefined;
    if (isDemo && !demo)
      log.warn('DEMO is on, but this database holds accounts of a host: no demo, and no token for it');
    const hostUrl = hostUrlOf(settings);
    const writeSide = hostUrl === undefined ? createWriteSide(database) : refusingWriteSide();
    if (hostUrl !== undefined) await examinePair({ hostUrl, database, log });
    const { databaseReadUrls: urls } = settings;
    const limits = { presenceLimits: presenceLimitsOf(settings), alarmLimits: alarmLimitsOf(settings) };
    reads = urls.length > 0 ? await createReads({ database, urls, limits: readLimitsOf(settings), log }) : undefined;
    const app = await createApp({ database, reads, writeSide, hostUrl, log, ...limits, api, tracing });
    await listen(app.server, settings);
    const parts = { database, settings, log, signal: ending.signal };
    const { captureActivity: activity, probe } = app;
    const capture =
      hostUrl === undefined
        ? await startCapture({ ...parts, app })
        : startMirror({ ...parts, hostUrl, activity, read: probe.readCapture });
    const summaries = asWork('summaries', () => runSummaries(database, log, ending.signal, app.summaryActivity));
    const address = addressOf(app.server, settings.host);
    const token = demo && (await demoToken(database, demo.accountId, settings.dataDir));
    announce(address, token);
    const signal = await Promise.race([stopped, gone.then((reason) => new Error(reason))]);
    const isGone = signal instanceof Error;
    if (!isGone) {
      log.info({ signal }, 'stopping: requests under way may end');
      app.drain();
      await wait(settings.shutdownDelay);
    }
    ending.abort();
    await within(isGone ? 0 : settings.shutdownTimeout, app.stop(), () => app.server.closeAllConnections());
    await within(WORKERS_PATIENCE_MS, Promise.all([capture.ended, summaries]), () => void database.close());
    // Whoever keeps this service up starts it again, and the database with it.
    if (isGone) throw new Error(`the embedded PostgreSQL is gone: ${signal.message}`);
  } finally {
    ending.abort();
    await tracing?.close();
    await reads?.close();
    await close();
  }
}

interface CaptureParts {
  readonly database: Database;
  readonly app: Pick<App, 'probe' | 'captureActivity'>;
  readonly settings: Settings;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Empties the outbox in this process, where capture is installed and not switched off, until the signal is aborted. The
 * alarm is on in any case: capture may be installed later, and no other process may work.
 */
async function startCapture({
  database,
  app,
  settings,
  log,
  signal,
}: CaptureParts): Promise<{ ended: Promise<unknown> }> {
  const { capture } = settings;
  const isInstalled = await isCaptureInstalled(database.pool);
  if (capture === 'on' && !isInstalled) throw new Error('CAPTURE is on, but capture is not installed: run `install`');
  const lacks = isInstalled ? await lacksOfCapture(database.pool) : [];
  if (lacks.length > 0) log.warn({ lacks }, CAPTURE_TO_MEND);
  const works = capture !== 'off' && isInstalled;
  const run = () => runCapture(database, log, signal, app.captureActivity);
  const running = works ? asWork('capture', run) : undefined;
  const activity = app.captureActivity;
  const watch = { read: app.probe.readCapture, activity, limits: alarmLimitsOf(settings) };
  const watching = [watchCapture({ ...watch, log, signal }), watchPartitions({ database, activity, log, signal })];
  return { ended: Promise.all([running, ...watching]) };
}

/** The demo account, filled first where the database is empty; undefined where it holds a real host's accounts. */
async function prepareDemo(database: Database): Promise<{ accountId: number } | undefined> {
  const filled = await findDemoAccount(database);
  if (filled) return filled;
  if (!(await holdsOnlyDemos(database))) return undefined;
  const made = await fillDemoWithProgress(database, {});
  await deriveDemo(database, made.accountId);
  return made;
}

function announce(address: string, token: string | undefined): void {
  const lines = [`Listening on ${address}`];
  if (token !== undefined) {
    lines.push(`Token: ${token}`, `Dashboard: ${address}/#token=${token}`);
    lines.push(`GraphiQL: ${address}/graphiql#token=${token}`, `A first query: ${FIRST_QUERY}`);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function listen(server: Server, { host, port }: Settings): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'EADDRINUSE' ? 'it is in use; set PORT to another, or to 0 for a free one' : message;
    throw new Error(`can't listen on ${host} port ${port}: ${reason}`);
  }
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The first signal asks to stop; a second one ends the process at once. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.on(signal, () => process.exit(1));
        resolve(signal);
      });
    }
  });
}

async function within(milliseconds: number, work: Promise<unknown>, atDeadline: () => void): Promise<void> {
  const timer = setTimeout(atDeadline, milliseconds);
  await work;
  clearTimeout(timer);
}
