import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { setSetting } from '../../src/account-settings/store';
import { contactInboxes } from '../../src/database/tables';
import { createToken } from '../../src/tokens/tokens';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi, type TestApi } from '../helpers/api';
import { openBrowser } from '../helpers/browser';

/** Seconds after a sign of life; signs come every second. */
const GRACE = 2;

let api: TestApi;
let browser: Browser;
let site: Server;
let account: TestAccount;
let writer: string;
let token: string;
let context: BrowserContext;
/** What a page complained of. */
let complaints: string[];

beforeAll(async () => {
  [api, browser] = await Promise.all([serveTestApi(), openBrowser()]);
  const { database } = api;
  account = await createAccount(database);
  await setSetting(database, { accountId: account.id, inboxId: 0 }, 'bounce_timeout', 0);
  await setSetting(database, { accountId: account.id, inboxId: 0 }, 'presence_grace', GRACE);
  writer = await api.makeToken(account.id, 'writer');
  const made = { accountId: account.id, inboxId: account.inbox, name: null, expiresIn: null };
  token = await createToken(database, { ...made, role: 'presence' });
  site = await serveSite();
});
afterAll(async () => {
  await browser?.close();
  site?.close();
  await api?.close();
});
beforeEach(async () => {
  complaints = [];
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

/** A site of another origin: `/` has the snippet; `/strict` forbids workers; `/named` names the visitor itself. */
async function serveSite(): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://site');
    const named = pathname === '/named' ? `data-visitor="${searchParams.get('visitor')}"` : '';
    if (pathname === '/strict') response.setHeader('Content-Security-Policy', "worker-src 'none'");
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>Shop</title><link rel="icon" href="data:,">
      <script async src="${api.url}/presence.js" data-token="${token}" data-every="1" ${named}></script>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const siteUrl = () => `http://localhost:${(site.address() as AddressInfo).port}`;

/** A visitor whom the inbox's widget knows, each time another: the contact, and the source id. */
async function arrive(): Promise<{ contact: number; sourceId: string }> {
  const sourceId = crypto.randomUUID();
  const [made] = await api.database.rows<{ id: number }>(sql`
    INSERT INTO contacts (account_id, name, created_at, updated_at) VALUES (${account.id}, 'Ada', now(), now()) RETURNING id`);
  const at = { createdAt: 0, updatedAt: 0 };
  await api.database.orm
    .insert(contactInboxes)
    .values({ contactId: made!.id, inboxId: account.inbox, sourceId, ...at });
  return { contact: made!.id, sourceId };
}

/** Sets the cookie that the chat widget sets on the site. */
async function loadWidget(sourceId: string): Promise<void> {
  const claims = Buffer.from(JSON.stringify({ source_id: sourceId, inbox_id: account.inbox, x: '>>>???' }));
  const value = `eyJhbGciOiJIUzI1NiJ9.${claims.toString('base64url')}.signature`;
  await context.addCookies([{ name: 'cw_conversation', value, url: siteUrl() }]);
}

async function openPage(path = '/') {
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('worker-src')) complaints.push(message.text());
  });
  await page.goto(`${siteUrl()}${path}`);
  return page;
}

/** Waits until the contact's sessions are so many, each with whether it has left. */
async function sessionsOf(contact: number, expected: readonly boolean[]): Promise<void> {
  let found: boolean[] = [];
  for (let waited = 0; waited < 10_000; waited += 50) {
    const rows = await api.database.rows<{ left: boolean }>(sql`
      SELECT bool_or(has_left) AS left FROM dialog_presence WHERE account_id = ${account.id} AND contact_id = ${contact}
      GROUP BY session ORDER BY min(online_from)`);
    found = rows.map(({ left }) => left);
    if (found.join() === expected.join()) return;
    await setTimeout(50);
  }
  expect(found).toEqual(expected);
}

async function run(mutation: string, answer: string): Promise<string> {
  const { data, errors } = await api.ask(writer, `mutation { done: ${mutation} { ${answer} } }`);
  expect(errors).toBeUndefined();
  return data.done;
}

async function startDialog(contact: number): Promise<string> {
  const start = `startConversation(input: { inbox: ${account.inbox}, contact: ${contact} })`;
  // biome-ignore lint/suspicious/noExplicitAny: the answer has the shape asked for.
  const { conversation } = (await run(start, 'conversation { databaseId }')) as any;
  return conversation.databaseId;
}

async function resolve(conversation: string) {
  const end = `setConversationStatus(input: { conversation: ${conversation}, status: RESOLVED, closedBy: AGENT })`;
  // biome-ignore lint/suspicious/noExplicitAny: the answer has the shape asked for.
  const { dialog } = (await run(end, 'dialog { kinds classification { presenceKnown reasonCode } }')) as any;
  return { kinds: dialog.kinds, ...dialog.classification };
}

const MISSED = { kinds: ['MISSED'], presenceKnown: true, reasonCode: 'waited-in-vain' };
const STAYED = { kinds: [], presenceKnown: true, reasonCode: 'stayed' };

/** Waits for the next sign of life that the service has taken. */
async function signOf(page: Page): Promise<void> {
  await page.waitForResponse((response) => response.url().endsWith('/presence') && response.status() === 204);
}

test('a visitor opens the page, waits, closes the tab and is missed', async () => {
  const { contact, sourceId } = await arrive();
  await loadWidget(sourceId);
  const page = await openPage();
  await sessionsOf(contact, [false]);
  const conversation = await startDialog(contact);
  await page.close({ runBeforeUnload: true });
  await sessionsOf(contact, [true]);
  expect(await resolve(conversation)).toEqual(MISSED);
});

test.each(['/', '/strict'])('a visitor whose page %s stays open is not, however long it waits', async (path) => {
  const { contact, sourceId } = await arrive();
  await loadWidget(sourceId);
  const page = await openPage(path);
  await sessionsOf(contact, [false]);
  const conversation = await startDialog(contact);
  await setTimeout((GRACE + 1) * 1000);
  await signOf(page);
  expect(await resolve(conversation)).toEqual(STAYED);
});

test('nor is one who closes one of two tabs, or goes on to another page', async () => {
  const { contact, sourceId } = await arrive();
  const first = await openPage(`/named?visitor=${sourceId}`);
  await sessionsOf(contact, [false]);
  const second = await openPage(`/named?visitor=${sourceId}`);
  await sessionsOf(contact, [false, false]);
  const conversation = await startDialog(contact);
  await first.close({ runBeforeUnload: true });
  await sessionsOf(contact, [true, false]);
  await second.reload();
  await sessionsOf(contact, [true, true, false]);
  expect(await resolve(conversation)).toEqual(STAYED);
});

test('the page is quiet until the widget knows its visitor', async () => {
  const { contact, sourceId } = await arrive();
  const reports: string[] = [];
  const page = await openPage();
  page.on('request', (request) => reports.push(request.url()));
  await setTimeout(1500);
  expect(reports.filter((url) => url.endsWith('/presence'))).toEqual([]);
  await loadWidget(sourceId);
  await sessionsOf(contact, [false]);
});

test('going back to a page that was left shows the visitor again', async () => {
  const { contact, sourceId } = await arrive();
  await loadWidget(sourceId);
  const page = await openPage();
  await sessionsOf(contact, [false]);
  await page.goto('about:blank');
  await sessionsOf(contact, [true]);
  const conversation = await startDialog(contact);
  await Promise.all([signOf(page), page.goBack()]);
  expect(await resolve(conversation)).toEqual(STAYED);
});
