import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findingsOfAxe, openDashboard, untilAnswered, withDashboard } from '../helpers/dashboard';

const screenshots = path.join(os.tmpdir(), 'dialog-statistics-dashboard');

const given = withDashboard();
let dialog: string;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  const { data } = await given.api.ask(
    given.api.token,
    '{ dialogs(first: 1, filter: { transferred: true }) { nodes { databaseId } } }',
  );
  dialog = data.dialogs.nodes[0].databaseId;
});

const VIEWS = {
  overview: () => '?period=30d',
  agents: () => '?view=agents&period=30d',
  transfers: () => '?view=transfers&period=30d',
  dialogs: () => '?view=dialogs&period=30d',
  dialog: () => `?view=dialog&dialog=${dialog}`,
} satisfies Record<string, () => string>;

/** Each width, and each theme and language at a usual one. */
const LOOKS = [
  { width: 380, colorScheme: 'light', locale: 'en-US' },
  { width: 1280, colorScheme: 'light', locale: 'uk-UA' },
  { width: 1280, colorScheme: 'dark', locale: 'en-US' },
  { width: 3840, colorScheme: 'dark', locale: 'uk-UA' },
] as const;

for (const { width, colorScheme, locale } of LOOKS) {
  test(`${colorScheme}, ${width} px wide: no view scrolls sideways, and axe finds nothing serious`, async () => {
    const viewport = { width, height: width > 2000 ? 2160 : 900 };
    const page = await openDashboard(given.browser, given.api.url, { colorScheme, locale, viewport });
    const look = async (name: string) => {
      await page.screenshot({ path: path.join(screenshots, `${name}-${width}-${colorScheme}.png`), fullPage: true });
      expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, width]);
      expect([name, await findingsOfAxe(page)]).toEqual([name, []]);
    };
    await look('sign-in');
    await page.locator('#token').fill(given.api.token);
    await page.keyboard.press('Enter');
    for (const [name, search] of Object.entries(VIEWS)) {
      await page.locator('main .card').first().waitFor();
      await page.goto(`${given.api.url}/${search()}`);
      await untilAnswered(page);
      if (name === 'overview' || name === 'transfers') await page.locator('.recharts-surface').first().waitFor();
      await look(name);
    }
  });
}

test('at 380 px the filters are behind a button, and a choice stays on the screen', async () => {
  const page = await openDashboard(given.browser, given.api.url, {
    token: given.api.token,
    viewport: { width: 380, height: 800 },
  });
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('combobox', { name: 'Time zone' }).click();
  const box = await page.getByRole('dialog').or(page.locator('.popover')).first().boundingBox();
  expect(box!.x).toBeGreaterThanOrEqual(0);
  expect(box!.x + box!.width).toBeLessThanOrEqual(380);
  expect(await findingsOfAxe(page)).toEqual([]);
});
