import { Agent, request as sendRequest } from 'node:http';
import type { HostileRequest } from './requests';

/** What a request came to. */
export interface Outcome {
  readonly request: HostileRequest;
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly milliseconds: number;
}

/** A server that answers nothing for so long hangs, in milliseconds. */
const HANGS_AFTER = 60_000;

/**
 * Sends requests over `connections` that are kept alive, as many at once, in order. Throws where one is not answered:
 * what Node itself refuses to send is not sent.
 */
export async function sendAll(
  url: string,
  requests: readonly HostileRequest[],
  connections: number,
  judge: (outcome: Outcome) => void,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const left = requests.values();
  try {
    await Promise.all(
      Array.from({ length: connections }, async () => {
        for (const request of left) judge(await send(agent, url, request));
      }),
    );
  } finally {
    agent.destroy();
  }
}

function send(agent: Agent, url: string, request: HostileRequest): Promise<Outcome> {
  const { method, path, headers, body } = request;
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new Error(`no answer to ${shown(request)}`, { cause: error }));
    const sent = sendRequest(new URL(url), { agent, method, path, headers: { ...headers, ...length } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('error', fail).on('end', () =>
        resolve({
          request,
          status: response.statusCode!,
          type: response.headers['content-type'] ?? '',
          body: text,
          milliseconds: performance.now() - began,
        }),
      );
    });
    sent.setTimeout(HANGS_AFTER, () => sent.destroy(new Error('it hangs')));
    sent.on('error', fail).end(body);
  });
}

/** A request as a failed test prints it. */
export function shown({ method, path, headers, body }: HostileRequest): string {
  return JSON.stringify({ method, path, headers, body: body?.toString() }).slice(0, 3000);
}
