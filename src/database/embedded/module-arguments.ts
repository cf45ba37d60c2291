/**
 * The arguments with which a plain `node` runs a module of ours, given its path; its own arguments come after them.
 * Compiled, that is just the path. From the TypeScript sources, which only the tests run, the child has to compile what
 * it loads, as jest does in its own processes.
 */
export function moduleArguments(path: string): string[] {
  if (!path.endsWith('.ts')) return [path];
  const compiler = JSON.stringify(require.resolve('@swc/core'));
  const options = JSON.stringify({
    configFile: false,
    swcrc: false,
    jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const hook = `
    const { transformFileSync } = require(${compiler});
    require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, ${options}).code, file);
    require(process.argv[1]);`;
  return ['--eval', hook, path];
}
