import type { Page, Route } from 'playwright-core';
import { openDashboard, untilAnswered, withDashboard } from '../helpers/dashboard';

const given = withDashboard(20);

/** Opens the dashboard where the queries of the name given are answered otherwise. */
function openWith(name: string, answer: (route: Route) => unknown, search = '?view=agents'): Promise<Page> {
  return openDashboard(given.browser, given.api.url, {
    ...{ token: given.api.token, search },
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

test('until an answer comes its shape is seen', async () => {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const page = await openWith('Agents', async (route) => {
    await held;
    await route.continue();
  });
  await page.locator('.skeleton').first().waitFor();
  goOn();
  await page.getByRole('columnheader', { name: 'Dialogs' }).waitFor();
  expect(await page.locator('.skeleton').count()).toBe(0);
});

test('a page that stays open asks anew: it keeps its numbers while that fails, and is of the new day after midnight', async () => {
  let isBroken = false;
  const days: string[] = [];
  const page = await openWith(
    'Totals',
    (route) => {
      days.push(route.request().postDataJSON().variables.period.to);
      return isBroken ? route.abort() : route.continue();
    },
    '?period=today',
  );
  const started = page.locator('[data-number="started"] dd').first();
  const number = await started.innerText();
  isBroken = true;
  const told = page.getByRole('status').getByText("The server can't be reached.");
  while ((await told.count()) === 0) await page.clock.fastForward(300_000);
  expect(await started.innerText()).toBe(number);
  isBroken = false;
  while ((await told.count()) > 0) await page.clock.fastForward(60_000);
  expect(new Set(days)).toEqual(new Set(['2026-11-19T22:00:00.000Z']));

  await page.clock.setFixedTime('2026-11-19T22:00:10Z');
  while (days.at(-1) !== '2026-11-20T22:00:00.000Z') await page.clock.fastForward(30_000);
  await page.getByRole('button', { name: 'Period Today · 20 Nov 2026' }).waitFor();
  await started.getByText('0', { exact: true }).waitFor();
});

test('where there is nothing, that is said', async () => {
  const long = 'days=2001-01-01..2001-01-02';
  const page = await openDashboard(given.browser, given.api.url, {
    token: given.api.token,
    search: `?view=transfers&${long}`,
  });
  await page.getByText('No dialog of this period was transferred.').first().waitFor();
  await page.getByRole('link', { name: 'Dialogs', exact: true }).click();
  await page.getByText('No dialogs match.').waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  await untilAnswered(page);
  await page.getByText('No dialogs in this period.').first().waitFor();
  await page.goto(`${given.api.url}/?view=dialog&dialog=999999999`);
  await page.getByRole('alert').getByText('There is none such').waitFor();
  await page.goto(`${given.api.url}/?view=dialogs&filter=${encodeURIComponent('{"status":["NONE"]}')}`);
  await page.getByRole('alert').getByText("The API can't take what was asked.").waitFor();
});

test('an address that nobody wrote this way says so, and leads on', async () => {
  const search = `?view=dialogs&filter=${encodeURIComponent('{"status":"open","createdAt":{"from":1,"to":"x"}}')}`;
  const page = await openDashboard(given.browser, given.api.url, { token: given.api.token, search });
  await page.getByRole('alert').getByText("This view can't be shown").waitFor();
  await page.getByRole('link', { name: 'Agents' }).click();
  await page.getByRole('columnheader', { name: 'Dialogs' }).waitFor();
});
