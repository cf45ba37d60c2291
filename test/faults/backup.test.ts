import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { installCapture } from '../../src/database/install/install';
import { askServer, cli, start } from '../helpers/cli';
import { createBareDatabase } from '../helpers/database';
import { createHost } from '../hosts/create-host';

/** What docs/backup-and-upgrade.md promises. */
describe('a backup', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'dialogs-backup-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('of the embedded database is a copy of its folder', async () => {
    const [dataDir, copy] = [path.join(folder, 'data'), path.join(folder, 'copy')];
    const run = (...args: string[]) => cli(args, { DATA_DIR: dataDir });
    expect(await run('demo', '--dialogs', '20')).toMatchObject({ code: 0 });
    const { stdout: token } = await run('token', 'create', '--account', '2', '--role', 'reader');
    cpSync(dataDir, copy, { recursive: true, filter: (file) => !file.endsWith('.sock') });
    rmSync(dataDir, { recursive: true });
    const server = await start({ DATA_DIR: copy });
    const { data } = await askServer(
      { url: server.url, token: token.trim() },
      '{ dialogs(first: 0, filter: { includeSkipped: true }) { totalCount } }',
    );
    expect(data.dialogs.totalCount).toBe(20);
    expect(await server.stop('SIGTERM')).toBe(0);
  });

  /** pg_dump reads servers that are not newer than it. */
  const isAble = async (url: string) => {
    const { stdout } = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' });
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query('SHOW server_version');
    await client.end();
    return Number.parseInt(/\d+/.exec(stdout ?? '')?.[0] ?? '0', 10) >= Number.parseInt(rows[0].server_version, 10);
  };

  it('of a host with its log is a dump, restored with what still waited to be logged', async () => {
    const host = await createHost('v4.13.0');
    const restored = await createBareDatabase();
    if (await isAble(host.url)) {
      await installCapture(host.url, () => {});
      expect(await cli(['replay'], { DATABASE_URL: host.url })).toMatchObject({ code: 0 });
      const client = new Client({ connectionString: host.url });
      await client.connect();
      await client.query('UPDATE conversations SET status = 1 - least(status, 1)');
      const { rows: waiting } = await client.query('SELECT count(*)::int AS rows FROM dialog_outbox');
      expect(waiting[0].rows).toBeGreaterThan(0);
      await client.end();
      const dump = path.join(folder, 'dialogs.dump');
      execFileSync('pg_dump', ['--format=custom', `--file=${dump}`, host.url]);
      execFileSync('pg_restore', ['--no-owner', `--dbname=${restored.url}`, dump]);
      const run = (...args: string[]) => cli(args, { DATABASE_URL: restored.url });
      expect(await run('install')).toMatchObject({ code: 0, stdout: expect.stringContaining('Installed already') });
      expect(await run('capture', '--once')).toMatchObject({ code: 0 });
      expect(await run('check')).toMatchObject({ code: 0, stderr: expect.stringContaining('no disagreements') });
      expect(await run('rebuild')).toMatchObject({ code: 0 });
    }
    await host.close();
    await restored.close();
  });
});
