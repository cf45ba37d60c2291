import type { Browser, Page } from 'playwright-core';
import { startTestApi } from '../helpers/api';
import { openBrowser } from '../helpers/browser';
import { offences, openDashboard, shown, untilAnswered } from '../helpers/dashboard';

let api: Awaited<ReturnType<typeof startTestApi>>;
let browser: Browser;

beforeAll(async () => {
  [api, browser] = await Promise.all([startTestApi(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await api?.close();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  expect(offences.splice(0)).toEqual([]);
});

const open = (search = '') => openDashboard(browser, api.url, { token: api.token, search });
const searchOf = (page: Page) => new URL(page.url()).searchParams;
const field = (page: Page, label: string) => page.getByRole('combobox', { name: label, exact: true });

describe('the token', () => {
  test('is asked for once, kept while the tab is open, and forgotten at sign-out', async () => {
    const page = await openDashboard(browser, api.url, { search: '?view=agents' });
    await page.getByLabel('Token').fill('not-a-token');
    await page.keyboard.press('Enter');
    await page.getByText('The API does not know this token').waitFor();
    // Letters that no header can carry are a wrong token, too, not a broken connection.
    await page.getByLabel('Token').fill('не-той-токен');
    await page.keyboard.press('Enter');
    await page.getByText('The API does not know this token').waitFor();
    await page.getByLabel('Token').fill(api.token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('columnheader', { name: 'Dialogs' }).waitFor();
    expect(page.url()).toBe(`${api.url}/?view=agents`);

    await page.reload();
    await page.getByRole('columnheader', { name: 'Dialogs' }).waitFor();
    expect(await page.evaluate('localStorage.getItem("dialog-statistics:token")')).toBeNull();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Token').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  test('is remembered on the device where that was asked for', async () => {
    const page = await openDashboard(browser, api.url);
    await page.getByLabel('Token').fill(api.token);
    await page.getByLabel('Keep me signed in on this device').check();
    await page.keyboard.press('Enter');
    await page.getByText('Waiting now').waitFor();
    const other = await page.context().newPage();
    await other.goto(api.url);
    await other.getByText('Waiting now').waitFor();
  });

  test('comes by a link once and leaves the address', async () => {
    const page = await open('?period=30d');
    await page.getByText('Waiting now').waitFor();
    expect(page.url()).toBe(`${api.url}/?period=30d`);
  });
});

test('a period is chosen by name or by its days, and the browser goes back to the one before', async () => {
  const page = await open('?compare=none');
  await untilAnswered(page);
  const ofWeek = await shown(page, 'started');
  await page.getByRole('button', { name: /^Period/ }).click();
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await page.waitForURL(/period=30d/);
  await untilAnswered(page);
  expect(await shown(page, 'started')).not.toBe(ofWeek);

  await page.getByRole('button', { name: /^Period/ }).click();
  await page.getByLabel('From', { exact: true }).fill('2026-11-18');
  await page.getByLabel('To and including').fill('2026-11-17');
  await page.getByText('The first day must not lie after the last.').waitFor();
  await page.getByLabel('To and including').fill('2026-11-18');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.waitForURL(/days=2026-11-18..2026-11-18/);
  await page.goBack();
  await page.goBack();
  await untilAnswered(page);
  expect(await shown(page, 'started')).toBe(ofWeek);
});

test('a comparison, an inbox, an agent and a zone are chosen, and stand in the address', async () => {
  const page = await open('?period=30d');
  await untilAnswered(page);
  const ofAll = await shown(page, 'started');
  await field(page, 'Compare with').click();
  await page.getByRole('option', { name: 'Year before' }).click();
  await page.getByText('compared with 21 Oct – 19 Nov 2025').waitFor();

  await field(page, 'Inbox').click();
  await page.getByRole('option', { name: 'Website' }).click();
  await page.getByRole('option', { name: 'Telegram' }).click();
  expect(await page.locator('[role="option"] svg').count()).toBe(2);
  await page.keyboard.press('Escape');
  await untilAnswered(page);
  expect(searchOf(page).get('inbox')!.split(',')).toHaveLength(2);
  expect(Number(await shown(page, 'started'))).toBeLessThan(Number(ofAll));
  await page.getByRole('group', { name: 'Inbox', exact: true }).getByText('E-mail').waitFor({ state: 'detached' });

  // Twelve agents are many enough to be searched.
  await field(page, 'Agent').click();
  await page.keyboard.type('олена');
  await page.getByRole('option').filter({ hasNotText: 'Олена' }).first().waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await field(page, 'Agent').getByText('Олена Вигаданко').waitFor();
  expect(searchOf(page).get('agent')).toMatch(/^\d+$/);

  await field(page, 'Time zone').click();
  await page.keyboard.type('tokyo');
  await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
  expect(searchOf(page).get('zone')).toBe('Asia/Tokyo');
  expect(searchOf(page).get('compare')).toBe('year');
});

test('agents are sorted by their headings', async () => {
  const page = await open('?view=agents&period=30d&compare=none');
  const firsts = async () =>
    (await page.locator('td[data-column="messagesSent"]').allInnerTexts()).slice(0, -1).map(Number);
  await page.getByRole('button', { name: 'Sent', exact: true }).click();
  await page.getByRole('columnheader', { name: 'Sent' }).and(page.locator('[aria-sort="descending"]')).waitFor();
  const descending = await firsts();
  expect(descending).toEqual([...descending].sort((a, b) => b - a));
  await page.getByRole('button', { name: 'Sent', exact: true }).click();
  await page.locator('[aria-sort="ascending"]').waitFor();
  expect(await firsts()).toEqual([...descending].reverse());
  expect(searchOf(page).get('sort')).toBe('messagesSent');
});

test('from a number into its list, through its pages, into a dialog and back', async () => {
  const page = await open('?period=30d');
  await page.locator('[data-number="started"] dd a').click();
  await page.locator('tbody tr').first().waitFor();
  const first = await page.locator('tbody tr').first().getAttribute('data-row');
  expect(await page.locator('tbody tr').count()).toBe(50);
  await page.getByRole('link', { name: 'Next' }).click();
  await page.locator(`[data-row="${first}"]`).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Previous' }).click();
  await page.locator(`[data-row="${first}"]`).waitFor();

  await page.locator('tbody tr').first().locator('th a').click();
  await page.getByRole('heading', { name: `Dialog #${first}` }).waitFor();
  await page.locator('[data-lane="course"]').waitFor();
  await page.getByRole('button', { name: 'Even' }).click();
  expect(await page.getByRole('button', { name: 'Even' }).getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('link', { name: 'Back to the dialogs' }).click();
  await page.locator(`[data-row="${first}"]`).waitFor();
});

test('a link to a view is copied without the token, and shows the same to somebody else', async () => {
  const page = await open('?view=agents&period=lastMonth&sort=-reply');
  await untilAnswered(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy a link to this view' }).click();
  await page.getByText('The link is copied.').waitFor();
  const link = (await page.evaluate('navigator.clipboard.readText()')) as string;
  expect(link).not.toContain(api.token);
  const rows = await page.locator('tbody tr').allInnerTexts();

  const theirs = await openDashboard(browser, api.url, {
    ...{ search: new URL(link).search, token: await api.makeToken(api.accountId, 'reader') },
    timezoneId: 'Asia/Tokyo',
  });
  await untilAnswered(theirs);
  expect(await theirs.locator('tbody tr').allInnerTexts()).toEqual(rows);
});

test('the language and the theme are chosen, and stay', async () => {
  const page = await open('?period=30d');
  await untilAnswered(page);
  const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const light = await background();
  await page.getByRole('button', { name: 'Українська' }).click();
  await page.getByRole('heading', { name: 'Зараз і сьогодні' }).waitFor();
  await page.getByRole('button', { name: 'Темна тема' }).click();
  await page.reload();
  await page.getByRole('heading', { name: 'Зараз і сьогодні' }).waitFor();
  expect(await page.evaluate('document.documentElement.lang')).toBe('uk');
  expect(await page.title()).toBe('Огляд · Статистика діалогів');
  expect(await background()).not.toBe(light);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Now and today' }).waitFor();
});

test('everything is reached by the keyboard alone', async () => {
  const page = await open('?period=30d');
  await untilAnswered(page);
  const focused = () => page.evaluate('document.activeElement.ariaLabel || document.activeElement.innerText');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Skip to the content');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe('Agents');
  await page.keyboard.press('Enter');
  await page.getByRole('columnheader', { name: 'Dialogs' }).waitFor();

  await field(page, 'Compare with').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'Nothing' }).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.waitForURL(/compare=none/);
  expect(await field(page, 'Compare with').evaluate('document.activeElement.innerText')).toContain('Nothing');

  await page.getByRole('button', { name: 'Reply' }).focus();
  await page.keyboard.press('Space');
  await page.waitForURL(/sort=-reply/);
  await page.locator('tbody td a').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-number="totalCount"]').waitFor();

  // The hours of a week are one stop, and the arrows go from one to the next.
  await page.goto(`${api.url}/`);
  await untilAnswered(page);
  await page.locator('.heat td a').first().focus();
  const hour = await focused();
  await page.keyboard.press('ArrowRight');
  expect(await focused()).not.toBe(hour);
  await page.keyboard.press('Enter');
  await page.locator('[data-number="totalCount"]').waitFor();
});
