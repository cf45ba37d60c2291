import { Client } from 'pg';
import { buildOnce } from '../capture/capture-process';
import { until } from '../capture/log';
import { cli, type Started, start } from '../helpers/cli';
import { createBareDatabase } from '../helpers/database';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { assign, createConversation, setStatus, write } from '../helpers/host-simulator/by-hand';
import { createHost } from '../hosts/create-host';

let host: { url: string; close(): Promise<void> };
let log: { url: string; close(): Promise<void> };
let client: Client;
let account: HostAccount;
let past: number;
let started: Started | undefined;
const given = () => ({ DATABASE_URL: host.url, LOG_DATABASE_URL: log.url, MIRROR_REFRESH_SECONDS: '1', PORT: '0' });

beforeAll(buildOnce, 180_000);
beforeAll(async () => {
  host = await createHost('v4.13.0');
  log = await createBareDatabase();
  client = new Client({ connectionString: host.url });
  await client.connect();
  account = await createHostAccount(client);
  past = await createConversation(client, account);
  await write(client, past);
});
afterAll(async () => {
  await started?.stop('SIGKILL');
  await client.end();
  await host.close();
  await log.close();
});

/** Everything that the host's database has under our names, and on its own tables. */
async function ours(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT relname::text AS name FROM pg_class WHERE relname ~ '^dialog|^stats_' AND relkind IN ('r', 'v', 'S')
    UNION SELECT relname || '.' || attname FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
    WHERE attname = 'dialog_id' UNION SELECT tgname::text FROM pg_trigger WHERE tgname LIKE 'dialog%' ORDER BY 1`);
  return rows.map(({ name }) => name).filter((name) => !name.startsWith('dialog_log_'));
}

test('a log in a database of its own: installed, served, replayed, and taken away', async () => {
  const refused = await cli(['start'], given());
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('outbox is not installed') });

  const plan = await cli(['install', '--plan'], given());
  expect(plan).toMatchObject({ code: 0, stdout: expect.stringContaining('create table dialog_outbox') });
  expect(plan.stdout).not.toMatch(/index|column/);
  expect(await ours()).toEqual([]);
  expect(await cli(['install'], given())).toMatchObject({ code: 0 });
  expect(await ours()).toEqual(['dialog_outbox', 'dialog_outbox_gaps', 'dialog_outbox_id_seq']);
  expect(await cli(['install'], given())).toMatchObject({ stdout: expect.stringContaining('Installed already') });

  expect(await cli(['replay'], given())).toMatchObject({ stdout: expect.stringMatching(/ [1-9]\d* dialogs made/) });
  const { stdout } = await cli(['token', 'create', '--account', String(account.id), '--role', 'writer'], given());
  const bearer = /dst_\S+/.exec(stdout)![0];

  started = await start(given());
  const ask = async (query: string) => {
    const response = await fetch(`${started!.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
      body: JSON.stringify({ query }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: the answers have the shape that is asked for.
    return (await response.json()) as any;
  };
  const conversation = await createConversation(client, account);
  await write(client, conversation);
  await assign(client, conversation, account.agents[0]!);
  await setStatus(client, conversation, 'resolved');
  const QUERY = `{ dialogs(first: 5) { nodes { status conversation { id } assignee { name } messageCounts { client }
    events(first: 9) { nodes { name } } } } }`;
  const dialogs = async () => (await ask(QUERY)).data.dialogs.nodes;
  await until(async () => (await dialogs())[0].status === 'RESOLVED');
  expect(await dialogs()).toMatchObject([
    {
      status: 'RESOLVED',
      assignee: { name: expect.any(String) },
      messageCounts: { client: 1 },
      events: { nodes: [{ name: 'CONVERSATION_OPEN' }, { name: 'CONVERSATION_ASSIGNED' }] },
    },
    { status: 'OPEN', messageCounts: { client: 1 } },
  ]);

  const { errors } = await ask(
    `mutation { setConversationStatus(input: { conversation: "${conversation}", status: OPEN }) { __typename } }`,
  );
  expect(errors).toMatchObject([
    { message: expect.stringContaining("the host's rows are in another database"), extensions: { code: 'CONFLICT' } },
  ]);
  await until(async () => {
    const { capture } = (await (await fetch(`${started!.url}/health/ready`)).json()) as { capture: { status: string } };
    return capture.status === 'ok';
  });
  const metrics = await (await fetch(`${started.url}/metrics`)).text();
  expect(metrics).toMatch(/^dialogs_mirror_copied 1$/m);
  expect(await started.stop('SIGTERM')).toBe(0);
  started = undefined;

  expect(await cli(['check'], given())).toMatchObject({ code: 0 });
  expect(await cli(['start'], { DATABASE_URL: log.url })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('give its address as LOG_DATABASE_URL'),
  });
  expect(await cli(['uninstall', '--drop-tables'], given())).toMatchObject({ code: 0 });
  expect(await ours()).toEqual([]);
}, 180_000);
