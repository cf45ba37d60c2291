// PostGraphile as a library, by its recommended settings for production. GRAPHILE_FOLDER is where npm installed it.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(path.join(process.env.GRAPHILE_FOLDER, 'index.js'));
const { postgraphile } = require('postgraphile');
const { Pool } = require('pg');

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const middleware = postgraphile(pool, 'bench_graphile', {
  retryOnInitFail: false,
  dynamicJson: true,
  setofFunctionsContainNulls: false,
  simpleCollections: 'only',
  legacyRelations: 'omit',
  graphiql: false,
  disableQueryLog: true,
  disableDefaultMutations: true,
});
const server = createServer(middleware);
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
