import { once } from 'node:events';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { sql } from 'drizzle-orm';
import { connectDatabase } from '../../src/database/database';
import { DEFAULT_EXPORT_LIMITS } from '../../src/export/limits';
import { servedApi } from '../graphql/served';
import { say, tell } from '../graphql/story';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi, startTestApi } from '../helpers/api';
import { keepLog } from '../helpers/log';
import { addressOf, askExport, csvRows, jsonRows } from './ask-export';

/** Exports as HTTP clients meet them: who may have what, what is refused and how, and what is cut. */
describe('over HTTP', () => {
  const api = servedApi(() => startTestApi(40));
  const PERIOD = { from: '2026-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' };

  test.each([
    [{}, 'text/csv; charset=utf-8; header=present', 'csv'],
    [{ accept: 'application/jsonl' }, 'application/jsonl', 'jsonl'],
    [{ accept: 'application/vnd.apache.parquet' }, 'application/vnd.apache.parquet', 'parquet'],
    [{ accept: 'text/html, text/csv;q=0.5' }, 'text/csv; charset=utf-8; header=present', 'csv'],
  ])('the header %j gets a file of its type, with a name', async (headers, type, extension) => {
    const { status, headers: got } = await askExport(api, api.token, 'dialogs', {}, headers);
    expect([status, got.get('content-type'), got.get('cache-control')]).toEqual([200, type, 'no-store']);
    const name = new RegExp(`^attachment; filename="dialogs-account-${api.accountId}-\\d{8}T\\d{6}Z\\.${extension}"$`);
    expect(got.get('content-disposition')).toMatch(name);
  });

  test.each([
    ['dialogs', { format: 'xlsx' }, 400, 'BAD_USER_INPUT', 'format', /"xlsx": there are csv .*bom=true/],
    ['dialogs', { filter: '{status' }, 400, 'BAD_USER_INPUT', 'filter', /no JSON/],
    ['dialogs', { filter: '[]' }, 400, 'BAD_USER_INPUT', 'filter', /DialogFilter/],
    ['dialogs', { filter: { status: ['CLOSED'] } }, 400, 'BAD_USER_INPUT', 'filter.status[0]', /CLOSED/],
    ['dialogs', { filter: { status: [] } }, 400, 'BAD_USER_INPUT', 'filter.status', /empty list/],
    ['dialogs', { filter: { nonsense: 1 } }, 400, 'BAD_USER_INPUT', 'filter', /nonsense/],
    [
      'dialogs',
      { filter: { createdAt: { from: 'soon' } } },
      400,
      'BAD_USER_INPUT',
      'filter.createdAt.from',
      /RFC 3339/,
    ],
    ['dialogs', { after: 'x' }, 400, 'BAD_USER_INPUT', 'after', /no cursor/],
    [
      'events',
      { after: Buffer.from('["dialogs by CREATED_AT ASC",1,1]').toString('base64url') },
      400,
      'BAD_USER_INPUT',
      'after',
      /another list/,
    ],
    ['dialogs', { after: 'x', format: 'parquet' }, 400, 'BAD_USER_INPUT', 'after', /can't be gone on with/],
    ['dialogs', { header: 'yes' }, 400, 'BAD_USER_INPUT', 'header', /true nor false/],
    ['dialogs', { delimiter: ';' }, 400, 'BAD_USER_INPUT', 'delimiter', /neither comma nor semicolon/],
    ['dialogs', { contents: 'true' }, 400, 'BAD_USER_INPUT', 'contents', /no parameter/],
    ['dialogs', PERIOD, 400, 'BAD_USER_INPUT', 'from', /no parameter .*`createdAt` of the filter/],
    ['agents', {}, 400, 'BAD_USER_INPUT', 'from', /period/],
    ['agents', { from: PERIOD.to, to: PERIOD.from }, 400, 'BAD_USER_INPUT', 'period', /lies after/],
    ['nothing', {}, 404, 'NOT_FOUND', undefined, /dialogs, agents, events, messages/],
  ] as const)('%s with %j is refused in the API’s form', async (name, parameters, status, code, argument, message) => {
    const answer = await askExport(api, api.token, name, parameters);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    const [{ message: said, extensions }] = JSON.parse(answer.text).errors;
    expect([answer.status, extensions]).toEqual([status, { code, ...(argument && { argument }) }]);
    expect(said).toMatch(message);
  });

  test('no token, a wrong one, another method and a type that is not there are refused', async () => {
    const of = async (answer: Promise<{ status: number; text: string }>) => {
      const { status, text } = await answer;
      return [status, JSON.parse(text).errors[0].extensions.code];
    };
    expect(await of(askExport(api, undefined, 'dialogs'))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await of(askExport(api, `dst_${'x'.repeat(40)}`, 'dialogs'))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await of(askExport(api, api.token, 'dialogs', {}, { accept: 'image/png' }))).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    const posted = await fetch(addressOf(api.url, 'dialogs', {}), { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
    expect((await fetch(addressOf(api.url, 'dialogs', {}), { method: 'HEAD' })).status).toBe(405);
  });

  test('a token has its own account and limits only', async () => {
    const other = await createAccount(api.database);
    const stranger = await api.makeToken(other.id, 'reader');
    for (const name of ['dialogs', 'events', 'messages'])
      expect(jsonRows((await askExport(api, stranger, name, { format: 'jsonl' })).text)).toEqual([]);
    expect(jsonRows((await askExport(api, stranger, 'agents', { ...PERIOD, format: 'jsonl' })).text)).toEqual([]);
    const all = jsonRows((await askExport(api, api.token, 'dialogs', { format: 'jsonl' })).text);
    const inbox = all[0]!.inbox_id;
    const limited = await api.makeToken(api.accountId, 'reader', { inboxIds: [inbox] });
    const seen = all.filter(({ inbox_id }) => inbox_id === inbox);
    expect(seen.length).toBeLessThan(all.length);
    expect(jsonRows((await askExport(api, limited, 'dialogs', { format: 'jsonl' })).text)).toEqual(seen);
    const ids = new Set(seen.map(({ dialog_id }) => dialog_id));
    for (const name of ['events', 'messages']) {
      const rows = jsonRows((await askExport(api, limited, name, { format: 'jsonl' })).text);
      expect(new Set(rows.map(({ dialog_id }) => dialog_id))).toEqual(ids);
    }
  });

  test('Excel’s mark and the header are there as asked', async () => {
    const ask = async (parameters: object) =>
      (await askExport(api, api.token, 'dialogs', { filter: { status: ['RESOLVED'] }, ...parameters })).text;
    const plain = await ask({});
    expect(plain).toMatch(/^dialog_id,conversation_id,status,.*,cursor\r\n/);
    expect(await ask({ bom: true })).toBe(`\uFEFF${plain}`);
    expect(await ask({ header: false })).toBe(plain.slice(plain.indexOf('\n') + 1));
    const cursor = csvRows(plain)[3]!.cursor!;
    expect(await ask({ after: cursor })).toBe(plain.slice(plain.indexOf(cursor) + cursor.length + 2));
  });

  test('with semicolons come the same rows, the comma in numbers, and nothing else changed', async () => {
    // What lasts is measured until now.
    const filter = { status: ['RESOLVED'] };
    const rowsOf = async (delimiter: 'comma' | 'semicolon') => {
      const { text } = await askExport(api, api.token, 'dialogs', { delimiter, filter });
      return parse(text, { delimiter: delimiter === 'comma' ? ',' : ';' }) as string[][];
    };
    const [header, ...rows] = await rowsOf('comma');
    const numbers = new Set(header!.flatMap((name, place) => (/_seconds$/.test(name) ? [place] : [])));
    const expected = rows.map((row) => row.map((cell, place) => (numbers.has(place) ? cell.replace('.', ',') : cell)));
    expect(expected.flat().some((cell) => /^\d+,\d+$/.test(cell))).toBe(true);
    expect(await rowsOf('semicolon')).toEqual([header, ...expected]);
    const after = rows[3]!.at(-1)!;
    const { text } = await askExport(api, api.token, 'dialogs', { delimiter: 'semicolon', after, filter });
    expect(parse(text, { delimiter: ';' })).toEqual(expected.slice(4));
  });
});

describe('contents of messages', () => {
  const kept = keepLog();
  const api = servedApi(() => serveTestApi({ log: kept.log, api: { logReadings: true } }));
  let account: TestAccount;
  let dialog: number;

  beforeAll(async () => {
    account = await createAccount(api.database);
    const note = say('outgoing', { agentId: account.agents[0]!, private: true });
    const [told] = await tell(api, account, [{}, [1, say()], [2, note]]);
    dialog = told!.dialog;
  });
  const readings = () => kept.found('contents of messages were read');

  test('are left out for who may not read them, and forbidden where asked for', async () => {
    const token = await api.makeToken(account.id, 'administrator', { contents: false });
    const { text } = await askExport(api, token, 'messages', { format: 'jsonl' });
    expect(jsonRows(text)).toHaveLength(2);
    expect(text).not.toMatch(/content|a text of/);
    const refused = await askExport(api, token, 'messages', { contents: true });
    expect([refused.status, JSON.parse(refused.text).errors[0].extensions.code]).toEqual([403, 'FORBIDDEN']);
    expect(readings()).toEqual([]);
  });

  test('are there for who may, and a line tells of it; not where they are left out', async () => {
    const token = await api.makeToken(account.id, 'reader', { contents: true });
    await askExport(api, token, 'messages', { contents: false });
    expect(readings()).toEqual([]);
    const rows = jsonRows((await askExport(api, token, 'messages', { format: 'jsonl' })).text);
    expect(rows.map(({ content, private: isPrivate }) => [content, isPrivate])).toEqual([
      ['a text of incoming', false],
      ['a text of outgoing', true],
    ]);
    expect(readings()).toEqual([
      expect.objectContaining({ account: account.id, messages: 2, dialogs: [dialog], others: [] }),
    ]);
  });
});

describe('limits', () => {
  const kept = keepLog();
  // Longer than any machine stops for: what is under way stays so until the test ends it.
  const limits = { timeout: 120_000, unread: 120_000, atOnce: 3, atOnceOfToken: 1 };
  const api = servedApi(() => serveTestApi({ log: kept.log, api: { exportLimits: limits } }));
  let account: TestAccount;
  let other: TestAccount;
  let token: string;

  beforeAll(async () => {
    account = await createAccount(api.database);
    other = await createAccount(api.database);
    for (const each of [account, other]) await tell(api, each, [{}, [1, say()]]);
    // Larger than what sockets hold, so that who reads nothing holds the export up.
    await api.database.rows(sql`
      INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, private, created_at, updated_at, dialog_id)
      SELECT repeat('long ', 20000), m.account_id, m.inbox_id, m.conversation_id, 0, false, m.created_at, m.updated_at, m.dialog_id
      FROM messages m, generate_series(1, 300)`);
    token = await api.makeToken(account.id, 'reader');
  });

  /** Serves the same by other limits. */
  async function servedBy(exportLimits: Partial<typeof limits>) {
    const database = await connectDatabase(api.databaseUrl);
    const given = { database, url: api.databaseUrl, close: () => database.close() };
    return serveTestApi({ given, log: kept.log, api: { exportLimits: { ...limits, ...exportLimits } } });
  }

  const stalled = new Set<Socket>();
  afterEach(() => {
    for (const socket of stalled) socket.destroy();
    stalled.clear();
  });

  /** Sends the request and reads nothing of the answer. */
  function stall(by: string, { url } = api) {
    const { hostname, port, pathname } = new URL(addressOf(url, 'messages', {}));
    const socket = connect(Number(port), hostname);
    stalled.add(socket);
    socket.pause();
    socket.write(`GET ${pathname} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${by}\r\n\r\n`);
    return socket;
  }

  /** The backends that are in an export's transaction. */
  async function exporting(): Promise<number> {
    const [row] = await api.database.rows<{ backends: number }>(sql`SELECT count(*) AS backends FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`);
    return row!.backends;
  }

  const until = async (holds: () => Promise<boolean>) => {
    for (let tries = 0; tries < 1_200; tries += 1) {
      if (await holds()) return;
      await pause(25);
    }
    throw new Error('it never was so');
  };

  test('one who reads nothing holds one place and no memory; an account leaves one to others', async () => {
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    const refusal = async (by: string) => {
      const { status, text, headers } = await askExport(api, by, 'dialogs');
      const [{ message, extensions }] = JSON.parse(text).errors;
      expect(headers.get('retry-after')).toBe('5');
      return [status, extensions.code, message];
    };
    stall(token);
    await until(async () => (await exporting()) === 1);
    expect(await refusal(token)).toEqual([
      429,
      'LIMIT_EXCEEDED',
      expect.stringMatching(/this token \(TOKEN_EXPORTS_AT_/),
    ]);
    stall(await api.makeToken(account.id, 'reader'));
    await until(async () => (await exporting()) === 2);
    const third = await api.makeToken(account.id, 'reader');
    expect(await refusal(third)).toEqual([
      429,
      'LIMIT_EXCEEDED',
      expect.stringMatching(/^more than 2 .* \(EXPORTS_AT_/),
    ]);
    stall(await api.makeToken(other.id, 'reader'));
    await until(async () => (await exporting()) === 3);
    expect(await refusal(third)).toEqual([503, 'OVERLOADED', expect.stringMatching(/\(EXPORTS_AT_ONCE\); try again/)]);
    // Of 30 MB each no more than some batches are read.
    expect(process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before).toBeLessThan(60_000_000);
    for (const socket of stalled) socket.destroy();
    await until(async () => (await exporting()) === 0);
    expect((await askExport(api, token, 'dialogs')).status).toBe(200);
  });

  test.each([
    [{ timeout: 3_000 }, /longer than 3000 ms \(EXPORT_TIMEOUT_MS\)/],
    [{ unread: 1_000 }, /read nothing for 1000 ms/],
  ])('one who reads nothing is cut by %j; the client sees it', async (given, cause) => {
    const short = await servedBy(given);
    const socket = stall(token, short);
    try {
      await once(socket, 'connect');
      await until(async () => kept.found('an export was cut').some((line) => cause.test(String(line.cause))));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
      });
      socket.resume();
      await once(socket, 'close');
      expect(text).toContain('Transfer-Encoding: chunked');
      // The last chunk of a whole answer is empty.
      expect(text.endsWith('0\r\n\r\n')).toBe(false);
      await until(async () => (await exporting()) === 0);
      expect((await askExport(short, token, 'dialogs')).status).toBe(200);
    } finally {
      socket.destroy();
      await short.close();
    }
  });

  test('one who waits longer than that for the database is not cut', async () => {
    const short = await servedBy({ unread: 1_500 });
    const holder = await api.database.pool.connect();
    await holder.query('BEGIN; LOCK TABLE messages');
    try {
      const asked = askExport(short, token, 'messages');
      await until(async () => (await exporting()) === 2);
      await pause(2_000);
      await holder.query('ROLLBACK');
      const { status, text } = await asked;
      expect([status, text.length > 30_000_000]).toEqual([200, true]);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
      await short.close();
    }
  });

  test('a client that goes away ends the statement and makes room', async () => {
    const holder = await api.database.pool.connect();
    await holder.query('BEGIN; LOCK TABLE messages');
    try {
      const leaving = new AbortController();
      const headers = { authorization: `Bearer ${token}` };
      const gone = fetch(addressOf(api.url, 'messages', {}), { headers, signal: leaving.signal }).catch(() => 'gone');
      await until(async () => (await exporting()) === 2);
      leaving.abort();
      expect(await gone).toBe('gone');
      await until(async () => (await exporting()) === 1);
      // What needs no messages.
      expect((await askExport(api, token, 'events')).status).toBe(200);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
  });

  test('what takes too long before its first byte is answered TIMEOUT', async () => {
    const short = await servedBy({ timeout: 500 });
    const holder = await api.database.pool.connect();
    await holder.query('BEGIN; LOCK TABLE messages');
    try {
      const { status, text } = await askExport(short, token, 'messages');
      expect([status, JSON.parse(text).errors[0].extensions.code]).toEqual([503, 'TIMEOUT']);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
      await short.close();
    }
  });

  test('a failure in the middle destroys the connection', async () => {
    const cut = request(addressOf(api.url, 'messages', {}), { headers: { authorization: `Bearer ${token}` } });
    cut.end();
    const [response] = await once(cut, 'response');
    await until(async () => (await exporting()) === 1);
    await api.database.rows(sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`);
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
    });
    const [error] = await once(response, 'error');
    expect(error.code).toBe('ECONNRESET');
    expect(size).toBeLessThan(30_000_000);
  });
});

test('where they are switched off, exports are not served', async () => {
  const api = await serveTestApi({ api: { exportLimits: { ...DEFAULT_EXPORT_LIMITS, atOnce: 0 } } });
  expect((await askExport(api, undefined, 'dialogs')).status).toBe(404);
  await api.close();
});
