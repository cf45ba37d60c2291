import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { formatsOf } from '../../src/dashboard/page/texts/format';
import { startTestApi } from './api';
import { openBrowser } from './browser';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The moment at which the demo of `startTestApi` ends: the page's today, at whatever hour the tests run. */
const NOW = new Date('2026-11-19T12:00:00Z');
export const ZONE = 'Europe/Kyiv';

/** How the dashboard is opened. */
export interface Opening extends BrowserContextOptions {
  readonly search?: string;
  /** By which a link signs in; nobody is signed in without. */
  readonly token?: string;
  /** Does something to the page before it is loaded. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** What no page may do: requests to other hosts, errors in scripts, breaches of the Content-Security-Policy. */
const offences: string[] = [];

/** What the tests of a file share: an API on a demo of so many dialogs, and a browser. */
export interface GivenDashboard {
  api: Awaited<ReturnType<typeof startTestApi>>;
  browser: Browser;
}

/** Begins both before the tests of a file, and sees after each of them that no page did what none may do. */
export function withDashboard(dialogs?: number): GivenDashboard {
  const given = {} as GivenDashboard;
  beforeAll(async () => {
    [given.api, given.browser] = await Promise.all([startTestApi(dialogs), openBrowser()]);
  });
  afterAll(async () => {
    await given.browser?.close();
    await given.api?.close();
  });
  afterEach(async () => {
    for (const context of given.browser.contexts()) await context.close();
    expect(offences.splice(0)).toEqual([]);
  });
  return given;
}

/** Opens the dashboard in a browser of Kyiv that speaks English, and waits until it shows something. */
export async function openDashboard(browser: Browser, url: string, opening: Opening = {}): Promise<Page> {
  const { search = '', token, prepare, ...options } = opening;
  const usual = { viewport: { width: 1280, height: 900 }, locale: 'en-US', timezoneId: ZONE };
  const context = await browser.newContext({ ...usual, ...options });
  await context.clock.setFixedTime(NOW);
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== url) {
      offences.push(`request to ${request.url()}`);
    }
    if (token && request.url().includes(token)) offences.push(`a token in ${request.url()}`);
  });
  page.on('pageerror', (error) => offences.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) offences.push(message.text());
  });
  await prepare?.(page);
  await page.goto(`${url}/${search}${token ? `#token=${token}` : ''}`);
  await page.locator('main').waitFor();
  return page;
}

/** Waits until no part of the page waits for an answer. */
export async function untilAnswered(page: Page): Promise<void> {
  await page.locator('main .card').first().waitFor();
  // More than one part may wait, one after the other.
  while ((await page.locator('[aria-busy="true"]').count()) > 0) {
    await page.waitForTimeout(20);
  }
}

/** The serious and critical findings of axe about the page as it is. */
export async function findingsOfAxe(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  // What passes it would list as well, which takes half of its time.
  const { violations } = (await page.evaluate("axe.run(document, { resultTypes: ['violations'] })")) as {
    violations: { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
  };
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
}

/** Which of the kinds of spaces stands between words differs between versions of Unicode's data. */
export const plain = (words: string) => words.replace(/\s/gu, ' ');

const formats = formatsOf('en-GB', ZONE);
/** How the page writes what the API answers. */
export const written = {
  number: (value: number | null) => plain(formats.number(value)),
  percent: (value: number | null) => plain(formats.percent(value)),
  duration: (value: number | null) => plain(formats.duration(value)),
};

/** What a number of the page shows. */
export async function shown(page: Page, name: string): Promise<string> {
  return plain(await page.locator(`[data-number="${name}"] dd`).first().innerText());
}
