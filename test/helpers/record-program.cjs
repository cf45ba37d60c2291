const Module = require('node:module');
const { keepStatements } = require('./keep-statements.cjs');

/*
 * Required by node before a program of the product that a test starts: what it sends to PostgreSQL is kept as well, from
 * when it loads pg.
 */

const load = Module._load;
Module._load = (request, ...rest) => {
  const loaded = load(request, ...rest);
  if (request !== 'pg') return loaded;
  Module._load = load;
  keepStatements(loaded);
  return loaded;
};
