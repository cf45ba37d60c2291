import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import express from 'express';
import type { Browser, BrowserContextOptions, Page, Response } from 'playwright-core';
import { graphiqlRouter } from '../../src/graphiql/router';
import { startTestApi } from '../helpers/api';
import { openBrowser } from '../helpers/browser';

const screenshots = path.join(os.tmpdir(), 'dialog-statistics-graphiql');

let api: Awaited<ReturnType<typeof startTestApi>>;
let browser: Browser;
/** What no page may do: requests to other hosts, errors in scripts, breaches of the Content-Security-Policy. */
let offences: string[];

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [api, browser] = await Promise.all([startTestApi(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await api?.close();
});

beforeEach(() => {
  offences = [];
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  expect(offences).toEqual([]);
});

async function openGraphiql({ hash = '', ...options }: BrowserContextOptions & { hash?: string } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== api.url) {
      offences.push(`request to ${request.url()}`);
    }
  });
  page.on('pageerror', (error) => offences.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) offences.push(message.text());
  });
  await page.goto(`${api.url}/graphiql${hash}`);
  await queryEditor(page).locator('.view-line').first().waitFor();
  return page;
}

const tokenField = (page: Page) => page.getByLabel('Token', { exact: true });
const standing = (page: Page) => page.getByRole('status');
const queryEditor = (page: Page) => page.getByLabel('Operation Editor');
const runButton = (page: Page) => page.getByRole('button', { name: /^execute query/i });

async function enterToken(page: Page, token = api.token): Promise<void> {
  await tokenField(page).fill(token);
  await standing(page).getByText('Token of').waitFor();
}

async function pickStarter(page: Page, title: string, operation: string): Promise<void> {
  await page.getByRole('button', { name: 'Starter queries' }).click();
  await page.getByRole('menuitem', { name: title }).click();
  await page.getByRole('tab', { name: operation, selected: true }).waitFor();
}

/** Presses what runs the query and gives the API's answer to it. */
async function answerTo(page: Page, press: () => Promise<void>) {
  const ofRun = (response: Response) => response.url() === `${api.url}/graphql`;
  const [response] = await Promise.all([page.waitForResponse(ofRun), press()]);
  return response.json();
}

