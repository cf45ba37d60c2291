import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const NEWLINE = 10;

/**
 * Reads an export, keeping nothing: `{ bytes, rows }`, where rows are line breaks without that of a header. A slow client
 * takes `megabytes` a second, and goes away after so many `seconds`.
 */
export async function download({ port, headers }, path, slowly) {
  const sent = request({ host: '127.0.0.1', port, path, headers });
  sent.end();
  const [response] = await once(sent, 'response');
  if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
  let bytes = 0;
  let rows = /header=present/.test(response.headers['content-type']) ? -1 : 0;
  const began = performance.now();
  for await (const chunk of response) {
    bytes += chunk.length;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) rows += 1;
    if (!slowly) continue;
    const passed = performance.now() - began;
    if (passed > slowly.seconds * 1_000) break;
    await pause(Math.max(0, bytes / (slowly.megabytes * 1_000) - passed));
  }
  return { bytes, rows };
}
