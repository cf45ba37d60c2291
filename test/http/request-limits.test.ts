import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { readPersistedQueries } from '../../src/graphql/persisted-queries';
import { servedApi } from '../graphql/served';
import { createAccount } from '../helpers/account';
import { serveTestApi, type TestApi } from '../helpers/api';

const QUERY = '{ viewer { account { name } } }';

/** Two tokens of one account. */
async function twoTokens(api: TestApi): Promise<[string, string]> {
  const { id } = await createAccount(api.database);
  return [await api.makeToken(id, 'reader'), await api.makeToken(id, 'reader')];
}

/** While `work` runs, nobody can read the table of accounts. */
async function whileLocked(api: TestApi, work: () => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: api.databaseUrl });
  await client.connect();
  await client.query('BEGIN; LOCK TABLE accounts');
  try {
    await work();
  } finally {
    await client.query('COMMIT');
    await client.end();
  }
}

describe('requests a minute', () => {
  const api = servedApi(() => serveTestApi({ api: { tokenLimits: { perMinute: 3, atOnce: 64 } } }));

  test('one token too often is refused with the limit and when to go on; another is answered', async () => {
    const [busy, calm] = await twoTokens(api);
    const answers = [];
    for (let sent = 0; sent < 5; sent += 1) answers.push(await api.ask(busy, QUERY));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    const { errors, headers } = answers[4]!;
    expect(errors).toEqual([
      {
        message: expect.stringMatching(/^more than 3 requests a minute .*TOKEN_REQUESTS_PER_MINUTE.*go on after \d+ s/),
        extensions: { code: 'LIMIT_EXCEEDED' },
      },
    ]);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await api.ask(calm, QUERY)).status).toBe(200);
  });
});

