import type { Page } from 'playwright-core';
import { openDashboard, plain, shown, untilAnswered, withDashboard, written, ZONE } from '../helpers/dashboard';

const PERIOD = { from: '2026-10-20T21:00:00Z', to: '2026-11-19T22:00:00Z' };
const TODAY = { from: '2026-11-18T22:00:00Z', to: '2026-11-19T22:00:00Z' };

const given = withDashboard();

async function open(search: string): Promise<Page> {
  const page = await openDashboard(given.browser, given.api.url, { token: given.api.token, search });
  await untilAnswered(page);
  return page;
}

/** What the API answers about the period that `?period=30d` means. */
async function ask(fields: string, variables: Record<string, unknown> = {}) {
  const query = `query ($period: PeriodInput!, $timeZone: TimeZone!, $filter: DialogFilter) {
    statistics(period: $period, timeZone: $timeZone, filter: $filter, compareTo: PREVIOUS_PERIOD) { ${fields} }
  }`;
  const { data, errors } = await given.api.ask(given.api.token, query, {
    period: PERIOD,
    timeZone: ZONE,
    ...variables,
  });
  expect(errors).toBeUndefined();
  return data.statistics;
}

/** The numbers that elements carry in a data attribute, in their order. */
function valuesOf(page: Page, selector: string, name: string): Promise<number[]> {
  return page.evaluate(`[...document.querySelectorAll('${selector}')].map((found) => Number(found.dataset.${name}))`);
}

const DURATION = 'medianSeconds p90Seconds sample';

test('today at a glance is what the API says', async () => {
  const page = await open('');
  const { data } = await given.api.ask(
    given.api.token,
    '{ live { waiting open unassigned pending snoozed longestWaitSeconds } }',
  );
  const today = await ask(`started byKind { kind started } firstResponse { ${DURATION} }`, { period: TODAY });
  expect(await shown(page, 'waiting')).toBe(written.number(data.live.waiting));
  expect(await shown(page, 'open')).toBe(written.number(data.live.open));
  for (const name of ['unassigned', 'pending', 'snoozed']) {
    expect(await page.locator(`[data-number="${name}"] a`).innerText()).toBe(`${data.live[name]} ${name}`);
  }
  expect(await shown(page, 'startedToday')).toBe(written.number(today.started));
  const missed = today.byKind.find(({ kind }: { kind: string }) => kind === 'MISSED');
  expect(await shown(page, 'missedToday')).toBe(written.number(missed.started));
  expect(await shown(page, 'firstResponseToday')).toBe(written.duration(today.firstResponse.medianSeconds));
  // The wait goes on while the page is looked at.
  const { longestWaitSeconds } = data.live;
  expect(await shown(page, 'longestWait')).toMatch(longestWaitSeconds === null ? /^–$/ : /^\d+[dhms]/);
});

test('the totals of the period, and those compared with, are what the API says', async () => {
  const page = await open('?period=30d');
  const totals = `started resolved backlog missedRate serviceLevel(thresholdSeconds: 60) transfers
    firstResponse { ${DURATION} } wait { ${DURATION} } duration { ${DURATION} } messages { client }`;
  const { compared, ...now } = await ask(`${totals} compared { started }`);
  const expected = {
    ...{ started: written.number(now.started), resolved: written.number(now.resolved) },
    ...{ backlog: written.number(now.backlog), transfers: written.number(now.transfers) },
    ...{ missedRate: written.percent(now.missedRate), serviceLevel: written.percent(now.serviceLevel) },
    firstResponse: written.duration(now.firstResponse.medianSeconds),
    ...{ wait: written.duration(now.wait.medianSeconds), duration: written.duration(now.duration.medianSeconds) },
    clientMessages: written.number(now.messages.client),
  };
  const found = Object.fromEntries(
    await Promise.all(Object.keys(expected).map(async (name) => [name, await shown(page, name)])),
  );
  expect(found).toEqual(expected);
  expect(now.started).toBeGreaterThan(0);
  const change = plain(await page.locator('[data-number="started"] .tile-note').innerText());
  expect(change).toBe(compared.started ? `${change.split(' ')[0]} from ${compared.started}` : 'nothing to compare');
});

