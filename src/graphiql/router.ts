import { readFile } from 'node:fs/promises';
import path from 'node:path';
import express, { type Request, type RequestHandler, type Router } from 'express';

/** The folder that scripts/build-graphiql.mjs fills, seen from src/graphiql and from dist/graphiql alike. */
const BUILT_ASSETS = path.resolve(__dirname, '../../dist/graphiql');

const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  // Monaco colours code by style elements that it makes at run time and by style attributes in HTML strings; it can
  // put neither a nonce nor a hash on them. Scripts stay strict: no inline script, no eval.
  "style-src 'self' 'unsafe-inline'",
  // Monaco's themes draw squiggles and arrows as data: images.
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** In the place of the policy of answers that are no pages. */
const setPolicy: RequestHandler = (_request, response, next) => {
  response.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
  next();
};

/** Serves GraphiQL under the path where it is mounted; the API is expected beside that path, as `graphql`. */
export function graphiqlRouter({ assetsDir = BUILT_ASSETS }: { assetsDir?: string } = {}): Router {
  const router = express.Router();
  router.use(setPolicy);

  // The names hold a hash of the content, so a name never gets another content.
  router.use(
    '/assets',
    express.static(path.join(assetsDir, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }),
  );

  router.get('/', async (request, response) => {
    const page = await readPage(assetsDir);
    if (page === undefined) {
      response.status(503).set('Cache-Control', 'no-store').type('text/plain');
      response.send('GraphiQL is not built yet: run `npm run build`, then reload this page.\n');
      return;
    }
    response.set('Cache-Control', 'no-cache').type('text/html');
    response.send(page.replaceAll('%FOLDER%', folderSeenFrom(request)));
  });

  return router;
}

async function readPage(assetsDir: string): Promise<string | undefined> {
  try {
    return await readFile(path.join(assetsDir, 'index.html'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * The page's folder as a relative address, which holds behind a proxy that adds a prefix, too: `/graphiql` and
 * `/graphiql/` show the same page, but relative addresses start from different folders there.
 */
function folderSeenFrom({ originalUrl, baseUrl }: Request): string {
  const pathname = originalUrl.split('?', 1)[0]!;
  return pathname.endsWith('/') ? '.' : `./${baseUrl.split('/').at(-1)}`;
}
