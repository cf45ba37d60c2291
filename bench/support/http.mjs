import { Agent, request } from 'node:http';

/** Where a server answers: `{ port, path, headers }`. Posts a JSON body and returns the answer; throws unless it is 200. */
export function post({ port, path, headers }, body, agent = KEPT) {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      path,
      method: 'POST',
      agent,
      headers: {
        ...{ 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) },
        ...headers,
      },
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(answer);
        else reject(new Error(`${response.statusCode}: ${answer.slice(0, 1_000)}`));
      });
    });
    sent.end(body);
  });
}

const KEPT = new Agent({ keepAlive: true });
