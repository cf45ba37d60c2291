import type { Dice } from '../../../src/demo/dice';
import { hostileJson, hostileText } from './texts';

/** What is sent. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

const PATHS = [
  '/graphql',
  '/presence',
  '/health',
  '/health/live',
  '/health/ready',
  '/metrics',
  '/graphiql',
  '/',
  '/presence.js',
];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND', 'TRACE', 'QUERY', 'MKCOL'];
const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/json; charset=\u00e9',
  'application/graphql',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'text/html',
  '*/*',
  'nonsense',
  '',
];

/** A request of anything that is served, and of what is not; some with the proof of who asks. */
export function hostileEndpoint(dice: Dice, proof: Readonly<Record<string, string>>, token: string): WireRequest {
  const path = dice.chance(0.7)
    ? dice.pick(PATHS)
    : `${dice.pick(PATHS)}/${encodeURIComponent(hostileText(dice).toWellFormed())}`;
  const query = dice.chance(0.3)
    ? `?${encodeURIComponent(hostileText(dice).toWellFormed())}=${encodeURIComponent(hostileText(dice).toWellFormed())}`
    : '';
  const method = dice.pick(METHODS);
  const headers = {
    'content-type': dice.pick(TYPES),
    ...(dice.chance(0.5) ? proof : {}),
    ...(dice.chance(0.5) ? hostileHeaders(dice) : {}),
  };
  const body = path.startsWith('/presence') && dice.chance(0.7) ? hostileReport(dice, token) : hostileBody(dice);
  return {
    method,
    path: `${path}${query}`.slice(0, 14_000),
    headers,
    ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
  };
}

/** Headers that no client sends, the proof of who asks among them. */
export function hostileHeaders(dice: Dice): Record<string, string> {
  const scheme = dice.pick(['Bearer', 'bearer', 'Basic', '', 'Bearer Bearer']);
  const token = dice.pick([
    hostileText(dice),
    `dst_${'x'.repeat(40)}`,
    `dst_${hostileText(dice)}`,
    'a.b.c',
    `${encodeURIComponent(hostileText(dice).toWellFormed())}.e30.`,
  ]);
  const others = [
    'x-account-id',
    'origin',
    'accept',
    'accept-encoding',
    'x-request-id',
    'content-encoding',
    'cookie',
    'range',
    'if-none-match',
  ];
  return {
    authorization: headerText(`${scheme} ${token}`),
    ...(dice.chance(0.5) ? { [dice.pick(others)]: headerText(hostileText(dice)) } : {}),
  };
}

/** What a header can hold at all: the rest never leaves a client. */
function headerText(text: string): string {
  return text
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')
    .slice(0, 4000)
    .trim();
}

function hostileReport(dice: Dice, token: string): string {
  const report = {
    token: dice.chance(0.5) ? token : hostileJson(dice, 1),
    visitor: hostileText(dice),
    session: hostileJson(dice, 1),
  };
  return JSON.stringify({
    ...report,
    presence: dice.pick(['online', 'offline', hostileText(dice)]),
    ...(dice.chance(0.2) ? { [hostileText(dice)]: 1 } : {}),
  });
}

/** Bodies that are seldom what POST /graphql takes. */
export function hostileBody(dice: Dice): string | Buffer {
  switch (dice.int(0, 6)) {
    case 0:
      return JSON.stringify(hostileJson(dice));
    case 1:
      return Buffer.from(Array.from({ length: dice.int(0, 200) }, () => dice.int(0, 255)));
    case 2:
      return hostileText(dice);
    case 3:
      return JSON.stringify({
        query: hostileJson(dice),
        variables: hostileJson(dice),
        operationName: hostileJson(dice),
        extensions: hostileJson(dice),
      });
    case 4:
      return `{"query":"{ viewer { role } }","variables":${'['.repeat(dice.pick([10, 5_000]))}`;
    case 5:
      return `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    default:
      return `{"query":"{ __typename }","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`;
  }
}
