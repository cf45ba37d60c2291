import type { Page, Route } from 'playwright-core';
import { openDashboard, shown, withDashboard, written } from '../helpers/dashboard';

const given = withDashboard(20);
/** Conversations that are resolved, each to be opened once. */
let resolved: string[];

beforeAll(async () => {
  const { rows } = await given.api.database.pool.query(
    'SELECT conversation_id AS id FROM dialogs WHERE account_id = $1 GROUP BY 1 HAVING bool_and(status = 1)',
    [given.api.accountId],
  );
  resolved = rows.map(({ id }) => String(id));
});

/** Opens one conversation more, and returns how many dialogs are open then. */
async function openOneMore(): Promise<number> {
  const { errors } = await given.api.ask(
    given.api.token,
    'mutation ($id: ID!) { setConversationStatus(input: { conversation: $id, status: OPEN }) { dialog { status } } }',
    { id: resolved.pop() },
  );
  expect(errors).toBeUndefined();
  const { data } = await given.api.ask(given.api.token, '{ live { open } }');
  return data.live.open;
}

async function untilOpen(page: Page, count: number): Promise<void> {
  while ((await shown(page, 'open')) !== written.number(count)) await page.waitForTimeout(20);
}

const isStream = (route: Route) => route.request().postDataJSON().query.includes('subscription Live');

test('how things stand now follows each change, and nothing is asked for it', async () => {
  const count = await openOneMore();
  const page = await openDashboard(given.browser, given.api.url, { token: given.api.token });
  await untilOpen(page, count);
  await page.route('**/graphql', (route) => route.abort());
  await untilOpen(page, await openOneMore());
});

test('where a server tells of no changes, or a proxy cuts them off, the numbers are asked for', async () => {
  const cut: Record<string, (route: Route) => Promise<void>> = {
    refused: (route) => route.fulfill({ status: 503, json: { errors: [{ message: 'busy' }] } }),
    limited: (route) =>
      route.fulfill({ status: 429, headers: { 'retry-after': '1' }, json: { errors: [{ message: 'no' }] } }),
    ended: (route) => route.fulfill({ contentType: 'text/event-stream', body: ':\n\nevent: complete\ndata:\n\n' }),
    broken: (route) => route.abort(),
    told: (route) => route.continue(),
  };
  let answer = 'refused';
  const streams: string[] = [];
  const page = await openDashboard(given.browser, given.api.url, {
    token: given.api.token,
    prepare: (opened) =>
      opened.route('**/graphql', async (route) => {
        if (!isStream(route)) return route.continue();
        streams.push(answer);
        await cut[answer]!(route);
      }),
  });
  for (answer of ['refused', 'limited', 'ended', 'broken']) {
    while (!streams.includes(answer)) await page.clock.fastForward(60_000);
    const count = await openOneMore();
    await page.clock.fastForward(15_000);
    await untilOpen(page, count);
  }
  answer = 'told';
  while (!streams.includes(answer)) await page.clock.fastForward(60_000);
  await page.route('**/graphql', (route) => (isStream(route) ? route.fallback() : route.abort()));
  await untilOpen(page, await openOneMore());
});
