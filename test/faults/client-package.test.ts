import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTestApi, type TestApi } from '../helpers/api';
import { ended, environment, PROJECT, type Ran } from '../helpers/cli';

const EXAMPLE = path.join(PROJECT, 'examples/weekly-report');

/** The client as whoever uses it has it: packed, and installed in another folder. */
describe("the client's package", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'dialogs-client-'));
  const example = path.join(folder, 'weekly-report');
  const npm = (cwd: string, ...args: string[]) =>
    execFileSync('npm', [...args, '--no-audit', '--no-fund', '--offline'], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 2],
    });
  /** The compiler of this project: the example's own would come from the registry. */
  const compile = (...args: string[]): Promise<Ran> => {
    const tsc = path.join(PROJECT, 'node_modules/typescript/bin/tsc');
    const typeRoots = path.join(PROJECT, 'node_modules/@types');
    return ended(spawn(process.execPath, [tsc, '--typeRoots', typeRoots, ...args], { cwd: example }));
  };

  let api: TestApi & { token: string };
  beforeAll(async () => {
    api = await startTestApi(300);
    const [packed] = JSON.parse(npm(path.join(PROJECT, 'client'), 'pack', '--json', '--pack-destination', folder));
    mkdirSync(example);
    for (const file of ['report.ts', 'tsconfig.json', 'package.json'])
      cpSync(path.join(EXAMPLE, file), path.join(example, file));
    npm(example, 'install', '--no-save', '--omit=dev', path.join(folder, packed.filename));
  });
  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds the compiled client, its types and its words, and depends on nothing', () => {
    const installed = path.join(example, 'node_modules');
    const files = execFileSync('find', ['.', '-type', 'f'], { cwd: installed, encoding: 'utf8' }).split('\n');
    const ofClient = files.filter((file) => file.startsWith('./dialog-statistics-client/'));
    expect(ofClient).toEqual(
      expect.arrayContaining(
        ['README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts'].map(
          (file) => `./dialog-statistics-client/${file}`,
        ),
      ),
    );
    expect(ofClient.filter((file) => /\.ts$/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
    expect(files.filter((file) => file !== '' && !file.startsWith('./dialog-statistics-client/'))).toEqual([
      './.package-lock.json',
    ]);
  });

  const run = (args: readonly string[], given: Record<string, string>) =>
    ended(spawn(process.execPath, ['dist/report.js', ...args], { cwd: example, env: environment(given) }));

  it('is what the example is compiled against, and asks by', async () => {
    expect(await compile()).toMatchObject({ code: 0, stdout: '' });
    const server = { DIALOGS_URL: api.url, DIALOGS_TOKEN: api.token, TIME_ZONE: 'Europe/Kyiv' };
    const ran = await run(['2026-11-09T00:00:00+02:00', '2026-11-16T00:00:00+02:00'], server);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const [totals, agents, missed] = ran.stdout
      .trimEnd()
      .split('\n\n')
      .map((table) => table.split('\n'));
    const { data } = await api.ask(
      api.token,
      `{ statistics(period: { from: "2026-11-09T00:00:00+02:00", to: "2026-11-16T00:00:00+02:00" }) {
        started resolved byAgent(first: 1, orderBy: MESSAGES_SENT) { agent { name } messagesSent } byKind { kind started } } }`,
    );
    const { started, resolved, byAgent, byKind } = data.statistics;
    expect(totals![1]).toMatch(new RegExp(`^started +${started} +\\d+$`));
    expect(totals![2]).toMatch(new RegExp(`^resolved +${resolved} +\\d+$`));
    expect(agents![1]).toMatch(new RegExp(`^${byAgent[0].agent.name} .* ${byAgent[0].messagesSent} `));
    expect(missed).toHaveLength(1 + byKind.find(({ kind }: { kind: string }) => kind === 'MISSED').started);
  });

  it('lets the example say what is wrong', async () => {
    const server = { DIALOGS_URL: api.url, DIALOGS_TOKEN: api.token };
    expect(await run([], server)).toMatchObject({ code: 2, stderr: expect.stringMatching(/^usage: /) });
    expect(await run(['yesterday', 'today'], server)).toMatchObject({
      ...{ code: 1, stderr: expect.stringMatching(/^BAD_USER_INPUT: .*yesterday/) },
    });
  });

  it('has a README whose code is right, and types that tell what is wrong', async () => {
    const readme = readFileSync(path.join(PROJECT, 'client/README.md'), 'utf8');
    const blocks = [...readme.matchAll(/^( *)```ts\n(.*?)^ *```$/gms)].map(([, , code]) => code!);
    expect(blocks).toHaveLength(2);
    const wrong = `import { DialogStatistics, Totals } from 'dialog-statistics-client';
      const client = new DialogStatistics({ url: '', token: '' });
      client.request(Totals);
      client.request(Totals, { period: { from: 1, to: '' } });
      client.request(Totals, { period: { from: '', to: '' } }).then(({ statistics }) => statistics.startd);
      client.request(Totals, { period: { from: '', to: '' } }).then(({ statistics }) => statistics.missedRate.toFixed());\n`;
    for (const [index, text] of [...blocks, wrong].entries())
      writeFileSync(path.join(example, `block-${index}.mts`), text);
    const options = [
      '--noEmit',
      '--strict',
      '--noUncheckedIndexedAccess',
      '--target',
      'es2022',
      '--module',
      'nodenext',
    ];
    const ran = await compile(
      '--ignoreConfig',
      ...options,
      '--types',
      'node',
      'block-0.mts',
      'block-1.mts',
      'block-2.mts',
    );
    const errors = ran.stdout.split('\n').filter((line) => line.includes('error TS'));
    expect(errors.map((line) => line.replace(/^(.*?)\((\d+),.*error (TS\d+).*$/, '$1 $2 $3'))).toEqual([
      'block-2.mts 3 TS2554',
      'block-2.mts 4 TS2322',
      'block-2.mts 5 TS2551',
      'block-2.mts 6 TS18047',
    ]);
  });
});
