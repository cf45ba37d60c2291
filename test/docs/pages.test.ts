import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../helpers/cli';
import { commandsIn, parse } from '../helpers/command-line';

const FOLDERS = ['.', 'docs', 'bench', 'client', 'deploy/grafana', 'examples'];
const PAGES = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(PROJECT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name)),
);
const read = (file: string) => readFileSync(path.join(PROJECT, file), 'utf8');

/** The anchors of a page's headings, as those who show Markdown make them. */
function anchorsOf(page: string): Set<string> {
  const headings = [...withoutCode(page).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function withoutCode(page: string): string {
  return page.replace(/^ *```.*?^ *```$/gms, '');
}

describe.each(PAGES)('%s', (page) => {
  const text = read(page);

  it('leads to what is there', () => {
    const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
    for (const link of links.filter((each) => !/^https?:/.test(each))) {
      const [file, anchor] = link.split('#') as [string, string | undefined];
      const target = file === '' ? page : path.join(path.dirname(page), file);
      expect([link, existsSync(path.join(PROJECT, target))]).toEqual([link, true]);
      if (anchor) expect([link, anchorsOf(read(target)).has(anchor)]).toEqual([link, true]);
    }
  });

  it('has commands that are right usage', async () => {
    for (const command of commandsIn(text)) {
      if (/^[A-Z]/.test(command[0]!)) continue;
      expect([command, await parse(command)]).toEqual([command, expect.any(String)]);
    }
  });
});

describe('the proxy of installing.md', () => {
  const location = new RegExp(/^location ~ (\S+) \{$/m.exec(read('docs/installing.md'))![1]!);
  /** What is served, by the table of the README. */
  const paths = [...read('README.md').matchAll(/^\| `(?:GET|POST) (\/\S*)`/gm)].map(([, served]) => served!);

  it('lets through what callers and people ask for, and keeps health and metrics inside', () => {
    expect(paths).toEqual(expect.arrayContaining(['/', '/graphql', '/export/dialogs', '/presence.js', '/metrics']));
    const inside = paths.filter((served) => !location.test(served));
    expect(inside.sort()).toEqual(['/health/live', '/health/ready', '/metrics']);
    for (const asset of ['/assets/main.js', '/graphiql/assets/main.js', '/graphql/stream'])
      expect([asset, location.test(asset)]).toEqual([asset, true]);
    expect(location.test('/metricsx')).toBe(false);
  });
});

describe('the changelog', () => {
  const text = read('CHANGELOG.md');
  const { version } = JSON.parse(read('package.json'));

  it('begins with what is not released, then the version of the package', () => {
    const versions = [...text.matchAll(/^## \[(.*?)\]( - \d{4}-\d\d-\d\d)?$/gm)].map(([, name]) => name);
    expect(versions.slice(0, 2)).toEqual(['Unreleased', version]);
  });

  it('groups changes as Keep a Changelog does', () => {
    for (const [, group] of text.matchAll(/^### (.*)$/gm)) {
      expect(['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security', 'Upgrade']).toContain(group);
    }
  });
});
