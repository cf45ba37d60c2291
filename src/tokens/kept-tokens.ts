import { type SQL, sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { formatTimestamp, type Instant, MICROSECONDS_PER_SECOND, secondsBetween } from '../instant';
import { createToken, isPrefix, type TokenRecord } from './tokens';

/** Lists hold no more than so many, the newest; nobody looks through more. */
const MOST_LISTED = 1_000;

const columns = sql`account_id AS "accountId", prefix, name, role, inbox_id AS "inboxId", inbox_ids AS "inboxIds",
  team_ids AS "teamIds", contents, created_at AS "createdAt", expires_at AS "expiresAt", revoked_at AS "revokedAt",
  last_used_at AS "lastUsedAt"`;

const now = sql`clock_timestamp() AT TIME ZONE 'UTC'`;
const isInUse = sql`revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now})`;

/** Which tokens: those of one account, else of the whole installation. */
export interface TokenAccount {
  readonly accountId?: number | undefined;
}

/** The newest tokens, oldest of them first; with `inUse`, only those that work. */
export async function listTokens(
  session: Session,
  { accountId, inUse = false }: TokenAccount & { inUse?: boolean } = {},
): Promise<TokenRecord[]> {
  const rows = await session.rows<TokenRecord>(sql`
    SELECT ${columns} FROM dialog_api_tokens WHERE ${ofAccount(accountId)} AND ${inUse ? isInUse : sql`true`}
    ORDER BY created_at DESC, prefix DESC LIMIT ${MOST_LISTED}`);
  return rows.reverse();
}

/** The token with a prefix, while it works. */
export async function findByPrefix(session: Session, prefix: string, { accountId }: TokenAccount = {}) {
  if (!isPrefix(prefix)) return undefined;
  const [token] = await session.rows<TokenRecord>(sql`
    SELECT ${columns} FROM dialog_api_tokens WHERE prefix = ${prefix} AND ${ofAccount(accountId)} AND ${isInUse}`);
  return token;
}

/** Revokes the token with a prefix. False where no unrevoked one has it. */
export async function revokeToken(
  session: Session,
  prefix: string,
  { accountId }: TokenAccount = {},
): Promise<boolean> {
  if (!isPrefix(prefix)) return false;
  const revoked = await session.rows(sql`UPDATE dialog_api_tokens SET revoked_at = ${now}
    WHERE prefix = ${prefix} AND ${ofAccount(accountId)} AND revoked_at IS NULL RETURNING prefix`);
  return revoked.length > 0;
}

/** How a token is rotated, in seconds. */
export interface Rotation extends TokenAccount {
  /** How long the old one still works; 0 for not at all. */
  readonly overlap: number;
  /** How long the new one works; undefined: as long as the old one was made for. */
  readonly expiresIn?: number | null | undefined;
}

/**
 * Makes a token in the place of another, with its name and scope, and lets the old one end. Returns the new one, which
 * can't be read again; undefined where no working token has the prefix. One that has outlived the overlap is unaffected.
 */
export async function rotateToken(
  database: Database,
  prefix: string,
  { accountId, overlap, expiresIn }: Rotation,
): Promise<string | undefined> {
  if (!isPrefix(prefix)) return undefined;
  return database.transaction(async (session) => {
    const [old] = await session.rows<TokenRecord & { at: Instant }>(sql`
      SELECT ${columns}, ${now} AS at FROM dialog_api_tokens
      WHERE prefix = ${prefix} AND ${ofAccount(accountId)} AND ${isInUse} FOR UPDATE`);
    if (!old) return undefined;
    const life = old.expiresAt === null ? null : Math.ceil(secondsBetween(old.createdAt, old.expiresAt));
    const token = await createToken(session, { ...old, expiresIn: expiresIn === undefined ? life : expiresIn });
    const end = formatTimestamp(old.at + overlap * MICROSECONDS_PER_SECOND);
    await session.rows(sql`UPDATE dialog_api_tokens
      SET ${overlap === 0 ? sql`revoked_at = ${end}` : sql`expires_at = least(expires_at, ${end}::timestamp)`}
      WHERE account_id = ${old.accountId} AND prefix = ${prefix}`);
    return token;
  });
}

function ofAccount(accountId: number | undefined): SQL {
  return accountId === undefined ? sql`true` : sql`account_id = ${accountId}`;
}
