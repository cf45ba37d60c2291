import { spawn } from 'node:child_process';
import { Client } from 'pg';
import { cli, ended, environment, PROJECT } from '../helpers/cli';
import { createBareDatabase } from '../helpers/database';

/** The commands as scripts use them: exit codes, and results alone on stdout. */
describe('the command line', () => {
  let url: string;
  let close: () => Promise<void>;
  const run = (...args: string[]) => cli(args, { DATABASE_URL: url });

  beforeAll(async () => {
    ({ url, close } = await createBareDatabase());
    expect(await run('migrate')).toMatchObject({ code: 0, stdout: expect.stringContaining('an empty database') });
    expect(await run('demo', '--dialogs', '40', '--seed', '3', '--until', '2026-01-31')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^account 2: 40 dialogs in \d+ conversations, \d+ messages/),
    });
  });
  afterAll(() => close());

  it('migrates again without changing anything', async () => {
    expect(await run('migrate')).toMatchObject({ code: 0, stdout: expect.stringContaining('up to date') });
  });

  it('prints a new token alone, lists it by its prefix, and revokes it', async () => {
    const made = await run(
      'token',
      'create',
      '--account',
      '2',
      '--role',
      'reader',
      '--expires-in',
      '90d',
      '--name',
      'x',
    );
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^dst_\w{40}\n$/) });
    const prefix = made.stdout.slice(0, 12);
    const inList = async () => (await run('token', 'list')).stdout.split('\n').find((line) => line.startsWith(prefix));
    expect(await inList()).toMatch(/\t2\treader\tin use\t.*\tx$/);
    expect(await run('token', 'revoke', prefix)).toMatchObject({ code: 0, stdout: `revoked ${prefix}\n` });
    expect(await inList()).toMatch(/\trevoked\t/);
    expect(await run('token', 'revoke', prefix)).toMatchObject({ code: 1, stdout: '' });
  });

  /** The first row of the demo account in a table. */
  const firstOf = async (table: string, column = 'id'): Promise<string> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(`SELECT min(${column})::text AS id FROM ${table} WHERE account_id = 2`);
    await client.end();
    return rows[0].id;
  };

  it('makes a token in the place of another, which ends', async () => {
    const team = await firstOf('teams');
    const create = ['token', 'create', '--account', '2', '--role', 'writer'];
    const prefix = (await run(...create, '--teams', team, '--contents', '--name', 'board')).stdout.slice(0, 12);
    const rotated = await run('token', 'rotate', prefix, '--overlap', '1h');
    expect(rotated).toMatchObject({ code: 0, stdout: expect.stringMatching(/^dst_\w{40}\n$/) });
    const list = (await run('token', 'list', '--account', '2')).stdout.split('\n').map((line) => line.split('\t'));
    const [old, made] = [prefix, rotated.stdout.slice(0, 12)].map((each) => list.find(([shown]) => shown === each)!);
    for (const row of [old!, made!])
      expect([row[2], row[3], ...row.slice(7)]).toEqual(['writer', 'in use', 'yes', team, '-', 'board']);
    expect([old![5], made![5]]).toEqual([expect.stringMatching(/^\d{4}-/), '-']);
    expect(await run('token', 'rotate', 'dst_unknown1')).toMatchObject({
      ...{ code: 1, stdout: '', stderr: expect.stringContaining('no token with the prefix') },
    });
  });

  it('makes tokens for widgets, of an account or of one inbox', async () => {
    const create = (...args: string[]) => run('token', 'create', '--account', '2', '--role', 'presence', ...args);
    const inbox = await firstOf('inboxes');
    const made = await create('--inbox', inbox);
    const list = (await run('token', 'list')).stdout.split('\n');
    expect(list[0]).toMatch(/\tinbox\tname$/);
    expect(list.find((line) => line.startsWith(made.stdout.slice(0, 12)))).toMatch(
      new RegExp(`\\t2\\tpresence\\tin use\\t.*\\t${inbox}\\t-$`),
    );
    expect(await create('--inbox', '9999')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no inbox 9999'),
    });
  });

  it('makes one more demo account when asked again', async () => {
    expect(await run('demo', '--dialogs', '5')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^account 3: 5 dialogs/),
    });
  });

  it('sets the bots of an account and of an inbox', async () => {
    const user = await firstOf('account_users', 'user_id');
    expect(await run('settings', 'set', 'bot_users', user, '--account', '2')).toMatchObject({ code: 0 });
    expect((await run('settings', 'get', '--account', '2')).stdout).toBe(
      `account\tinbox\tkey\tvalue\n2\t0\tbot_users\t[${user}]\n`,
    );
    expect(await run('settings', 'set', 'bot_users', `${user},999`, '--account', '2')).toMatchObject({
      ...{ code: 2, stdout: '', stderr: expect.stringContaining('account 2 has no user 999; give ids of the table') },
    });
    expect(await run('settings', 'set', 'bot_users', '', '--account', '2')).toMatchObject({
      ...{ code: 0, stdout: 'unset bot_users of account 2\n' },
    });
    expect((await run('settings', 'get', '--account', '2')).stdout).toBe('account\tinbox\tkey\tvalue\n');
    expect(await run('settings', 'set', 'bot_users', user, '--account', '2', '--inbox', '999')).toMatchObject({
      code: 1,
    });
  });

  it.each([
    [['nonsense'], 2, /unknown command/],
    [['token', 'create', '--role', 'reader'], 2, /--account/],
    [['token', 'create', '--account', '2', '--role', 'king'], 2, /reader, writer, administrator/],
    [['token', 'create', '--account', '2', '--role', 'reader', '--expires-in', 'soon'], 2, /such as 90d/],
    [['token', 'create', '--account', '99', '--role', 'reader'], 1, /no account 99/],
    [['token', 'create', '--account', '2', '--role', 'reader', '--inbox', '1'], 2, /--role presence only/],
    [['token', 'create', '--account', '2', '--role', 'administrator', '--teams', '1'], 2, /limits go with the roles/],
    [['token', 'create', '--account', '2', '--role', 'presence', '--contents'], 2, /reads nothing/],
    [['token', 'create', '--account', '2', '--role', 'reader', '--inboxes', '1,x'], 2, /x is no id/],
    [['token', 'create', '--account', '2', '--role', 'reader', '--inboxes', '9999'], 1, /no inbox 9999/],
    [['token', 'rotate', 'dst_x', '--overlap', 'long'], 2, /such as 90d/],
    [['demo', '--dialogs', '0'], 2, /from 1 to/],
    [['demo', '--until', 'yesterday'], 2, /2026-03-01/],
    ...['check', 'replay', 'classify', 'rebuild'].map(
      (command) =>
        [[command, '--account', '99'], 2, /^--account 99: the host has no account 99; there are: 1, 2/] as const,
    ),
    [['settings', 'set', 'colour', 'red', '--account', '2'], 2, /bot_users/],
    [['settings', 'set', 'bot_users', 'Ada', '--account', '2'], 2, /ids of users/],
    [['settings', 'set', 'presence_grace', '60', '--account', '2', '--inbox', '1'], 2, /of a whole account/],
  ] as const)('refuses %j with code %i, in words and without a stack', async (args, code, words) => {
    const ran = await run(...args);
    expect(ran).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(words) });
    expect(ran.stderr).not.toMatch(/^\s+at /m);
  });

  it('has help for every command', async () => {
    for (const args of [[], ['start'], ['migrate'], ['demo'], ['token'], ['token', 'create'], ['settings', 'set']]) {
      expect(await run(...args, '--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage:') });
    }
  });

  it.each([
    ['start', '--help'],
    ['token', 'list'],
  ])('ends well where nobody reads what %s %s prints', async (...args) => {
    const child = spawn(process.execPath, ['scripts/run.mjs', ...args], {
      cwd: PROJECT,
      env: environment({ DATABASE_URL: url }),
    });
    const end = ended(child);
    child.stdout.destroy();
    expect(await end).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('says what is wrong with a setting of the environment', async () => {
    const ran = await cli(['token', 'list'], { DATABASE_URL: 'mysql://x', PORT: 'http' });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/DATABASE_URL: .*postgresql:\/\//);
    expect(ran.stderr).toMatch(/PORT: "http" is not a whole number/);
  });

  it('says that a database can not be reached', async () => {
    const ran = await cli(['token', 'list'], { DATABASE_URL: 'postgresql://127.0.0.1:1/x' });
    expect(ran).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('ECONNREFUSED') });
  });
});
