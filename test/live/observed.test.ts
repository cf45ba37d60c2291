import { servedApi } from '../graphql/served';
import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { closeStreams, subscribe } from './subscribe';

const api = servedApi(serveTestApi);
afterEach(closeStreams);

async function scrape(name: string): Promise<number> {
  const text = await (await fetch(`${api.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
}

test('open streams, their answers and whether changes are heard of are metrics; a stream is no slow request', async () => {
  const { id } = await createAccount(api.database);
  const token = await api.makeToken(id, 'reader');
  const streams = [];
  for (let count = 1; count <= 2; count += 1) {
    const stream = await subscribe(api, token, 'subscription { live { open } }');
    await stream.next();
    streams.push(stream);
    expect(await scrape('dialogs_live_streams')).toBe(count);
  }
  expect(await scrape('dialogs_live_answers_total')).toBeGreaterThanOrEqual(2);
  while ((await scrape('dialogs_live_listening')) !== 1);
  for (const stream of streams) stream.close();
  while ((await scrape('dialogs_live_streams')) !== 0);
  const text = await (await fetch(`${api.url}/metrics`)).text();
  expect(text).toContain('dialogs_http_requests_total{route="/graphql",status="none"} 2');
  expect(text).not.toMatch(/dialogs_graphql_request_duration_seconds_count\{type="subscription"/);
});