describe('requests of an account', () => {
  const api = servedApi(() => serveTestApi({ api: { accountLimits: { perMinute: 3, atOnce: 64 } } }));

  test('all its tokens together are refused one too many; another account is answered', async () => {
    const [one, other] = await twoTokens(api);
    const [stranger] = await twoTokens(api);
    const statuses = [];
    for (const token of [one, other, one, other]) statuses.push((await api.ask(token, QUERY)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const { errors } = await api.ask(one, QUERY);
    expect(errors![0].message).toMatch(
      /^more than 3 requests a minute of this account \(ACCOUNT_REQUESTS_PER_MINUTE\)/,
    );
    expect((await api.ask(stranger, QUERY)).status).toBe(200);
  });
});

describe('requests at once', () => {
  const api = servedApi(() => serveTestApi({ api: { tokenLimits: { perMinute: 1_000, atOnce: 2 } } }));

  test('one token at a time does not keep the others out, and goes on afterwards', async () => {
    const [busy, calm] = await twoTokens(api);
    let waiting: Promise<{ status: number }[]> | undefined;
    await whileLocked(api, async () => {
      waiting = Promise.all([api.ask(busy, QUERY), api.ask(busy, QUERY)]);
      let refused = await api.ask(busy, '{ viewer { role } }');
      for (let tries = 0; refused.status === 200 && tries < 1_000; tries += 1)
        refused = await api.ask(busy, '{ viewer { role } }');
      expect(refused).toMatchObject({ status: 429, errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] });
      expect(refused.errors![0].message).toMatch(/more than 2 requests at once .*TOKEN_REQUESTS_AT_ONCE/);
      expect((await api.ask(calm, '{ viewer { role } }')).status).toBe(200);
    });
    expect((await waiting)!.map(({ status }) => status)).toEqual([200, 200]);
    expect((await api.ask(busy, QUERY)).status).toBe(200);
  });

  test('a client that goes away makes room', async () => {
    const [token] = await twoTokens(api);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    await whileLocked(api, async () => {
      const leaving = new AbortController();
      const body = JSON.stringify({ query: QUERY });
      const gone = [1, 2].map(() =>
        fetch(`${api.url}/graphql`, { method: 'POST', headers, body, signal: leaving.signal }).catch(() => 'gone'),
      );
      while ((await api.ask(token, '{ viewer { role } }')).status !== 429);
      leaving.abort();
      expect(await Promise.all(gone)).toEqual(['gone', 'gone']);
      while ((await api.ask(token, '{ viewer { role } }')).status !== 200);
    });
  });
});

describe('the time of a request', () => {
  const api = servedApi(() => serveTestApi({ api: { requestTimeout: 300 } }));

  test('one that takes longer is answered TIMEOUT, and the server goes on', async () => {
    const [token] = await twoTokens(api);
    await whileLocked(api, async () => {
      const { status, errors } = await api.ask(token, QUERY);
      expect([status, errors]).toEqual([
        503,
        [
          {
            message: expect.stringMatching(/longer than 300 ms \(REQUEST_TIMEOUT_MS\); ask for less/),
            extensions: { code: 'TIMEOUT', requestId: expect.any(String) },
          },
        ],
      ]);
    });
    // On a machine that stops for a moment, one of them may be late again.
    let { status } = await api.ask(token, QUERY);
    for (let tries = 0; status !== 200 && tries < 20; tries += 1) status = (await api.ask(token, QUERY)).status;
    expect(status).toBe(200);
  });
});

describe('listed operations only', () => {
  const listed = { board: QUERY, role: 'query Role { viewer { role } }' };
  const api = servedApi(() => serveTestApi({ api: { persistedQueries: new Map(Object.entries(listed)) } }));

  async function post(body: object, authorized = true) {
    const [token] = await twoTokens(api);
    const headers = new Headers({ 'content-type': 'application/json' });
    if (authorized) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, ...((await response.json()) as { data?: unknown; errors?: unknown[] }) };
  }
  const byId = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
  const refused = (code: string) => [{ message: expect.any(String), extensions: { code } }];

  test('are answered by their ids and by their texts', async () => {
    expect(await post(byId('role'))).toMatchObject({ status: 200, data: { viewer: { role: 'READER' } } });
    expect(await post({ query: listed.role })).toMatchObject({ status: 200, data: { viewer: { role: 'READER' } } });
  });

  test('others are refused, by whichever way', async () => {
    expect(await post({ query: '{ viewer { role } }' })).toMatchObject({ status: 403, errors: refused('FORBIDDEN') });
    expect(await post({ query: '{ __schema { types { name } } }' })).toMatchObject({ status: 403 });
    expect(await post(byId('other'))).toMatchObject({ errors: refused('PERSISTED_QUERY_NOT_FOUND') });
    const query = '{ viewer { role } }';
    const sha256Hash = createHash('sha256').update(query).digest('hex');
    expect(await post({ query, ...byId(sha256Hash) })).toMatchObject({ status: 403, errors: refused('FORBIDDEN') });
    expect(await post(byId(sha256Hash))).toMatchObject({ errors: refused('PERSISTED_QUERY_NOT_FOUND') });
  });

  test('nobody without a token learns which they are', async () => {
    for (const body of [byId('role'), byId('other'), { query: QUERY }, { query: '{ x }' }]) {
      expect(await post(body, false)).toMatchObject({ status: 401, errors: refused('UNAUTHENTICATED') });
    }
  });

  test('are read from a file, and a file that holds none is refused', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'persisted-'));
    const file = path.join(folder, 'list.json');
    await writeFile(file, JSON.stringify(listed));
    expect(await readPersistedQueries(file)).toEqual(new Map(Object.entries(listed)));
    for (const [text, message] of [
      ['[]', /no JSON object/],
      ['{', /no JSON object/],
      ['{}', /no operation/],
      ['{"a": 5}', /"a" is no text/],
      ['{"a": "{ viewer"}', /"a": Syntax Error/],
    ] as const) {
      await writeFile(file, text);
      await expect(readPersistedQueries(file)).rejects.toThrow(message);
    }
    await rm(folder, { recursive: true });
    await expect(readPersistedQueries(file)).rejects.toThrow(/ENOENT/);
  });
});
