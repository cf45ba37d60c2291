import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { SETTINGS } from '../../src/settings';
import { PROJECT } from '../helpers/cli';
import { lastOf, readCopy, readDockerfile } from './dockerfile';

const read = (file: string) => readFileSync(path.join(PROJECT, file), 'utf8');
const NAMES = Object.values(SETTINGS).map(({ name }) => name as string);
const { shutdownTimeout, port } = SETTINGS;

/** Names and values as the server reads them; throws with what is wrong. */
function checkSettings(environment: Record<string, string>): void {
  for (const [name, value] of Object.entries(environment)) {
    expect(NAMES).toContain(name);
    Object.values(SETTINGS)
      .find((setting) => setting.name === name)!
      .read(value);
  }
}

describe('the Dockerfile', () => {
  const stages = readDockerfile(read('Dockerfile'));
  const image = stages.at(-1)!;
  const copies = stages.flatMap(({ instructions }) =>
    instructions.filter(({ name }) => name === 'COPY').map(({ argument }) => readCopy(argument)),
  );
  const copied = new Set(copies.flatMap(({ from, sources }) => (from === undefined ? sources : [])));

  it('copies what is in the repository, and .dockerignore lets just that through', () => {
    for (const source of copied) expect([source, existsSync(path.join(PROJECT, source))]).toEqual([source, true]);
    const [everything, ...through] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(everything).toBe('*');
    expect(through.map((line) => line.replace(/^!/, '')).sort()).toEqual([...copied].sort());
  });

  it('takes the Node that the tests run on, and ends as nobody special, with a health check', () => {
    for (const { base } of stages) expect(base).toBe(`node:${read('.nvmrc').trim()}-bookworm-slim`);
    expect(lastOf(image, 'USER')).toBe('node');
    expect(lastOf(image, 'HEALTHCHECK')).toContain('/health/live');
    expect(lastOf(image, 'EXPOSE')).toBe(port.default);
    expect(lastOf(image, 'CMD')).toBe('["start"]');
    checkSettings(
      Object.fromEntries(
        lastOf(image, 'ENV')
          .split(' ')
          .map((pair) => pair.split('=') as [string, string]),
      ),
    );
  });

  it('starts the server as npm start does', () => {
    const [node, ...args] = JSON.parse(lastOf(image, 'ENTRYPOINT'));
    const { start } = JSON.parse(read('package.json')).scripts;
    expect([node, ...args.slice(0, -1), 'scripts/run.mjs', 'start'].join(' ')).toBe(start);
  });
});

describe('the compose file', () => {
  const { services, volumes } = parse(read('deploy/compose.yaml'));
  const { database, statistics } = services;
  /** As compose does with nothing set but the password. */
  const filled = (text: string) =>
    text.replace(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_all, name, byDefault) =>
      name === 'POSTGRES_PASSWORD' ? 'secret' : byDefault,
    );

  it('gives the server settings that it takes, and waits for the database that it names', () => {
    const environment: Record<string, string> = statistics.environment;
    checkSettings(Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, filled(value)])));
    const url = new URL(filled(environment.DATABASE_URL!));
    expect(services).toHaveProperty(url.hostname);
    const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = database.environment;
    expect([url.username, url.password, url.pathname]).toEqual([
      ...[POSTGRES_USER, filled(POSTGRES_PASSWORD), `/${POSTGRES_DB}`],
    ]);
    expect(statistics.depends_on).toEqual({ [url.hostname]: { condition: 'service_healthy' } });
    const asks = ['--host=127.0.0.1', `--username=${POSTGRES_USER}`, `--dbname=${POSTGRES_DB}`];
    expect(database.healthcheck.test).toEqual(['CMD', 'pg_isready', ...asks]);
  });

  it('keeps the data, opens one port on loopback alone, and gives the server no rights', () => {
    expect(database.volumes).toEqual(Object.keys(volumes).map((name) => `${name}:/var/lib/postgresql`));
    expect(database.ports).toBeUndefined();
    expect(statistics.ports.map(filled)).toEqual([`127.0.0.1:${port.default}:${port.default}`]);
    expect(statistics).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(path.join('deploy', statistics.build)).toBe('.');
  });

  it('lets requests under way end', () => {
    const grace = Number(/^(\d+)s$/.exec(statistics.stop_grace_period)![1]);
    expect(grace * 1000).toBeGreaterThan(Number(shutdownTimeout.default));
  });
});

describe('the systemd unit', () => {
  const unit = path.join(PROJECT, 'deploy/dialog-statistics.service');
  const lines = read('deploy/dialog-statistics.service').split('\n');
  const lineOf = (key: string) => lines.find((line) => line.startsWith(`${key}=`))!.slice(key.length + 1);
  const { stdout: help } = spawnSync('systemd-analyze', ['--help'], { encoding: 'utf8' });
  const itWithSystemd = help?.includes('--offline') ? it : it.skip;

  it('starts the server as npm start does, and lets requests under way end', () => {
    const { start } = JSON.parse(read('package.json')).scripts;
    expect(lineOf('ExecStart')).toBe(`/usr/bin/${start.replace('scripts/run.mjs', 'dist/cli/index.js')}`);
    expect(Number(lineOf('TimeoutStopSec')) * 1000).toBeGreaterThan(Number(shutdownTimeout.default));
    const [name, value] = lineOf('Environment').split('=') as [string, string];
    checkSettings({ [name]: value });
  });

  itWithSystemd('leaves the server few ways to do harm, by the judgement of systemd', () => {
    const judge = (...args: string[]) => spawnSync('systemd-analyze', args, { encoding: 'utf8' });
    const { status, stdout } = judge('security', '--offline=true', '--threshold=20', '--no-pager', unit);
    expect([status, stdout]).toEqual([0, expect.stringContaining('Overall exposure level')]);
    // Other words are of units of the machine, or of the program, which another machine has elsewhere.
    const { stderr } = judge('verify', unit);
    expect(
      stderr.split('\n').filter((line) => /dialog-statistics.*(Unknown|Failed to parse|Invalid)/.test(line)),
    ).toEqual([]);
  });
});
