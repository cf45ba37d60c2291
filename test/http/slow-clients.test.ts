import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { servedApi } from '../graphql/served';
import { serveTestApi } from '../helpers/api';

/** Clients that keep connections busy with little or nothing. */
const api = servedApi(() =>
  serveTestApi({ api: { connectionLimits: { connections: 4, keepAlive: 1_000, head: 1_500 } } }),
);

function open(bytes: string, { url } = api): { socket: Socket; text: () => string; closed: Promise<unknown> } {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  socket.on('error', () => {});
  if (bytes !== '') socket.write(bytes);
  return { socket, text: () => text, closed: new Promise((resolve) => socket.once('close', resolve)) };
}

test('a head that does not come to its end, and a connection that says nothing, are closed; who asks whole is answered', async () => {
  const began = performance.now();
  const slow = open('POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  const drip = setInterval(() => slow.socket.write('x'), 500);
  const silent = open('');
  const whole = open('GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  await whole.closed;
  expect(whole.text()).toMatch(/^HTTP\/1\.1 200 /);
  await Promise.all([slow.closed, silent.closed]);
  clearInterval(drip);
  expect(performance.now() - began).toBeGreaterThan(1_400);
  expect(slow.text()).toMatch(/^HTTP\/1\.1 408 [\s\S]*"code":"TIMEOUT"/);
});

describe('beside heads that may take long', () => {
  const patient = servedApi(() =>
    serveTestApi({ api: { connectionLimits: { connections: 4, keepAlive: 1_000, head: 30_000 } } }),
  );
  const HEAD = 'GET /health/live HTTP/1.1\r\nHost: x\r\n';

  test('one connection too many is closed at once, and an idle one in time', async () => {
    const others = [1, 2, 3, 4].map(() => open(HEAD, patient));
    await Promise.all(others.map(({ socket }) => once(socket, 'connect')));
    const tooMany = open(`${HEAD}\r\n`, patient);
    await tooMany.closed;
    expect(tooMany.text()).toBe('');
    const [kept, ...rest] = others;
    kept!.socket.write('\r\n');
    await kept!.closed;
    expect(kept!.text()).toMatch(/^HTTP\/1\.1 200 /);
    for (const { socket } of rest) socket.destroy();
    await Promise.all(rest.map(({ closed }) => closed));
  });
});
