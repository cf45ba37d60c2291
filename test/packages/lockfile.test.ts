import { readFileSync } from 'node:fs';
import path from 'node:path';

const read = (file: string) => JSON.parse(readFileSync(path.join(__dirname, '../..', file), 'utf8'));

interface Locked {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
}

const { dependencies, devDependencies, optionalDependencies } = read('package.json');
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const locked = Object.entries(packages).filter(([place]) => place !== '');

test('what is installed is told from its contents, whoever serves it: nobody can slip in another', () => {
  expect(locked.length).toBeGreaterThan(100);
  expect(locked.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))).toEqual([]);
});

test('names no registry, and no package from anywhere else', () => {
  expect(locked.filter(([, { resolved, link }]) => resolved !== undefined || link)).toEqual([]);
});

test('has the exact versions that package.json names, and no others', () => {
  const named = { ...dependencies, ...devDependencies, ...optionalDependencies } as Record<string, string>;
  expect(Object.entries(named).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  const versions = Object.keys(named).map((name) => [name, packages[`node_modules/${name}`]?.version]);
  expect(Object.fromEntries(versions)).toEqual(named);
  expect(packages['']).toMatchObject({ dependencies, devDependencies, optionalDependencies });
});
