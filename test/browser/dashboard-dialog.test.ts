import type { Page } from 'playwright-core';
import { openDashboard, untilAnswered, withDashboard } from '../helpers/dashboard';

const given = withDashboard();

async function open(search: string): Promise<Page> {
  const page = await openDashboard(given.browser, given.api.url, { token: given.api.token, search });
  await untilAnswered(page);
  return page;
}

/** The numbers that elements carry in a data attribute, in their order. */
function valuesOf(page: Page, selector: string, name: string): Promise<number[]> {
  return page.evaluate(`[...document.querySelectorAll('${selector}')].map((found) => Number(found.dataset.${name}))`);
}

test('a dialog’s timeline has its stretches, its transfers and its messages', async () => {
  const fields = `databaseId waitSeconds transferCount classification { reasonCode }
    stretches { kind agent { databaseId } seconds } presence { seconds } agents { agent { databaseId } }
    messages(first: 100) { totalCount }`;
  const { data } = await given.api.ask(
    given.api.token,
    `{ dialogs(first: 100, filter: { transferred: true, status: [RESOLVED] }) { nodes { ${fields} } } }`,
  );
  const dialog = data.dialogs.nodes.find(
    ({ waitSeconds, presence }: { waitSeconds: number | null; presence: unknown }) => waitSeconds !== null && presence,
  );
  const page = await open(`?view=dialog&dialog=${dialog.databaseId}`);
  const drawn = async (lane: string) => ({
    kinds: await page
      .locator(`[data-lane="${lane}"] .stretch`)
      .evaluateAll((all) => all.map((found) => found.getAttribute('data-stretch'))),
    seconds: await valuesOf(page, `[data-lane="${lane}"] .stretch`, 'seconds'),
  });
  type Told = { kind: string; agent: { databaseId: string } | null; seconds: number };
  for (const { agent } of dialog.agents) {
    const told: Told[] = dialog.stretches.filter((stretch: Told) => stretch.agent?.databaseId === agent.databaseId);
    expect(await drawn(agent.databaseId)).toEqual({
      kinds: told.map(({ kind }) => kind),
      seconds: told.map(({ seconds }) => seconds),
    });
  }
  const course = await drawn('course');
  expect(course.kinds.filter((kind, index) => kind === course.kinds[index - 1])).toEqual([]);
  for (const kind of new Set(course.kinds)) {
    const sum = (all: number[]) => all.reduce((seconds, more) => seconds + more, 0);
    const told = dialog.stretches.filter((stretch: Told) => stretch.kind === kind).map(({ seconds }: Told) => seconds);
    expect(sum(course.seconds.filter((_, index) => course.kinds[index] === kind))).toBeCloseTo(sum(told), 3);
  }
  const [firstWait] = course.seconds.filter((_, index) => course.kinds[index] === 'WAITING');
  expect(firstWait).toBeCloseTo(dialog.waitSeconds, 3);
  expect((await drawn('visitor')).seconds).toEqual(dialog.presence.map(({ seconds }: Told) => seconds));
  expect(await page.locator('.track .point.is-transfer').count()).toBe(dialog.transferCount);
  expect(await page.locator('[data-reason]').getAttribute('data-reason')).toBe(dialog.classification.reasonCode);
  const texts = await page.locator('.log li .log-text').count();
  expect(texts).toBe(dialog.messages.totalCount);
});

test('without the scope for contents a timeline has no texts, and no errors', async () => {
  const token = await given.api.makeToken(given.api.accountId, 'reader', { contents: false });
  const { data } = await given.api.ask(
    token,
    '{ dialogs(first: 1) { nodes { databaseId messages(first: 9) { totalCount } } } }',
  );
  const [dialog] = data.dialogs.nodes;
  const page = await openDashboard(given.browser, given.api.url, {
    token,
    search: `?view=dialog&dialog=${dialog.databaseId}`,
  });
  await page.locator('[data-lane="course"]').waitFor();
  expect((await page.locator('.log-text').allInnerTexts()).join('')).toBe('');
});