/** The visible lines of the result pane; Monaco writes spaces as no-break spaces and positions the lines itself. */
async function resultText(page: Page): Promise<string> {
  const lines = await page.getByLabel('Result Window').locator('.view-line').allInnerTexts();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

async function untilResultHolds(page: Page, text: string): Promise<void> {
  await page
    .getByLabel('Result Window')
    .locator('.view-line', { hasText: text })
    .first()
    .waitFor({ timeout: 10_000 })
    .catch(async () => expect(await resultText(page)).toContain(text));
}

describe('running queries', () => {
  test('a starter query shows dialogs, by the run button and by Ctrl+Enter', async () => {
    const page = await openGraphiql();
    await enterToken(page);
    await pickStarter(page, 'Transferred dialogs', 'TransferredDialogs');

    const answer = await answerTo(page, () => runButton(page).click());
    const [dialog] = answer.data.dialogs.nodes;
    expect(dialog.transferCount).toBeGreaterThan(0);
    await untilResultHolds(page, dialog.id);

    await pickStarter(page, 'Newest dialogs', 'NewestDialogs');
    const newest = await answerTo(page, () => page.keyboard.press('Control+Enter'));
    expect(newest.data.dialogs.nodes.length).toBeGreaterThan(1);
    await untilResultHolds(page, newest.data.dialogs.nodes[0].id);
  });

  test('every starter query runs as it is', async () => {
    const page = await openGraphiql();
    await enterToken(page);
    await page.getByRole('button', { name: 'Starter queries' }).click();
    const titles = await page.getByRole('menuitem').allInnerTexts();
    await page.keyboard.press('Escape');
    expect(titles.length).toBeGreaterThanOrEqual(7);

    for (const [index, title] of titles.entries()) {
      await page.getByRole('button', { name: 'Starter queries' }).click();
      await page.getByRole('menuitem', { name: title }).click();
      await queryEditor(page).locator('.view-line', { hasText: title }).waitFor();
      // A tab gets its name when the editor has parsed the query; of several operations a run needs to know which.
      await page.getByRole('tab', { selected: true }).filter({ hasNotText: 'untitled' }).waitFor();
      const answer = await answerTo(page, () => page.keyboard.press('Control+Enter'));
      expect({ index, title, errors: answer.errors }).toEqual({ index, title, errors: undefined });
      expect(answer.data).toBeTruthy();
    }
  });

  test('an own query is completed from the schema while it is typed', async () => {
    const page = await openGraphiql();
    await enterToken(page);
    await page.getByRole('button', { name: 'New tab' }).click();
    await queryEditor(page).locator('.monaco-editor').click();

    await page.keyboard.type('{ dialo', { delay: 80 });
    const suggestions = page.locator('.suggest-widget.visible');
    await suggestions.getByRole('option', { name: 'dialogs' }).waitFor();
    await page.screenshot({ path: path.join(screenshots, 'completion.png') });
    await page.keyboard.press('Escape');

    await page.keyboard.type('gs(first: 3) { nodes { id status } ', { delay: 20 });
    await page.keyboard.press('Escape');
    const answer = await answerTo(page, () => page.keyboard.press('Control+Enter'));
    expect(answer.data.dialogs.nodes).toHaveLength(3);
    await untilResultHolds(page, answer.data.dialogs.nodes[2].id);

    // Prettify and the variables' formatter come in parts of the bundle that nothing else loads.
    await page.getByRole('button', { name: 'Variables' }).click();
    await page.getByLabel('Variables').locator('.monaco-editor').click();
    await page.keyboard.type('{"a":1', { delay: 20 });
    await page.getByRole('button', { name: /^prettify/i }).click();
    await queryEditor(page)
      .locator('.view-line', { hasText: /^\s*status$/ })
      .waitFor();
    await page
      .getByLabel('Variables')
      .locator('.view-line', { hasText: /^\s*"a":\s1$/ })
      .waitFor();
  });
});

describe('the token', () => {
  test('is asked for in words, refused in words, and brings the schema when it is right', async () => {
    const page = await openGraphiql();
    await standing(page).getByText('No or wrong token: the field is empty').waitFor();

    await tokenField(page).fill('not-a-token');
    await standing(page).getByText('No or wrong token: the API refuses this one').waitFor();
    await untilResultHolds(page, 'UNAUTHENTICATED');
    await page.screenshot({ path: path.join(screenshots, 'wrong-token.png') });

    await enterToken(page);
    await page.getByRole('button', { name: /documentation explorer/i }).click();
    await page.getByText('Root Types').waitFor();
    expect(await resultText(page)).not.toContain('UNAUTHENTICATED');

    // Letters that no header can carry are a wrong token, too, not a broken connection.
    await tokenField(page).fill('не-той-токен');
    await standing(page).getByText('No or wrong token: the API refuses this one').waitFor();
  });

  test('is hidden until shown, survives a reload and stays out of the address', async () => {
    const page = await openGraphiql();
    await enterToken(page);
    expect(await tokenField(page).getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Show token' }).click();
    expect(await tokenField(page).getAttribute('type')).toBe('text');

    await page.reload();
    await standing(page).getByText('Token of').waitFor();
    expect(await tokenField(page).inputValue()).toBe(api.token);
    expect(await tokenField(page).getAttribute('type')).toBe('password');
    expect(page.url()).toBe(`${api.url}/graphiql`);
  });

  test('comes by a link once and leaves the address', async () => {
    const page = await openGraphiql({ hash: `#token=${encodeURIComponent(api.token)}` });
    await standing(page).getByText('Token of').waitFor();
    expect(await tokenField(page).inputValue()).toBe(api.token);
    expect(page.url()).toBe(`${api.url}/graphiql`);
  });
});

test('the docs explorer explains Dialog', async () => {
  const page = await openGraphiql({ hash: `#token=${api.token}` });
  await page.getByRole('button', { name: /documentation explorer/i }).click();
  const docs = page.getByRole('region', { name: /documentation explorer/i });
  await docs.getByText('Dialog', { exact: true }).click();
  await docs.locator('.graphiql-doc-explorer-title', { hasText: /^Dialog$/ }).waitFor();
  await docs.getByText('transferCount').waitFor();
  await page.screenshot({ path: path.join(screenshots, 'docs.png') });
});

test('the keyboard reaches everything and gets out of the editor again', async () => {
  const page = await openGraphiql({ hash: `#token=${api.token}` });
  await standing(page).getByText('Token of').waitFor();
  await tokenField(page).focus();

  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Who am I?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Viewer', selected: true }).waitFor();

  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await page.locator(':focus').getAttribute('aria-label')).toMatch(/^execute query/i);
  const answer = await answerTo(page, () => page.keyboard.press('Enter'));
  expect(answer.data.viewer.account.name).toBeTruthy();
});

describe('looks', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 380]) {
      test(`${colorScheme}, ${width} px wide: no sideways scroll, the bar whole`, async () => {
        const page = await openGraphiql({
          hash: `#token=${api.token}`,
          colorScheme,
          viewport: { width, height: 800 },
        });
        await standing(page).getByText('Token of').waitFor();
        const answer = await answerTo(page, () => runButton(page).click());
        await untilResultHolds(page, answer.data.dialogs.nodes[0].id);
        await page.screenshot({ path: path.join(screenshots, `${colorScheme}-${width}.png`) });

        await page.getByRole('button', { name: 'Starter queries' }).click();
        await page.getByRole('menu').waitFor();
        await page.screenshot({ path: path.join(screenshots, `${colorScheme}-${width}-menu.png`) });
        for (const part of [tokenField(page), page.getByRole('menu')]) {
          const box = await part.boundingBox();
          expect(box!.x).toBeGreaterThanOrEqual(0);
          expect(box!.x + box!.width).toBeLessThanOrEqual(width);
        }
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      });
    }
  }
});

describe('what the router sends', () => {
  test('the page is fresh and guarded, its assets are kept for good', async () => {
    const page = await fetch(`${api.url}/graphiql`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe-eval/);

    const html = await page.text();
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<title>GraphiQL · Dialog statistics</title>');
    const script = html.match(/src="(.*\.js)"/)![1]!;
    const asset = await fetch(new URL(script, `${api.url}/graphiql`));
    expect(asset.status).toBe(200);
    expect(asset.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('with and without a slash at the end it is the same page', async () => {
    const html = await (await fetch(`${api.url}/graphiql/`)).text();
    const script = html.match(/src="(.*\.js)"/)![1]!;
    expect((await fetch(new URL(script, `${api.url}/graphiql/`))).status).toBe(200);
  });

  test('without built assets it says how to build them', async () => {
    const app = express().use('/graphiql', graphiqlRouter({ assetsDir: path.join(os.tmpdir(), 'no-such-folder') }));
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphiql`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build');
    await new Promise((resolve) => server.close(resolve));
  });
});
