import { Client } from 'pg';
import { captureTriggers } from '../../src/database/capture-triggers';
import { buildOnce } from '../capture/capture-process';
import { until } from '../capture/log';
import { takeSnapshot, withClient } from '../database/migrations/snapshot';
import { cli, start } from '../helpers/cli';
import { createHostAccount } from '../helpers/host-simulator/account';
import { createConversation, setStatus } from '../helpers/host-simulator/by-hand';
import { createHost } from '../hosts/create-host';

describe('the commands install and uninstall', () => {
  let url: string;
  let close: () => Promise<void>;
  let client: Client;
  const run = (...args: string[]) => cli(args, { DATABASE_URL: url });

  beforeAll(async () => {
    await buildOnce();
    ({ url, close } = await createHost('v4.13.0'));
    client = new Client({ connectionString: url });
    await client.connect();
  }, 180_000);
  afterAll(async () => {
    await client.end();
    await close();
  });

  it('plan: say what was found and what would be done, and change nothing', async () => {
    await client.query('ANALYZE conversations; ANALYZE messages; ANALYZE reporting_events');
    const before = await takeSnapshot(url);
    const { code, stdout, stderr } = await run('install', '--plan');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'Found:',
        expect.stringMatching(/^ {2}PostgreSQL \d+\.\d+.*, as role \w+, schema public$/),
        '  a host of the Chatwoot family, without the dialog log',
        '  event table reporting_events',
        expect.stringMatching(
          /^ {2}table messages: about 390 rows, \d+ kB, owner \w+; id integer, conversation_id integer, status integer, created_at timestamp without time zone, additional_attributes jsonb$/,
        ),
        expect.stringMatching(/^ {2}table mentions: rows not known \(never analyzed\), [\d.]+ kB, owner/),
        'To do:',
        '  run migration 0001_dialog_log',
        '  add column reporting_events.dialog_id',
        '  create table dialog_outbox',
        '  build index dialog_log_messages_by_dialog on messages (account_id, dialog_id, created_at, id), concurrently',
        '  create function dialog_log_message_inserted',
        '  attach trigger dialog_log_message_inserted to messages',
        'Time and space:',
        expect.stringMatching(/^ {2}indexes: about 1 s and \d+ kB, from the number of rows, at 250,000 rows a second/),
        'Replay, afterwards:',
        expect.stringMatching(
          /^ {2}at most \d+ rows of conversations, mentions, messages, reporting_events: about 1 s/,
        ),
      ]),
    );
    expect(lines).not.toContain('  add column messages.additional_attributes');
    expect(await takeSnapshot(url)).toEqual(before);
  });

  it('plan: print the refusal that installing would give, and exit with 1', async () => {
    const other = await createHost('v2.2.1');
    await withClient(other.url, (host) => host.query('ALTER TABLE messages ADD dialog_id bigint; DROP TABLE teams'));
    const [planned, installed] = [
      await cli(['install', '--plan'], { DATABASE_URL: other.url }),
      await cli(['install'], { DATABASE_URL: other.url }),
    ];
    expect(planned).toMatchObject({ code: 1, stderr: installed.stderr });
    expect(planned.stderr).toMatch(
      /nothing was changed:\n {2}- found no table teams.*\n {2}- found a column messages.dial/,
    );
    expect(planned.stdout).toMatch(/^Found:\n.*\n {2}event table events\n(.*\n)*$/);
    expect(planned.stdout).not.toContain('To do:');
    await other.close();
  });

  it('install; then a server logs what the host writes, and the plan has nothing to do', async () => {
    expect(await run('install')).toMatchObject({
      code: 0,
      stdout:
        'Installed: the host’s writes are captured from now on.\n' +
        'What the host wrote before becomes dialogs by: npm run --silent cli -- replay\n',
      stderr: expect.stringMatching(
        /^building index .*\n(.*\n)*attach trigger dialog_log_event_inserted to reporting_ev/,
      ),
    });
    const server = await start({ DATABASE_URL: url });
    const conversation = await createConversation(client, await createHostAccount(client));
    await setStatus(client, conversation, 'resolved');
    const dialogs = async () =>
      (await client.query(`SELECT status FROM dialogs WHERE conversation_id = ${conversation}`)).rows;
    await until(async () => (await dialogs())[0]?.status === 1);
    expect(await server.stop('SIGTERM')).toBe(0);
    expect((await server.ended).stderr).not.toContain('run `install`');
    expect((await run('install', '--plan')).stdout).toMatch(/\nTo do:\n {2}nothing: installed already\nReplay, afterw/);
  });

  it('a server says that the capture is to be mended, and goes on with what there is', async () => {
    await client.query('ALTER TABLE mentions DISABLE TRIGGER dialog_log_mention_inserted');
    const server = await start({ DATABASE_URL: url, CAPTURE: 'on' });
    await server.stop('SIGTERM');
    expect((await server.ended).stderr + server.stdout).toMatch(
      /enable trigger dialog_log_mention_inserted of mentions.*run `install`/,
    );
    expect(await run('install')).toMatchObject({
      stdout: expect.stringMatching(
        /^Installed: .*\nWrites were missed while capture was incomplete; this finds them: /,
      ),
    });
  });

  it('uninstall; what waits is logged when asked for, and what was missed is said', async () => {
    await setStatus(client, await createConversation(client, await createHostAccount(client)), 'pending');
    expect(await run('uninstall')).toMatchObject({
      code: 0,
      stdout:
        `Removed ${captureTriggers('events').length} triggers: the host’s writes are no longer captured.\n` +
        'The log is kept.\n' +
        '2 captured changes wait to be logged, by: npm run --silent cli -- capture --once\n' +
        'The triggers had missed 1 statement of the host’s; this finds what they changed: npm run --silent cli -- replay\n',
    });
    expect(await run('capture', '--once')).toMatchObject({ code: 0, stdout: '2 changes logged\n' });
  });

  it('uninstall everything, twice', async () => {
    expect(await run('uninstall', '--drop-tables', '--drop-columns')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^No triggers of .*\nDropped tables: dialog_acceptances, .*\nDropped indexes: dialog_log_.*\nDropped columns: reporting_events.dialog_id, .*\n(.*\n)*Left: column messages.additional_attributes/,
      ),
    });
    expect(await run('uninstall', '--drop-tables', '--drop-columns')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/\nDropped tables: none\nDropped indexes: none\nDropped columns: none\n/),
    });
  });

  it('refuse what can’t be meant', async () => {
    const refusal = (words: RegExp) => ({ code: 2, stdout: '', stderr: expect.stringMatching(words) });
    expect(await run('uninstall', '--drop-columns')).toMatchObject(refusal(/give --drop-tables too/));
    expect(await cli(['install', '--plan'], {})).toMatchObject(refusal(/set DATABASE_URL/));
  });
});
