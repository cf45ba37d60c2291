// Bundles src/graphiql/page into graphiql/ of the folder named, or of dist: index.html, and assets named by their content.
import path from 'node:path';
import { build } from 'esbuild';
import { writePage } from './page-files.mjs';

const root = path.resolve(import.meta.dirname, '..');
const pageDir = path.join(root, 'src/graphiql/page');
const outDir = path.join(root, process.argv[2] ?? 'dist', 'graphiql');
const assetsDir = path.join(outDir, 'assets');

/** @type {import('esbuild').BuildOptions} */
const shared = {
  absWorkingDir: root,
  outdir: assetsDir,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  bundle: true,
  minify: true,
  metafile: true,
  write: false,
  logLevel: 'warning',
  // The first versions that know light-dark() in CSS.
  target: ['chrome123', 'firefox120', 'safari17.5'],
  define: { 'process.env.NODE_ENV': '"production"' },
  // GraphiQL imports Prettier's parsers under names that lead to UMD files, whose exports an import() in a bundle loses.
  alias: { 'prettier/parser-graphql': 'prettier/plugins/graphql', 'prettier/parser-babel': 'prettier/plugins/babel' },
  loader: { '.graphql': 'text', '.ttf': 'file' },
};

const workers = await build({
  ...shared,
  format: 'iife',
  entryPoints: {
    editor: 'monaco-editor/esm/vs/editor/editor.worker.js',
    json: 'monaco-editor/esm/vs/language/json/json.worker.js',
    graphql: 'monaco-graphql/esm/graphql.worker.js',
  },
});
const workerNames = workers.outputFiles.map((file) => path.basename(file.path));
const workerFiles = Object.fromEntries(workerNames.map((name) => [name.split('-')[0], name]));

const page = await build({
  ...shared,
  format: 'esm',
  splitting: true,
  entryPoints: { main: 'src/graphiql/page/main.tsx' },
  define: { ...shared.define, WORKER_FILES: JSON.stringify(workerFiles) },
});
const [script, { cssBundle }] = Object.entries(page.metafile.outputs).find(([, output]) =>
  output.entryPoint?.endsWith('main.tsx'),
);
// The page's style sheet holds the styles of the parts loaded on demand, too; esbuild's copies for them go unused.
const pageFiles = page.outputFiles.filter(
  ({ path: file }) => !file.endsWith('.css') || file === path.join(root, cssBundle),
);

const html = path.join(pageDir, 'index.html');
await writePage({ outDir, html, files: [...workers.outputFiles, ...pageFiles], script, styles: cssBundle });
