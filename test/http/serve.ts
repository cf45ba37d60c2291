import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Database } from '../../src/database/database';
import { type App, createApp } from '../../src/http/app';
import { createLogger } from '../../src/http/logger';
import { createWriteSide } from '../../src/write-side/service';

/** A server of its own on a database, as operators and their tools ask it. */
export interface Served {
  readonly app: App;
  /** Asks whether it is ready: see `askReady`. */
  ready(tries?: number): Promise<Ready>;
  /** Scrapes the metrics. */
  scrape(): Promise<Scrape>;
  close(): Promise<void>;
}

export interface Ready {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Asks a server whether it is ready, and again, so many times, while it can't tell how the capture is doing: a busy machine
 * may take longer over that than a check waits for it.
 */
export async function askReady(url: string, tries = 20, path = '/health/ready'): Promise<Ready> {
  const response = await fetch(`${url}${path}`);
  const body = (await response.json()) as { capture?: { status: string } };
  return tries > 1 && body.capture?.status === 'unknown'
    ? askReady(url, tries - 1, path)
    : { status: response.status, body };
}

export interface Scrape {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  /** The value of a metric without labels; undefined where it is absent. */
  value(name: string): number | undefined;
}

/** Serves the API, health and metrics of a database on a free port. */
export async function serveOn(database: Database): Promise<Served> {
  const app = await createApp({ database, writeSide: createWriteSide(database), log: createLogger('silent') });
  app.server.listen(0, '127.0.0.1');
  await once(app.server, 'listening');
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    app,
    ready: (tries) => askReady(url, tries),
    async scrape() {
      const response = await fetch(`${url}/metrics`);
      const text = await response.text();
      return {
        status: response.status,
        type: response.headers.get('content-type'),
        text,
        value(name) {
          const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(text);
          return found ? Number(found[1]) : undefined;
        },
      };
    },
    async close() {
      app.server.closeAllConnections();
      await app.stop();
    },
  };
}
