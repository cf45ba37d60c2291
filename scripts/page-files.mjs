// Writes what esbuild made of a page into its folder: the assets, each script and style sheet gzipped as well, and index.html.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const COMPRESSED = /\.(js|css)$/;

/** How many bytes of scripts a browser loads at most, gzipped. */
export function scriptBytes(files) {
  const scripts = files.filter(({ path: file }) => file.endsWith('.js'));
  return scripts.reduce((sum, { contents }) => sum + gzip(contents).length, 0);
}

/** Fills `outDir`; the page's HTML gets the names of its style sheet, its script and the parts to load with it. */
export async function writePage({ outDir, html, files, script, styles, preloaded = [] }) {
  const assetsDir = path.join(outDir, 'assets');
  // The compiled router lies in the same folder, so only what this function writes is removed.
  await rm(assetsDir, { recursive: true, force: true });
  await mkdir(assetsDir, { recursive: true });
  for (const { path: file, contents } of files) {
    await writeFile(file, contents);
    if (COMPRESSED.test(file)) await writeFile(`${file}.gz`, gzip(contents));
  }
  const named = (await readFile(html, 'utf8'))
    .replace('%STYLES%', `%FOLDER%/assets/${path.basename(styles)}`)
    .replace('%SCRIPT%', `%FOLDER%/assets/${path.basename(script)}`)
    .replace('%PRELOADED%', preloaded.map(preload).join(''));
  await writeFile(path.join(outDir, 'index.html'), named);
}

/** So that a browser asks for a part at once, and not when it has read what imports it. */
function preload(file) {
  return `<link rel="modulepreload" href="%FOLDER%/assets/${path.basename(file)}">`;
}

function gzip(contents) {
  return gzipSync(contents, { level: 9 });
}
