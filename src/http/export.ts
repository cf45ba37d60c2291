import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers';
import express, { type Request, type Response, type Router } from 'express';
import type { Need, Place, Reads } from '../database/replicas/reads';
import { EXPORT_NAMES, EXPORTS, type ExportName } from '../export/exports';
import { FORMATS } from '../export/formats';
import type { ExportLimits } from '../export/limits';
import { type ExportRequest, readRequest } from '../export/read-request';
import { writeExport } from '../export/write-export';
import { failureIn, logFailure } from '../graphql/error-format';
import { apiError } from '../graphql/errors';
import { createReadings } from '../graphql/readings';
import type { Viewer } from '../tokens/viewer';
import { answer } from './answer';
import { answerFailure } from './answer-failure';
import type { Logger } from './logger';
import { createPlaces } from './places';
import type { ReadBack } from './read-back';
import { askerOf } from './request-limits';

export interface ExportParts {
  readonly reads: Reads;
  readonly readBack: Pick<ReadBack, 'need'>;
  readonly log: Logger;
  readonly limits: ExportLimits;
  readonly logReadings: boolean;
  /** Who asks, let in by the limits of its token. Throws what is to be answered. */
  admit(request: Request, response: Response): Promise<Viewer>;
}

/** Serves `/export/NAME`. */
export function exportRouter(parts: ExportParts): Router {
  const takePlace = createPlaces({
    ...parts.limits,
    ...{ of: 'exports', settings: ['EXPORTS_AT_ONCE', 'TOKEN_EXPORTS_AT_ONCE'] as const },
  });
  const router = express.Router();
  router.all('/:name', async (request, response) => {
    const name = EXPORT_NAMES.find((known) => known === request.params.name);
    if (!name) return answer(response, 404, 'NOT_FOUND', `no such export; there are ${EXPORT_NAMES.join(', ')}`);
    if (request.method !== 'GET') {
      response.set('Allow', 'GET');
      return answer(response, 405, 'BAD_REQUEST', 'exports are asked for by GET');
    }
    try {
      const viewer = await parts.admit(request, response);
      const asked = readRequest(name, request.query, viewer, acceptedFormat(request));
      const need = parts.readBack.need(askerOf(viewer), request.headers);
      takePlace(viewer, response);
      await send(parts, name, { ...asked, need }, viewer, response);
    } catch (error) {
      answerFailure(parts.log, error, response);
    }
  });
  return router;
}

function acceptedFormat(request: Request) {
  const type = request.accepts(FORMATS.map(({ mediaType }) => mediaType));
  return FORMATS.find(({ mediaType }) => mediaType === type);
}

/**
 * Sends an export. What fails before its first byte is thrown; after it the connection is destroyed, so that nobody takes
 * a part for the whole.
 */
async function send(
  { reads, log, limits, logReadings }: ExportParts,
  name: ExportName,
  { question, after, need, ...request }: ExportRequest & { readonly need: Need },
  viewer: Viewer,
  response: Response,
): Promise<void> {
  const { requestId } = response.locals;
  const ending = new AbortController();
  const gone = () => ending.abort(new ClientGoneError('the client went away'));
  response.once('close', gone);
  if (response.closed) gone();
  const timer = pause(() => {
    const limit = `the export took longer than ${limits.timeout} ms (EXPORT_TIMEOUT_MS)`;
    ending.abort(apiError('TIMEOUT', `${limit}; ask for less, or go on after the last cursor`));
  }, limits.timeout);
  // Counts from the last byte that went out, and beyond the end, until all of them have.
  response.setTimeout(limits.unread, () => {
    if (response.writableLength === 0) return;
    ending.abort(apiError('TIMEOUT', `its client read nothing for ${limits.unread} ms`));
    response.destroy();
  });
  let readings = createReadings();
  const logRead = () => {
    const reading = logReadings ? readings.summary(viewer) : undefined;
    if (reading) log.info({ requestId, ...reading }, 'contents of messages were read');
    readings = createReadings();
  };
  const onReading = (messageId: number, dialogId: number | null) => readings.note(messageId, dialogId);
  const writeFrom = ({ database }: Place) => {
    const opened = EXPORTS[name]({ ...question, onReading }, after);
    const run = { ...request, signal: ending.signal, timeout: limits.timeout };
    return writeExport(database, opened, run, async (part) => {
      if (!response.headersSent) sendHead(response, name, request, viewer);
      logRead();
      if (part.length > 0 && !response.write(part)) await once(response, 'drain', { signal: ending.signal });
    });
  };
  try {
    const place = await reads.choose(need);
    await writeFrom(place).catch(async (error: unknown) => {
      // Rows of another moment don't go on with what was sent.
      if (!place.replica?.hasFailed(error) || response.headersSent || ending.signal.aborted) throw error;
      await writeFrom(reads.primary);
    });
    response.off('close', gone);
    response.end();
  } catch (error) {
    const reason: unknown = ending.signal.aborted ? ending.signal.reason : error;
    if (reason instanceof ClientGoneError) return;
    if (!response.headersSent) throw reason;
    if (failureIn(reason) === undefined) log.warn({ requestId, cause: (reason as Error).message }, 'an export was cut');
    else logFailure(log, reason, { requestId });
    response.destroy();
  } finally {
    clearTimeout(timer);
    logRead();
  }
}

/** Nobody is left to be answered. */
class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';
}

function sendHead(
  response: Response,
  name: ExportName,
  { format, header }: Pick<ExportRequest, 'format' | 'header'>,
  { accountId }: Viewer,
): void {
  const at = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const file = `${name}-account-${accountId}-${at}.${format.name}`;
  const parameters = format.name === 'csv' ? `; charset=utf-8; header=${header ? 'present' : 'absent'}` : '';
  response.status(200);
  response.setHeader('Content-Type', `${format.mediaType}${parameters}`);
  response.setHeader('Content-Disposition', `attachment; filename="${file}"`);
  response.flushHeaders();
}
