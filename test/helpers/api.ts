import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Reads } from '../../src/database/replicas/reads';
import { fillDemo } from '../../src/demo/fill';
import { type ApiOptions, DEFAULT_API_OPTIONS } from '../../src/http/api-options';
import { createApp } from '../../src/http/app';
import { createLogger, type Logger } from '../../src/http/logger';
import { parseTimestamp } from '../../src/instant';
import { createToken, type NewToken } from '../../src/tokens/tokens';
import type { Role } from '../../src/tokens/viewer';
import type { Tracing } from '../../src/tracing/tracing';
import { createWriteSide } from '../../src/write-side/service';
import { createTestDatabase, type TestDatabase } from './database';
import { readsOfNow } from './reads';

/** The answer of the API to one request. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers have the shape that each test asks for.
  readonly data: any;
  // biome-ignore lint/suspicious/noExplicitAny: errors are checked field by field.
  readonly errors: any[] | undefined;
}

/** A served API on a database of its own. */
export interface TestApi extends Omit<TestDatabase, 'url'> {
  readonly url: string;
  readonly databaseUrl: string;
  /** A token that may read contents, unless the scope says otherwise. */
  makeToken(accountId: number, role: Role, scope?: Partial<NewToken>): Promise<string>;
  /** Asks over HTTP, as any client would. */
  ask(token: string | undefined, query: string, variables?: Record<string, unknown>): Promise<Answer>;
}

/** How the API is served, where not as by default. */
export interface TestApiOptions {
  readonly given?: TestDatabase;
  readonly reads?: Reads;
  readonly api?: Partial<ApiOptions>;
  readonly log?: Logger;
  readonly tracing?: Tracing;
}

/** Serves the API, on a free port, on a database without rows unless one is given. */
export async function serveTestApi({
  given,
  reads: givenReads,
  api,
  log,
  tracing,
}: TestApiOptions = {}): Promise<TestApi> {
  const { database, url: databaseUrl, close } = given ?? (await createTestDatabase());
  const { TEST_READ_URL: replica } = process.env;
  const reads = givenReads ?? (replica ? await readsOfNow(database, [replica]) : undefined);
  const app = await createApp({
    ...{ database, reads, writeSide: createWriteSide(database), log: log ?? createLogger('silent') },
    api: { ...DEFAULT_API_OPTIONS, ...api },
    tracing,
  });
  app.server.listen(0, '127.0.0.1');
  await once(app.server, 'listening');
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    url,
    databaseUrl,
    database,
    makeToken: (accountId, role, scope) =>
      createToken(database, { accountId, role, contents: true, name: null, expiresIn: null, ...scope }),
    async ask(token, query, variables) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as Pick<Answer, 'data' | 'errors'>;
      return { status: response.status, headers: response.headers, data, errors };
    },
    async close() {
      app.server.closeAllConnections();
      await app.stop();
      await reads?.close();
      await close();
    },
  };
}

/** A Thursday's early afternoon in Kyiv: agents hold open dialogs then, at whatever hour the tests run. */
const DEMO_UNTIL = parseTimestamp('2026-11-19 12:00:00');

/** Serves the API on a small demo, the same each time, with a token of its contact centre. */
export async function startTestApi(
  dialogs = 200,
): Promise<TestApi & { readonly token: string; readonly accountId: number }> {
  const api = await serveTestApi();
  const { accountId } = await fillDemo(api.database, createWriteSide(api.database), { dialogs, until: DEMO_UNTIL });
  return { ...api, accountId, token: await api.makeToken(accountId, 'administrator') };
}
