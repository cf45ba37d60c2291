/** What the bundler turns into something other than a script. */
declare module '*.css';
declare module '*.graphql' {
  const text: string;
  export default text;
}

/** Set by scripts/build-graphiql.mjs: the hashed file names of Monaco's workers, which lie beside the page's script. */
declare const WORKER_FILES: { editor: string; json: string; graphql: string };
