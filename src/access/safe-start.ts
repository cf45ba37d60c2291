import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Settings } from '../settings';
import { isLoopback } from './loopback';

/** A server that may not start as it is set. The message says why, and what to do. */
export class UnsafeStartError extends Error {
  override readonly name = 'UnsafeStartError';
}

/**
 * In production the world gets no demo: its token is printed at each start and lies in a file. Throws
 * UnsafeStartError where the settings ask for it, before anything is started.
 */
export function refuseDemoInProduction({ nodeEnv, host, demo, databaseUrl }: Settings): void {
  if (!isExposed({ nodeEnv, host })) return;
  const isDemo = demo === 'on' || (demo === '' && databaseUrl === '');
  if (!isDemo) return;
  const why = demo === 'on' ? 'DEMO is on' : 'without DATABASE_URL the demo is on';
  throw new UnsafeStartError(
    `${exposed(host)}, and ${why}: its token would be for everybody. Set DEMO=off, or HOST=127.0.0.1.`,
  );
}

/** The same for a token that a demo has left in the database. */
export async function refuseDemoTokens(session: Session, { nodeEnv, host }: Settings): Promise<void> {
  if (!isExposed({ nodeEnv, host })) return;
  const tokens = await session.rows<{ prefix: string }>(sql`
    SELECT t.prefix FROM dialog_api_tokens t
    JOIN dialog_settings s ON s.account_id = t.account_id AND s.inbox_id = 0 AND s.key = 'demo'
    WHERE t.name = 'demo' AND t.revoked_at IS NULL
      AND (t.expires_at IS NULL OR t.expires_at > clock_timestamp() AT TIME ZONE 'UTC') ORDER BY 1`);
  if (tokens.length === 0) return;
  const prefixes = tokens.map(({ prefix }) => prefix);
  throw new UnsafeStartError(
    `${exposed(host)}, and the demo's token still works (${prefixes.join(', ')}): it was printed at each start of the ` +
      `demo. Run: npm run --silent cli -- token revoke ${prefixes[0]}; or set HOST=127.0.0.1.`,
  );
}

function isExposed({ nodeEnv, host }: Pick<Settings, 'nodeEnv' | 'host'>): boolean {
  return nodeEnv === 'production' && !isLoopback(host);
}

function exposed(host: string): string {
  return `NODE_ENV is production, HOST is ${host}, which is not loopback`;
}
