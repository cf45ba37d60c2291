import { openDashboard, withDashboard } from '../helpers/dashboard';

const given = withDashboard(20);

describe('the token', () => {
  test('is asked for once, kept while the tab is open, and forgotten at sign-out', async () => {
    const page = await openDashboard(given.browser, given.api.url, { search: '?view=agents' });
    await page.getByLabel('Token').fill('not-a-token');
    await page.keyboard.press('Enter');
    await page.getByText('The API does not know this token').waitFor();
    // Letters that no header can carry are a wrong token, too, not a broken connection.
    await page.getByLabel('Token').fill('не-той-токен');
    await page.keyboard.press('Enter');
    await page.getByText('The API does not know this token').waitFor();
    await page.getByLabel('Token').fill(given.api.token);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('columnheader', { name: 'Dialogs' }).waitFor();
    expect(page.url()).toBe(`${given.api.url}/?view=agents`);

    await page.reload();
    await page.getByRole('columnheader', { name: 'Dialogs' }).waitFor();
    expect(await page.evaluate('localStorage.getItem("dialog-statistics:token")')).toBeNull();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Token').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  test('is remembered on the device where that was asked for', async () => {
    const page = await openDashboard(given.browser, given.api.url);
    await page.getByLabel('Token').fill(given.api.token);
    await page.getByLabel('Keep me signed in on this device').check();
    await page.keyboard.press('Enter');
    await page.getByText('Waiting now').waitFor();
    const other = await page.context().newPage();
    await other.goto(given.api.url);
    await other.getByText('Waiting now').waitFor();
  });

  test('comes by a link once and leaves the address', async () => {
    const page = await openDashboard(given.browser, given.api.url, { token: given.api.token, search: '?period=30d' });
    await page.getByText('Waiting now').waitFor();
    expect(page.url()).toBe(`${given.api.url}/?period=30d`);
  });
});

test('a server that does not answer is told so', async () => {
  const page = await openDashboard(given.browser, given.api.url, {
    prepare: (opened) => opened.route('**/graphql', (route) => route.abort()),
  });
  await page.getByLabel('Token').fill(given.api.token);
  await page.keyboard.press('Enter');
  await page.getByText("The server can't be reached.").waitFor();
});
