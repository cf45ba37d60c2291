import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { installCapture } from '../../src/database/install/install';
import { SETTINGS } from '../../src/settings';
import { startTestApi, type TestApi } from '../helpers/api';
import { environment, PROJECT } from '../helpers/cli';
import { createHost } from '../hosts/create-host';

const README = readFileSync(path.join(PROJECT, 'README.md'), 'utf8');

/** The fenced examples of a language, in their order. */
function examples(language: string): string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text]) => text!);
}

describe("the README's examples", () => {
  let api: TestApi & { token: string };
  beforeAll(async () => {
    api = await startTestApi(300);
  });
  afterAll(() => api.close());

  it.each(examples('graphql').map((text, index) => [index + 1, text] as const))(
    'GraphQL example %i answers with rows',
    async (_index, text) => {
      const { data: found } = await api.ask(api.token, '{ dialogs(first: 1) { nodes { conversation { id } } } }');
      const { data, errors } = await api.ask(api.token, text, {
        conversation: found.dialogs.nodes[0].conversation.id,
      });
      expect(errors).toBeUndefined();
      const { dialogs, statistics, assignConversation } = data;
      const ofStatistics = statistics?.departuresByAgent ?? statistics?.byAgent ?? statistics?.measures;
      expect(dialogs?.nodes ?? ofStatistics ?? assignConversation.dialog).not.toEqual([]);
    },
  );

  it('the curl example answers for the token', async () => {
    const curl = examples('sh').find((text) => text.startsWith('curl'))!;
    const { stdout } = await promisify(execFile)('bash', ['-c', curl.replace('http://127.0.0.1:4000', api.url)], {
      env: { ...process.env, TOKEN: api.token },
    });
    expect(JSON.parse(stdout)).toMatchObject({
      data: { viewer: { role: 'ADMINISTRATOR', account: { name: 'Demo Contact Centre' } } },
    });
  });

  it('the commands run as they stand', async () => {
    const commands = examples('sh').find((text) => text.startsWith('npm run --silent cli -- token create'))!;
    const { stdout } = await promisify(execFile)('bash', ['-ec', commands], {
      cwd: PROJECT,
      env: environment({ DATABASE_URL: api.databaseUrl }),
    });
    expect(stdout).toMatch(/^dst_\w{40}$/m);
    expect(stdout).toMatch(/^account \d+: 100 dialogs/m);
    expect(stdout).toMatch(/^1\t0\tbot_users\t\[3,4\]$/m);
  });

  it('the commands about tokens and people run as they stand', async () => {
    const commands = examples('sh').filter((text) => /^old=|erase-contact/.test(text));
    expect(commands).toHaveLength(2);
    const { stdout } = await promisify(execFile)('bash', ['-ec', commands.join('')], {
      cwd: PROJECT,
      env: environment({ DATABASE_URL: api.databaseUrl }),
    });
    expect(stdout).toMatch(/^revoked dst_\w{8}$/m);
    expect(stdout).toMatch(/^2\t7\tvisits\t\d+$/m);
  });

  it('the commands about kinds run as they stand', async () => {
    const commands = examples('sh').filter((text) => /settings set bounce_timeout|--role presence/.test(text));
    expect(commands).toHaveLength(2);
    const { stdout } = await promisify(execFile)('bash', ['-ec', commands.join('')], {
      cwd: PROJECT,
      env: environment({ DATABASE_URL: api.databaseUrl }),
    });
    expect(stdout).toMatch(/^set bounce_timeout of account 1$/m);
    expect(stdout).toMatch(/^dst_\w{40}$/m);
  });

  it('the snippet is the one that is served', () => {
    expect(examples('js')[0]).toBe(readFileSync(path.join(PROJECT, 'widget/presence.js'), 'utf8'));
  });

  it('the settings are those that the product reads', () => {
    const rows = Object.values(SETTINGS).map(({ name, default: byDefault, meaning }) => {
      const shown = byDefault === '' ? '' : ` \`${byDefault}\``;
      return `| \`${name}\` |${shown} | ${meaning} |`;
    });
    expect(README).toContain(`| variable | default | meaning |\n|---|---|---|\n${rows.join('\n')}\n`);
  });
});

describe('the removal that the README describes', () => {
  it("leaves a host's tables as they were", async () => {
    const { url, close } = await createHost('v2.2.1');
    const client = new Client({ connectionString: url });
    await client.connect();
    const layout = async () => (await client.query(LAYOUT)).rows;
    const before = await layout();
    await installCapture(url, () => {});
    expect(await layout()).not.toEqual(before);
    await client.query(`INSERT INTO events (name, created_at, updated_at) VALUES ('conversation_open', now(), now())`);
    await client.query(`UPDATE messages SET additional_attributes = '{"user_id_assigned": "3"}' WHERE id = 1`);
    await client.query(examples('sql')[0]!);
    const commands = examples('sh').find((text) => text.startsWith('npm run --silent cli -- uninstall'))!;
    const env = environment({ DATABASE_URL: url });
    const { stdout } = await promisify(execFile)('bash', ['-ec', commands], { cwd: PROJECT, env });
    expect(stdout).toMatch(/^Removed \d+ triggers.*\nThe log is kept\.\nNo triggers .*\nDropped tables: dialog_/);
    expect(stdout).not.toContain('Left:');
    expect(await layout()).toEqual(before);
    await client.end();
    await close();
  });
});

const LAYOUT = `
  SELECT c.relname, a.attname, a.atttypid FROM pg_class c
  LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1, 2`;
