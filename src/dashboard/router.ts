import path from 'node:path';
import type { Router } from 'express';
import { builtPageRouter } from '../http/built-page';

/** The folder that scripts/build-dashboard.mjs fills, seen from src/dashboard and from dist/dashboard alike. */
const BUILT_ASSETS = path.resolve(__dirname, '../../dist/dashboard');

const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  // The page's icon.
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** Serves the dashboard under the path where it is mounted; the API is expected beside it, as `graphql`. */
export function dashboardRouter({ assetsDir = BUILT_ASSETS }: { assetsDir?: string } = {}): Router {
  return builtPageRouter({ name: 'The dashboard', assetsDir, policy: CONTENT_SECURITY_POLICY });
}
