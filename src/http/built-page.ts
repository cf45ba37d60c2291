import { readFile } from 'node:fs/promises';
import path from 'node:path';
import express, { type Request, type RequestHandler, type Router } from 'express';

/** What the build compresses beside the original. */
const COMPRESSED = /\.(js|css)$/;

/** A page that scripts build into a folder: `index.html`, and `assets` named by their content. */
export interface BuiltPage {
  /** What people call it. */
  readonly name: string;
  readonly assetsDir: string;
  /** The directives of its Content-Security-Policy. */
  readonly policy: readonly string[];
}

/** Serves a built page under the path where it is mounted; the API is expected beside that path, as `graphql`. */
export function builtPageRouter({ name, assetsDir, policy }: BuiltPage): Router {
  const router = express.Router();
  /** In the place of the policy of answers that are no pages. */
  const setPolicy: RequestHandler = (_request, response, next) => {
    response.set('Content-Security-Policy', policy.join('; '));
    next();
  };

  // The names hold a hash of the content, so a name never gets another content.
  const assets = { immutable: true, maxAge: '1y', index: false, redirect: false } as const;
  const folder = path.join(assetsDir, 'assets');
  router.use('/assets', setPolicy, sendCompressed(folder, assets), express.static(folder, assets));

  router.get('/', setPolicy, async (request, response) => {
    const page = await readPage(assetsDir);
    if (page === undefined) {
      response.status(503).set('Cache-Control', 'no-store').type('text/plain');
      response.send(`${name} is not built yet: run \`npm run build\`, then reload this page.\n`);
      return;
    }
    response.set('Cache-Control', 'no-cache').type('text/html');
    response.send(page.replaceAll('%FOLDER%', folderSeenFrom(request)));
  });

  return router;
}

/** Sends the copy of a script or style sheet that the build has gzipped, to browsers that take it. */
function sendCompressed(folder: string, options: Parameters<typeof express.static>[1]): RequestHandler {
  const send = express.static(folder, {
    ...options,
    setHeaders(response, file) {
      response.set({ 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' });
      response.type(path.extname(file.slice(0, -'.gz'.length)));
    },
  });
  return (request, response, next) => {
    if (!COMPRESSED.test(request.url) || !request.acceptsEncodings('gzip')) return next();
    const { url } = request;
    request.url = `${url}.gz`;
    send(request, response, (error?: unknown) => {
      request.url = url;
      next(error);
    });
  };
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
