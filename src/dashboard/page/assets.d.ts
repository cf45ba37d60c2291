/** What the bundler turns into something other than a script. */
declare module '*.css';
