// Bundles src/dashboard/page into dashboard/ of the folder named, or of dist: index.html, and assets named by their content.
import path from 'node:path';
import { build } from 'esbuild';
import { scriptBytes, writePage } from './page-files.mjs';

/** What a browser may have to load of scripts in all, gzipped. */
const MOST_SCRIPT_BYTES = 300_000;

const root = path.resolve(import.meta.dirname, '..');
const pageDir = path.join(root, 'src/dashboard/page');
const outDir = path.join(root, process.argv[2] ?? 'dist', 'dashboard');

const page = await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/dashboard/page/main.tsx' },
  outdir: path.join(outDir, 'assets'),
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  format: 'esm',
  splitting: true,
  minify: true,
  metafile: true,
  write: false,
  logLevel: 'warning',
  // The first versions that know light-dark() in CSS.
  target: ['chrome123', 'firefox120', 'safari17.5'],
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.woff2': 'file' },
});
const parts = Object.entries(page.metafile.outputs);
const partOf = (name) => parts.find(([, { entryPoint }]) => entryPoint?.endsWith(name));
const [script, { cssBundle, imports }] = partOf('/main.tsx');
const [charts, { imports: importsOfCharts }] = partOf('/OverTime.tsx');
// What the first view needs.
const preloaded = new Set(
  [...imports, ...importsOfCharts].filter(({ kind }) => kind === 'import-statement').map(({ path: file }) => file),
);

const bytes = scriptBytes(page.outputFiles);
if (bytes > MOST_SCRIPT_BYTES) throw new Error(`the dashboard's scripts have ${bytes} bytes, not ${MOST_SCRIPT_BYTES}`);
const html = path.join(pageDir, 'index.html');
await writePage({
  outDir,
  html,
  files: page.outputFiles,
  script,
  styles: cssBundle,
  preloaded: [charts, ...preloaded],
});
