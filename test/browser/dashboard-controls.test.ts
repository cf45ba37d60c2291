import type { Page } from 'playwright-core';
import { openDashboard, shown, untilAnswered, withDashboard } from '../helpers/dashboard';

const given = withDashboard();

const open = (search = '') => openDashboard(given.browser, given.api.url, { token: given.api.token, search });
const searchOf = (page: Page) => new URL(page.url()).searchParams;
const field = (page: Page, label: string) => page.getByRole('combobox', { name: label, exact: true });

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

test('a comparison, an inbox, an agent, a zone and working hours are chosen, and stand in the address', async () => {
  const page = await open('?period=30d');
  await untilAnswered(page);
  const ofAll = await shown(page, 'started');
  await field(page, 'Compare with').click();
  await page.getByRole('option', { name: 'Year before' }).click();
  // What is compared is a whole period; this one has its last day still before it.
  await page.getByText('compared with 21 Oct – 19 Nov 2025 · this period is not over yet').waitFor();

  await field(page, 'Inbox').click();
  await page.getByRole('option', { name: 'Website' }).click();
  await page.getByRole('option', { name: 'Telegram' }).click();
  await page.locator('[role="option"] svg').nth(1).waitFor();
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
  await page.locator('[role="option"][data-active-item]').filter({ hasText: 'Олена Вигаданко' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await field(page, 'Agent').getByText('Олена Вигаданко').waitFor();
  expect(searchOf(page).get('agent')).toMatch(/^\d+$/);

  await field(page, 'Time zone').click();
  await page.keyboard.type('tokyo');
  await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
  expect(searchOf(page).get('zone')).toBe('Asia/Tokyo');

  const asked = page.waitForRequest((request) => request.postDataJSON()?.variables?.workingHours === true);
  await field(page, 'Durations in').click();
  await page.getByRole('option', { name: 'Working hours' }).click();
  await asked;
  expect(searchOf(page).get('hours')).toBe('working');
  expect(searchOf(page).get('compare')).toBe('year');
});

test('a link to a view is copied without the token, and shows the same to somebody else', async () => {
  const page = await open('?view=agents&period=lastMonth&sort=-reply');
  await untilAnswered(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy a link to this view' }).click();
  await page.getByText('The link is copied.').waitFor();
  const link = (await page.evaluate('navigator.clipboard.readText()')) as string;
  expect(link).not.toContain(given.api.token);
  const rows = await page.locator('tbody tr').allInnerTexts();

  const theirs = await openDashboard(given.browser, given.api.url, {
    ...{ search: new URL(link).search, token: await given.api.makeToken(given.api.accountId, 'reader') },
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
  // The focus goes back once the list is closed.
  while (!((await focused()) as string).includes('Nothing')) await page.waitForTimeout(20);

  await page.getByRole('button', { name: 'Reply' }).focus();
  await page.keyboard.press('Space');
  await page.waitForURL(/sort=-reply/);
  await page.locator('tbody td a').first().focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-number="totalCount"]').waitFor();

  // The hours of a week are one stop, and the arrows go from one to the next.
  await page.goto(`${given.api.url}/`);
  await untilAnswered(page);
  await page.locator('.heat td a').first().focus();
  const hour = await focused();
  await page.keyboard.press('ArrowRight');
  expect(await focused()).not.toBe(hour);
  await page.keyboard.press('Enter');
  await page.locator('[data-number="totalCount"]').waitFor();
});
