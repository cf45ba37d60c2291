import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { dashboardRouter } from '../../src/dashboard/router';
import { openDashboard, untilAnswered, withDashboard } from '../helpers/dashboard';

const given = withDashboard(20);

test('the page is fresh and guarded, its assets are gzipped and kept for good', async () => {
  const page = await fetch(`${given.api.url}/`, { headers: { accept: 'text/html' } });
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
    const asset = await fetch(new URL(name, `${given.api.url}/`), { headers: { 'accept-encoding': 'gzip' } });
    expect(asset.status).toBe(200);
    expect(asset.headers.get('content-type')).toMatch(type);
    expect(asset.headers.get('content-encoding')).toBe('gzip');
    expect(asset.headers.get('vary')).toContain('Accept-Encoding');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const plain = await fetch(new URL(name, `${given.api.url}/`), { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(await asset.text());
  }
  expect((await fetch(`${given.api.url}/assets/nothing.js`)).status).toBe(404);
});

test('a client that wants JSON is sent where it always was', async () => {
  const response = await fetch(`${given.api.url}/`, { headers: { accept: 'application/json' }, redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([302, '/graphiql']);
});

test('all scripts of all views have at most 300 KB, gzipped', async () => {
  const page = await openDashboard(given.browser, given.api.url, { token: given.api.token });
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
