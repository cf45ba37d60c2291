import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import express from 'express';
import type { Browser, Page, Route } from 'playwright-core';
import { dashboardRouter } from '../../src/dashboard/router';
import { startTestApi } from '../helpers/api';
import { openBrowser } from '../helpers/browser';
import { offences, openDashboard, untilAnswered } from '../helpers/dashboard';

let api: Awaited<ReturnType<typeof startTestApi>>;
let browser: Browser;

beforeAll(async () => {
  [api, browser] = await Promise.all([startTestApi(20), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await api?.close();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  expect(offences.splice(0)).toEqual([]);
});

/** Opens the dashboard where the queries of the name given are answered otherwise. */
function openWith(name: string, answer: (route: Route) => unknown, search = '?view=agents'): Promise<Page> {
  return openDashboard(browser, api.url, {
    ...{ token: api.token, search },
    prepare: (page) =>
      page.route('**/graphql', async (route) => {
        if (route.request().postDataJSON().query.includes(`query ${name}(`)) await answer(route);
        else await route.continue();
      }),
  });
}

const refuse =
  (code: string, status: number, headers = {}) =>
  (route: Route) => {
    const json = { errors: [{ message: 'as the API says', extensions: { code, requestId: 'r-1' } }] };
    return route.fulfill({ status, headers, json });
  };

test.each([
  ['QUERY_TOO_COMPLEX', 400, 'That is too much at once.'],
  ['BAD_USER_INPUT', 400, 'Choose another period or filter.'],
  ['FORBIDDEN', 200, 'This token may not see this.'],
  ['TIMEOUT', 503, 'The answer took too long.'],
  ['INTERNAL_SERVER_ERROR', 500, 'Something went wrong on the server.'],
  ['SOMETHING_NEW', 400, 'The server answered in an unexpected way.'],
])('%s is told in words, and asked again at a press', async (code, status, words) => {
  let isRefused = true;
  const page = await openWith('Agents', (route) => (isRefused ? refuse(code, status)(route) : route.continue()));
  await page.getByRole('alert').getByText(words).waitFor();
  await page.getByText('Details').click();
  await page.getByText('as the API says').waitFor();
  await page.getByText('request r-1').waitFor();
  isRefused = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('columnheader', { name: 'Dialogs' }).waitFor();
});

test.each([
  ['LIMIT_EXCEEDED', 429, 'Too many requests with this token.'],
  ['OVERLOADED', 503, 'The server is busy.'],
])('%s is asked again by itself after the time that the server says', async (code, status, words) => {
  const asked: number[] = [];
  const page = await openWith('Agents', (route) => {
    asked.push(performance.now());
    return asked.length === 1 ? refuse(code, status, { 'retry-after': '2' })(route) : route.continue();
  });
  await page.getByRole('status').getByText(words).waitFor();
  await page.getByRole('columnheader', { name: 'Dialogs' }).waitFor();
  expect(asked).toHaveLength(2);
  expect(asked[1]! - asked[0]!).toBeGreaterThan(1_900);
});

test('a token that is refused leads back to the sign-in, which says why', async () => {
  const page = await openWith('Agents', refuse('UNAUTHENTICATED', 401));
  await page.getByText('it has expired or was revoked').waitFor();
  await page.getByLabel('Token').waitFor();
  expect(await page.evaluate('sessionStorage.length')).toBe(0);
});

test('a server that does not answer is told so', async () => {
  const page = await openDashboard(browser, api.url, {
    prepare: (opened) => opened.route('**/graphql', (route) => route.abort()),
  });
  await page.getByLabel('Token').fill(api.token);
  await page.keyboard.press('Enter');
  await page.getByText("The server can't be reached.").waitFor();
});

test('until an answer comes its shape is seen', async () => {
  let goOn = () => {};
  const page = await openWith('Agents', async (route) => {
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await route.continue();
  });
  await page.locator('.skeleton').first().waitFor();
  goOn();
  await page.getByRole('columnheader', { name: 'Dialogs' }).waitFor();
  expect(await page.locator('.skeleton').count()).toBe(0);
});

test('where there is nothing, that is said', async () => {
  const long = 'days=2001-01-01..2001-01-02';
  const page = await openDashboard(browser, api.url, { token: api.token, search: `?view=transfers&${long}` });
  await page.getByText('No dialog of this period was transferred.').first().waitFor();
  await page.getByRole('link', { name: 'Dialogs', exact: true }).click();
  await page.getByText('No dialogs match.').waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  await untilAnswered(page);
  await page.getByText('No dialogs in this period.').first().waitFor();
  await page.goto(`${api.url}/?view=dialog&dialog=999999999`);
  await page.getByRole('alert').getByText('There is none such').waitFor();
  await page.goto(`${api.url}/?view=dialogs&filter=${encodeURIComponent('{"status":["NONE"]}')}`);
  await page.getByRole('alert').getByText("The API can't take what was asked.").waitFor();
});

test('an address that nobody wrote this way says so, and leads on', async () => {
  const search = `?view=dialogs&filter=${encodeURIComponent('{"status":"open","createdAt":{"from":1,"to":"x"}}')}`;
  const page = await openDashboard(browser, api.url, { token: api.token, search });
  await page.getByRole('alert').getByText("This view can't be shown").waitFor();
  await page.getByRole('link', { name: 'Agents' }).click();
  await page.getByRole('columnheader', { name: 'Dialogs' }).waitFor();
});

test('without the scope for contents a timeline has no texts, and no errors', async () => {
  const token = await api.makeToken(api.accountId, 'reader', { contents: false });
  const { data } = await api.ask(
    token,
    '{ dialogs(first: 1) { nodes { databaseId messages(first: 9) { totalCount } } } }',
  );
  const [dialog] = data.dialogs.nodes;
  const page = await openDashboard(browser, api.url, { token, search: `?view=dialog&dialog=${dialog.databaseId}` });
  await page.locator('[data-lane="course"]').waitFor();
  expect((await page.locator('.log-text').allInnerTexts()).join('')).toBe('');
});

describe('what the router sends', () => {
  test('the page is fresh and guarded, its assets are gzipped and kept for good', async () => {
    const page = await fetch(`${api.url}/`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe/);

    const html = await page.text();
    for (const [name, type] of [
      [html.match(/src="(.*?\.js)"/)![1]!, /^text\/javascript/],
      [html.match(/href="(.*?\.css)"/)![1]!, /^text\/css/],
    ] as const) {
      const asset = await fetch(new URL(name, `${api.url}/`), { headers: { 'accept-encoding': 'gzip' } });
      expect(asset.status).toBe(200);
      expect(asset.headers.get('content-type')).toMatch(type);
      expect(asset.headers.get('content-encoding')).toBe('gzip');
      expect(asset.headers.get('vary')).toContain('Accept-Encoding');
      expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const plain = await fetch(new URL(name, `${api.url}/`), { headers: { 'accept-encoding': 'identity' } });
      expect(plain.headers.get('content-encoding')).toBeNull();
      expect(await plain.text()).toBe(await asset.text());
    }
    expect((await fetch(`${api.url}/assets/nothing.js`)).status).toBe(404);
  });

  test('a client that wants JSON is sent where it always was', async () => {
    const response = await fetch(`${api.url}/`, { headers: { accept: 'application/json' }, redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphiql']);
  });

  test('all scripts of all views have at most 300 KB, gzipped', async () => {
    const page = await openDashboard(browser, api.url, { token: api.token });
    const scripts = new Map<string, number>();
    page.on('response', async (response) => {
      if (response.url().endsWith('.js')) scripts.set(response.url(), gzipSync(await response.body()).length);
    });
    await page.reload();
    for (const name of ['Agents', 'Transfers', 'Dialogs']) {
      await page.getByRole('link', { name, exact: true }).click();
      await untilAnswered(page);
    }
    await page.waitForLoadState('networkidle');
    expect(scripts.size).toBeGreaterThan(2);
    expect([...scripts.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(300_000);
  });

  test('without built assets it says how to build them', async () => {
    const app = express().use('/', dashboardRouter({ assetsDir: path.join(os.tmpdir(), 'no-such-folder') }));
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build');
    await new Promise((resolve) => server.close(resolve));
  });
});
