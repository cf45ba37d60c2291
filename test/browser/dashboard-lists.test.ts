import type { Page } from 'playwright-core';
import { openDashboard, untilAnswered, withDashboard } from '../helpers/dashboard';

const given = withDashboard();

async function open(search: string): Promise<Page> {
  const page = await openDashboard(given.browser, given.api.url, { token: given.api.token, search });
  await untilAnswered(page);
  return page;
}

/** Numbers of the views, each with how many dialogs it says. */
const LINKS = [
  ['?period=7d', '[data-number="started"] dd a'],
  ['?period=7d', '[data-number="resolved"] dd a'],
  ['?period=7d', '[data-number="waiting"] dd a'],
  ['?period=7d', '[data-number="open"] dd a'],
  ['?period=7d', '[data-number="unassigned"] a'],
  ['?period=7d', '[data-kind="CHAT"] td a'],
  ['?period=7d', '[role="group"][aria-label="Inbox"] tbody tr:first-child td:nth-of-type(1) a'],
  ['?period=7d', '[role="group"][aria-label="Inbox"] tbody tr:first-child td:nth-of-type(3) a'],
  ['?period=7d', '[role="group"][aria-label="Team"] tbody tr:first-child td:nth-of-type(2) a'],
  ['?period=7d', '[data-number="backlog"] dd a'],
  ['?period=30d&zone=Asia/Tokyo', '.heat td a'],
  ['?view=agents&period=30d', 'td[data-column="dialogs"] a'],
  ['?view=transfers&period=30d', '.lead a'],
  ['?view=transfers&period=30d', '.is-pairs td a'],
  ['?view=transfers&period=30d&by=team', '.is-pairs td a'],
] as const;

test('a number opens as many dialogs, in a view that a reload shows again', async () => {
  const page = await open('');
  let latest = '';
  for (const [search, selector] of LINKS) {
    // The way back is quicker than another load.
    if (search === latest) await page.goBack();
    else await page.goto(`${given.api.url}/${search}`);
    latest = search;
    const link = page.locator(selector).first();
    const number = /[\d,]+/.exec(await link.innerText())![0];
    await link.click();
    const count = page.locator('[data-number="totalCount"]');
    expect([search, selector, (await count.innerText()).replace(/ dialogs?$/, '')]).toEqual([search, selector, number]);
    if (selector !== LINKS[0][1]) continue;
    await page.reload();
    expect(await count.innerText()).toMatch(new RegExp(`^${number} dialogs?$`));
  }
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

test('long names leave the numbers beside them in sight, and a long list its headings', async () => {
  await given.api.database.pool.query(
    "UPDATE inboxes SET name = repeat('Inbox of a long name ', 8) WHERE account_id = $1",
    [given.api.accountId],
  );
  await given.api.database.pool.query("UPDATE contacts SET name = repeat('Безпробілів', 9) WHERE account_id = $1", [
    given.api.accountId,
  ]);
  const page = await open('?period=30d');
  const isWithin = (selector: string) =>
    page.evaluate(
      `[...document.querySelectorAll('${selector}')].every((scroll) => scroll.scrollWidth <= scroll.clientWidth)`,
    );
  expect(await isWithin('.is-third .scroll')).toBe(true);
  await page.getByRole('link', { name: 'Dialogs', exact: true }).click();
  await page.locator('tbody tr').first().waitFor();
  expect(await isWithin('main .scroll')).toBe(true);
  // What compares or measures durations has no meaning for a list.
  expect(await page.getByRole('combobox', { name: 'Compare with' }).count()).toBe(0);
  await page.locator('tbody tr').last().scrollIntoViewIfNeeded();
  await page.getByRole('columnheader', { name: 'Client' }).waitFor();
  const heading = await page.getByRole('columnheader', { name: 'Client' }).boundingBox();
  const controls = await page.locator('.controls').boundingBox();
  expect(heading!.y).toBeGreaterThanOrEqual(controls!.y + controls!.height - 1);
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
  expect(new URL(page.url()).searchParams.get('sort')).toBe('messagesSent');
});
