import { createHash, randomInt } from 'node:crypto';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { dialogApiTokens } from '../database/tables';
import { formatTimestamp, type Instant, MICROSECONDS_PER_SECOND } from '../instant';
import type { Role, Viewer } from './viewer';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PREFIX_LENGTH = 8;
const SECRET_LENGTH = 32;
const TOKEN = new RegExp(`^dst_[A-Za-z0-9]{${PREFIX_LENGTH + SECRET_LENGTH}}$`);

/** `last_used_at` moves at most so often. */
const USE_RECORDED_EVERY = 60 * MICROSECONDS_PER_SECOND;

/** What a token is made with. */
export interface NewToken {
  readonly accountId: number;
  readonly role: Role;
  readonly name: string | null;
  /** How long it works, in seconds; null for ever. */
  readonly expiresIn: number | null;
}

/** A token as lists show it: never the token itself, which is not stored. */
export interface TokenRecord {
  readonly prefix: string;
  readonly accountId: number;
  readonly role: Role;
  readonly name: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

/** Makes a token and stores its hash. Returns the token, which can't be read again. Throws where no such account is. */
export async function createToken(session: Session, token: NewToken): Promise<string> {
  const { accountId, role, name, expiresIn } = token;
  const [account] = await session.rows<{ now: Instant }>(
    sql`SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now FROM accounts WHERE id = ${accountId}`,
  );
  if (!account) throw new Error(`the host has no account ${accountId}`);
  const text = `dst_${randomText(PREFIX_LENGTH + SECRET_LENGTH)}`;
  await session.orm.insert(dialogApiTokens).values({
    ...{ accountId, role, name, prefix: prefixOf(text), hash: hashOf(text), createdAt: account.now },
    expiresAt: expiresIn === null ? null : account.now + expiresIn * MICROSECONDS_PER_SECOND,
  });
  return text;
}

/** Who a token is for; null for one that is unknown, expired or revoked. */
export async function findViewer(session: Session, token: string): Promise<Viewer | null> {
  if (!TOKEN.test(token)) return null;
  const [row] = await session.rows<{
    account_id: number;
    role: Role;
    prefix: string;
    now: Instant;
    used: Instant | null;
  }>(
    sql`SELECT account_id, role, prefix, last_used_at AS used, clock_timestamp() AT TIME ZONE 'UTC' AS now
      FROM dialog_api_tokens WHERE hash = ${hashOf(token)} AND revoked_at IS NULL
        AND (expires_at IS NULL OR expires_at > clock_timestamp() AT TIME ZONE 'UTC')`,
  );
  if (!row) return null;
  if (row.used === null || row.now - row.used > USE_RECORDED_EVERY) {
    await session.rows(sql`UPDATE dialog_api_tokens SET last_used_at = ${formatTimestamp(row.now)}
      WHERE account_id = ${row.account_id} AND prefix = ${row.prefix}`);
  }
  return { accountId: row.account_id, role: row.role };
}

/** All tokens of the installation, oldest first. */
export async function listTokens(session: Session): Promise<TokenRecord[]> {
  const rows = await session.orm.select().from(dialogApiTokens).orderBy(asc(dialogApiTokens.createdAt));
  return rows.map(({ hash: _, ...row }) => ({ ...row, role: row.role as Role }));
}

/** Revokes the token with a prefix. False where no unrevoked one has it. */
export async function revokeToken(session: Session, prefix: string): Promise<boolean> {
  const revoked = await session.orm
    .update(dialogApiTokens)
    .set({ revokedAt: sql`clock_timestamp() AT TIME ZONE 'UTC'` })
    .where(and(eq(dialogApiTokens.prefix, prefix), isNull(dialogApiTokens.revokedAt)))
    .returning({ prefix: dialogApiTokens.prefix });
  return revoked.length > 0;
}

/** The part of a token that lists show. */
export function prefixOf(token: string): string {
  return token.slice(0, 'dst_'.length + PREFIX_LENGTH);
}

/** Tokens have 190 random bits: a plain hash of them can't be searched backwards. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
}
