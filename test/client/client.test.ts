import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ApiError,
  BadInputError,
  BusyError,
  DialogStatistics,
  LimitError,
  Live,
  type Operation,
  SetConversationStatus,
  TransportError,
  Viewer,
} from '../../client/src';

type Reply = (response: ServerResponse) => unknown;

/** Answers requests one after another as the script says, the last for all further ones; tells what was asked. */
async function scripted(...script: readonly Reply[]) {
  const asked: { headers: IncomingMessage['headers']; body: { query: string; operationName: string } }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    script[Math.min(asked.length, script.length) - 1]!(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, asked, close };
}

const json = (status: number, answer: unknown, headers: Record<string, string> = {}) => {
  return (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(answer));
};
const refused = (status: number, code: string, headers?: Record<string, string>) =>
  json(status, { errors: [{ message: `refused: ${code}`, extensions: { code, argument: 'first' } }] }, headers);
const breaks = (response: ServerResponse) => response.destroy();

const ROLE = { viewer: { role: 'READER' } };
const answered = json(200, { data: ROLE });
const RESOLVE = { input: { conversation: '1', status: 'RESOLVED' as const } };

describe('the client', () => {
  let closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing) close();
    closing = [];
  });

  const against = async (options: object, ...script: readonly Reply[]) => {
    const server = await scripted(...script);
    closing.push(server.close);
    return { client: new DialogStatistics({ url: server.url, token: 'dst_x', ...options }), ...server };
  };

  it('sends back how far it has written, so that any server reads that', async () => {
    const at = (position: string) => json(200, { data: ROLE }, { 'dialogs-position': position });
    const { client, asked } = await against({}, answered, at('0/FFFFFFFF'), at('1/0000000A'), at('0/1'), answered);
    for (let requests = 0; requests < 6; requests += 1) await client.request(Viewer);
    const sent = asked.map(({ headers }) => headers['dialogs-position']);
    expect(sent).toEqual([undefined, undefined, '0/FFFFFFFF', '1/0000000A', '1/0000000A', '1/0000000A']);
  });

  it('sends the operation by its name, with the token, to /graphql', async () => {
    const { client, asked, url } = await against({}, answered);
    expect(await client.request(Viewer)).toEqual(ROLE);
    expect(asked[0]!.headers).toMatchObject({ authorization: 'Bearer dst_x', 'content-type': 'application/json' });
    expect(asked[0]!.body).toEqual({ query: Viewer.text, operationName: 'Viewer' });
    const others = ['/', '/graphql', '/graphql/'].map((end) => new DialogStatistics({ url: url + end, token: 'x' }));
    for (const other of others) expect(await other.request(Viewer)).toEqual(ROLE);
  });

  it('asks for the token anew each time', async () => {
    let given = 0;
    const token = async () => {
      given += 1;
      return `dst_${given}`;
    };
    const { client, asked } = await against(
      { token },
      refused(429, 'LIMIT_EXCEEDED', { 'retry-after': '0' }),
      answered,
    );
    await client.request(Viewer);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer dst_1', 'Bearer dst_2']);
  });

  it.each([
    ['as seconds', () => '1'],
    ['as a date', () => new Date(Date.now() + 2_000).toUTCString()],
  ])('waits for as long as a 429 says %s, and tries again', async (_how, retryAfter) => {
    const { client, asked } = await against(
      {},
      (response) => refused(429, 'LIMIT_EXCEEDED', { 'retry-after': retryAfter() })(response),
      answered,
    );
    const began = performance.now();
    expect(await client.request(SetConversationStatus, RESOLVE)).toEqual(ROLE);
    expect(performance.now() - began).toBeGreaterThan(900);
    expect(asked).toHaveLength(2);
  });

  it('does not wait for longer than it may', async () => {
    const { client, asked } = await against({}, refused(429, 'LIMIT_EXCEEDED', { 'retry-after': '3600' }));
    await expect(client.request(Viewer)).rejects.toThrow(LimitError);
    expect(asked).toHaveLength(1);
  });

  it('tries queries again after 503, a proxy and a broken connection, but no commands', async () => {
    const proxy = (response: ServerResponse) => response.writeHead(503, { 'retry-after': '0' }).end('<html>');
    const failures = [refused(503, 'OVERLOADED', { 'retry-after': '0' }), proxy, breaks];
    const { client, asked } = await against({}, ...failures, answered);
    expect(await client.request(Viewer)).toEqual(ROLE);
    expect(asked).toHaveLength(4);
    for (const failure of failures) {
      const command = await against({}, failure, answered);
      await expect(command.client.request(SetConversationStatus, RESOLVE)).rejects.toThrow();
      expect(command.asked).toHaveLength(1);
    }
  });

  it('gives up after so many tries, with the last error', async () => {
    const { client, asked } = await against({ retries: 2 }, refused(503, 'TIMEOUT', { 'retry-after': '0' }));
    await expect(client.request(Viewer)).rejects.toThrow(BusyError);
    expect(asked).toHaveLength(3);
  });

  it('does not try again what was refused for good', async () => {
    const { client, asked } = await against({}, refused(400, 'BAD_USER_INPUT'));
    const error = await client.request(Viewer).catch((each) => each);
    expect(error).toBeInstanceOf(BadInputError);
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'first', status: 400, name: 'BadInputError' });
    expect(asked).toHaveLength(1);
  });

  it('gives what was answered beside an error, and an unknown code as it is', async () => {
    const { client } = await against({}, json(200, { data: { viewer: null }, errors: [{ message: 'no' }] }));
    const error = await client.request(Viewer).catch((each) => each);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ message: 'no', code: 'UNKNOWN', data: { viewer: null }, name: 'ApiError' });
  });

  it('says what answered in the place of the API, and that nothing did', async () => {
    const { client } = await against({}, (response) => response.writeHead(404).end('<h1>nothing</h1>'));
    await expect(client.request(Viewer)).rejects.toThrow('no answer of the API, but 404: <h1>nothing</h1>');
    const nowhere = new DialogStatistics({ url: 'http://127.0.0.1:1', token: 'x', retries: 0 });
    const error = await nowhere.request(Viewer).catch((each) => each);
    expect(error).toBeInstanceOf(TransportError);
    expect(error.message).toBe('the server can not be reached: http://127.0.0.1:1/graphql');
  });

  it('ends a try that takes too long, and at once when it is told to', async () => {
    const { client } = await against({ timeoutMs: 100, retries: 0 }, () => {});
    await expect(client.request(Viewer)).rejects.toThrow('no answer within 100 ms');
    const patient = await against({}, refused(429, 'LIMIT_EXCEEDED', { 'retry-after': '20' }));
    const stop = new AbortController();
    const ended = patient.client.send(Live, {}, { signal: stop.signal });
    while (patient.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    stop.abort(new Error('enough'));
    await expect(ended).rejects.toThrow('enough');
  });

  it('takes operations of the caller', async () => {
    const { client, asked } = await against({}, json(200, { data: { live: { open: 3 } } }));
    const Open: Operation<{ live: { open: number } }, Record<string, never>> = {
      ...{ name: 'Open', kind: 'query', text: 'query Open { live { open } }' },
    };
    expect((await client.request(Open)).live.open).toBe(3);
    expect(asked[0]!.body.query).toBe(Open.text);
  });
});
