import path from 'node:path';
import type { Router } from 'express';
import { builtPageRouter } from '../http/built-page';

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
];

/** Serves GraphiQL under the path where it is mounted; the API is expected beside that path, as `graphql`. */
export function graphiqlRouter({ assetsDir = BUILT_ASSETS }: { assetsDir?: string } = {}): Router {
  return builtPageRouter({ name: 'GraphiQL', assetsDir, policy: CONTENT_SECURITY_POLICY });
}
