// Bundles src/dashboard/page into dashboard/ of the folder named, or of dist: index.html, and assets named by their content.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** What a browser may have to load of scripts in all, gzipped. */
const MOST_SCRIPT_BYTES = 300_000;

const root = path.resolve(import.meta.dirname, '..');
const pageDir = path.join(root, 'src/dashboard/page');
const outDir = path.join(root, process.argv[2] ?? 'dist', 'dashboard');
const assetsDir = path.join(outDir, 'assets');

const page = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/dashboard/page/main.tsx' },
  outdir: assetsDir,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  format: 'esm',
  minify: true,
  metafile: true,
  write: false,
  logLevel: 'warning',
  // The first versions that know light-dark() in CSS.
  target: ['chrome123', 'firefox120', 'safari17.5'],
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.woff2': 'file' },
});
const [script, { cssBundle }] = Object.entries(page.metafile.outputs).find(([, output]) => output.entryPoint);

const scripts = page.outputFiles.filter(({ path: file }) => file.endsWith('.js'));
const bytes = scripts.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
if (bytes > MOST_SCRIPT_BYTES) throw new Error(`the dashboard's scripts have ${bytes} bytes, not ${MOST_SCRIPT_BYTES}`);

// The compiled router lies in the same folder, so only what this script writes is removed.
await rm(assetsDir, { recursive: true, force: true });
await mkdir(assetsDir, { recursive: true });
for (const { path: file, contents } of page.outputFiles) await writeFile(file, contents);

const html = await readFile(path.join(pageDir, 'index.html'), 'utf8');
const named = html
  .replace('%STYLES%', `%FOLDER%/assets/${path.basename(cssBundle)}`)
  .replace('%SCRIPT%', `%FOLDER%/assets/${path.basename(script)}`);
await writeFile(path.join(outDir, 'index.html'), named);
