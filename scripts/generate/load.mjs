import path from 'node:path';
import { build } from 'esbuild';

/** Loads a file of src/ as it stands: types are taken away and what is imported is put in, so that Node can. */
export async function load(file) {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    format: 'esm',
    write: false,
    platform: 'node',
    // Where files that read the schema look for it from.
    define: { __dirname: JSON.stringify(path.resolve('src/graphql')) },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}
