import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isLoopback } from '../../src/access/loopback';
import { refuseDemoInProduction, refuseDemoTokens } from '../../src/access/safe-start';
import { markDemoAccount } from '../../src/demo/demo-accounts';
import { readSettings } from '../../src/settings';
import { demoToken } from '../../src/tokens/demo-token';
import { revokeToken } from '../../src/tokens/kept-tokens';
import { prefixOf } from '../../src/tokens/tokens';
import { createAccount } from '../helpers/account';
import { cli } from '../helpers/cli';
import { createTestDatabase } from '../helpers/database';

const EXPOSED = { NODE_ENV: 'production', HOST: '0.0.0.0' };
const URL = 'postgresql://127.0.0.1:1/x';

test('addresses of this machine alone are loopback', () => {
  for (const host of ['127.0.0.1', '127.8.9.1', '::1', 'localhost', 'LOCALHOST']) expect(isLoopback(host)).toBe(true);
  for (const host of ['0.0.0.0', '::', '10.0.0.1', '192.168.1.7', 'localhost.example', '128.0.0.1', '::2', 'db']) {
    expect(isLoopback(host)).toBe(false);
  }
});

test.each<[variables: Record<string, string>, isRefused: boolean]>([
  [{ ...EXPOSED }, true],
  [{ ...EXPOSED, HOST: '::' }, true],
  [{ ...EXPOSED, DEMO: 'on', DATABASE_URL: URL }, true],
  [{ ...EXPOSED, DEMO: 'off' }, false],
  [{ ...EXPOSED, DATABASE_URL: URL }, false],
  [{ ...EXPOSED, HOST: '127.0.0.1' }, false],
  [{ ...EXPOSED, HOST: '' }, false],
  [{ ...EXPOSED, NODE_ENV: '' }, false],
  [{ ...EXPOSED, NODE_ENV: 'development', DEMO: 'on' }, false],
])('the demo with %j: refused %s', (variables, isRefused) => {
  const start = () => refuseDemoInProduction(readSettings(variables));
  if (isRefused)
    expect(start).toThrow(
      /NODE_ENV is production, HOST is .*(demo is on|DEMO is on).* Set DEMO=off, or HOST=127\.0\.0\.1/,
    );
  else expect(start).not.toThrow();
});

test('the server says why, and starts nothing', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'safe-start-'));
  const ran = await cli(['start'], { ...EXPOSED, DATA_DIR: dataDir });
  expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/NODE_ENV is production.*DEMO=off/) });
  expect(ran.stderr).not.toMatch(/^\s+at /m);
  expect(await readdir(dataDir)).toEqual([]);
  await rm(dataDir, { recursive: true });
});

test("nor does it start while the demo's token works", async () => {
  const { database, url, close } = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'safe-start-'));
  const settings = readSettings({ ...EXPOSED, DATABASE_URL: url });
  const { id: accountId } = await createAccount(database);
  const token = await demoToken(database, accountId, dataDir);
  await refuseDemoTokens(database, settings);
  const contents = { seed: 1, until: 0, documentsAccountId: 0, conversations: 0, dialogs: 0, messages: 0 };
  await markDemoAccount(database, { ...contents, accountId, complete: true });
  const prefix = prefixOf(token);
  await expect(refuseDemoTokens(database, settings)).rejects.toThrow(`token revoke ${prefix}`);
  await refuseDemoTokens(database, readSettings({ ...EXPOSED, HOST: '127.0.0.1', DATABASE_URL: url }));
  await revokeToken(database, prefix);
  await refuseDemoTokens(database, settings);
  await rm(dataDir, { recursive: true });
  await close();
});