test('kinds, inboxes, teams, points and hours are what the API says', async () => {
  const page = await open('?period=30d');
  const statistics = await ask(`
    byKind { kind started } byHourOfWeek { weekday hour started clientMessages } overTime { started resolved missed backlog }
    byInbox { inbox { databaseId } started resolved missed } byTeam { team { databaseId } started resolved missed }
    compared { overTime { started } }
  `);
  for (const { kind, started } of statistics.byKind) {
    const row = page.locator(`[data-kind="${kind}"]`);
    expect([kind, await row.locator('td').first().innerText()]).toEqual([kind, written.number(started)]);
  }
  for (const [rows, of] of [
    [statistics.byInbox, 'inbox'],
    [statistics.byTeam, 'team'],
  ]) {
    const table = page.getByRole('group', { name: of === 'inbox' ? 'Inbox' : 'Team', exact: true }).getByRole('row');
    const cells = await table.locator('td').allInnerTexts();
    const counts = rows.flatMap(({ started, resolved, missed }: Record<string, number>) => [started, resolved, missed]);
    expect(cells.filter((_cell, index) => index % 4 < 3)).toEqual(counts.map(written.number));
  }
  const hours = await valuesOf(page, '.heat td[data-value]', 'value');
  expect(hours).toEqual(statistics.byHourOfWeek.map(({ started }: { started: number }) => started));

  await page.getByRole('button', { name: 'As a table' }).click();
  const points = await page.getByRole('group', { name: 'Dialogs over time' }).locator('td').allInnerTexts();
  expect(points).toEqual(
    statistics.overTime.flatMap(({ started, resolved, missed, backlog }: Record<string, number>, index: number) =>
      [started, resolved, missed, backlog, statistics.compared.overTime[index].started].map(written.number),
    ),
  );
});

test('what each agent did is what the API says, and what was passed to an agent can be opened', async () => {
  const page = await open('?view=agents&period=30d');
  const { byAgent } = await ask(`byAgent {
    agent { databaseId } dialogs transfersIn transfersInFilter transfersOut messagesSent whileAssigned { total }
    firstResponse { ${DURATION} } reply { ${DURATION} } handling { ${DURATION} }
  }`);
  expect(byAgent.length).toBeGreaterThan(5);
  for (const row of byAgent) {
    const cells = page.locator(`[data-row="${row.agent?.databaseId ?? 'nobody'}"] td`);
    const texts = (await cells.allInnerTexts()).map((text) => plain(text.split('\n')[0]!));
    const [dialogs, into, out, sent, total, , ...times] = texts;
    const counts = [row.dialogs, row.transfersIn, row.transfersOut, row.messagesSent, row.whileAssigned.total];
    expect([dialogs, into, out, sent, total]).toEqual(counts.map(written.number));
    const medians = [row.firstResponse, row.reply, row.handling].map(({ medianSeconds }) => medianSeconds);
    expect(times).toEqual(medians.map(written.duration));
  }
  // Of one that was passed to the agent twice the list has one row.
  const busiest = byAgent.find(({ transfersIn }: { transfersIn: number }) => transfersIn > 1);
  const { data } = await given.api.ask(
    given.api.token,
    'query ($filter: DialogFilter) { dialogs(filter: $filter) { totalCount } }',
    { filter: busiest.transfersInFilter },
  );
  await page.locator(`[data-row="${busiest.agent.databaseId}"] td[data-column="transfersIn"] a`).click();
  await page.getByText(`${data.dialogs.totalCount} dialogs`, { exact: true }).waitFor();
});

test('who passed dialogs to whom is what the API says, between agents and between teams', async () => {
  const page = await open('?view=transfers&period=30d');
  for (const by of ['Agent', 'Team']) {
    if (by === 'Team') await page.getByRole('button', { name: 'Teams' }).click();
    await untilAnswered(page);
    const { transfers, transferFlows } = await ask(`transfers transferFlows(by: ${by.toUpperCase()}) {
      from${by} { name } to${by} { name } transfers dialogs
    }`);
    const rows = transferFlows.map((flow: Record<string, { name: string } | null>) => {
      const ends = [flow[`from${by}`]?.name ?? 'No team', flow[`to${by}`]?.name ?? 'No team'];
      return [...ends, String(flow.transfers), String(flow.dialogs)].join(' ');
    });
    expect(rows.length).toBeGreaterThan(0);
    const found = await page.locator('.is-pairs tbody tr').all();
    expect(await Promise.all(found.map(async (row) => (await row.innerText()).trim().replace(/\s+/g, ' ')))).toEqual(
      rows,
    );
    await page.getByRole('img', { name: `A diagram of ${transfers} transfers` }).waitFor();
    expect(await page.locator('.flow-link').count()).toBe(rows.length);
    expect(await page.locator('[data-number="transfers"]').innerText()).toBe(`${transfers} transfers`);
  }
  expect(new URL(page.url()).searchParams.get('by')).toBe('team');
});
