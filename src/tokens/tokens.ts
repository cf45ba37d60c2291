import { createHash, randomInt } from 'node:crypto';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { dialogApiTokens } from '../database/tables';
import { formatTimestamp, type Instant, MICROSECONDS_PER_SECOND } from '../instant';
import { isViewerRole, type TokenRole, type Viewer } from './viewer';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PREFIX_LENGTH = 8;
const SECRET_LENGTH = 32;
const TOKEN = new RegExp(`^dst_[A-Za-z0-9]{${PREFIX_LENGTH + SECRET_LENGTH}}$`);

/** `last_used_at` moves at most so often. */
const USE_RECORDED_EVERY = 60 * MICROSECONDS_PER_SECOND;

/** What a token is made with. */
export interface NewToken {
  readonly accountId: number;
  readonly role: TokenRole;
  /** Of a presence token, the only inbox of which it may tell; null for all of the account. */
  readonly inboxId?: number | null;
  readonly name: string | null;
  /** How long it works, in seconds; null for ever. */
  readonly expiresIn: number | null;
}

/** A token as lists show it: never the token itself, which is not stored. */
export interface TokenRecord {
  readonly prefix: string;
  readonly accountId: number;
  readonly role: TokenRole;
  readonly inboxId: number | null;
  readonly name: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

/** A token that works. */
export interface WorkingToken extends Pick<TokenRecord, 'prefix' | 'accountId' | 'role' | 'inboxId' | 'name'> {}

/**
 * Makes a token and stores its hash. Returns the token, which can't be read again. Throws where the account, or the
 * inbox in it, does not exist.
 */
export async function createToken(session: Session, token: NewToken): Promise<string> {
  const { accountId, role, inboxId = null, name, expiresIn } = token;
  const [found] = await session.rows<{ now: Instant; account: boolean; inbox: boolean }>(sql`
    SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now, EXISTS (SELECT FROM accounts WHERE id = ${accountId}::bigint) AS account,
      ${inboxId}::bigint IS NULL
        OR EXISTS (SELECT FROM inboxes WHERE account_id = ${accountId} AND id = ${inboxId}::bigint) AS inbox`);
  if (!found!.account) throw new Error(`the host has no account ${accountId}`);
  if (!found!.inbox) throw new Error(`account ${accountId} has no inbox ${inboxId}`);
  const { now } = found!;
  const text = `dst_${randomText(PREFIX_LENGTH + SECRET_LENGTH)}`;
  await session.orm.insert(dialogApiTokens).values({
    ...{ accountId, role, inboxId, name, prefix: prefixOf(text), hash: hashOf(text), createdAt: now },
    expiresAt: expiresIn === null ? null : now + expiresIn * MICROSECONDS_PER_SECOND,
  });
  return text;
}

/** Who asks GraphQL with a token; null for one that is unknown, expired or revoked, or that only records presence. */
export async function findViewer(session: Session, token: string): Promise<Viewer | null> {
  const found = await findToken(session, token);
  if (!found || !isViewerRole(found.role)) return null;
  const { accountId, role, prefix, name } = found;
  return { accountId, role, token: { prefix, name } };
}

/** The token that a text is; null for one that is unknown, expired or revoked. */
export async function findToken(session: Session, token: string): Promise<WorkingToken | null> {
  if (!isToken(token)) return null;
  const [row] = await session.rows<WorkingToken & { now: Instant; used: Instant | null }>(
    sql`SELECT account_id AS "accountId", role, inbox_id AS "inboxId", prefix, name, last_used_at AS used,
        clock_timestamp() AT TIME ZONE 'UTC' AS now
      FROM dialog_api_tokens WHERE hash = ${hashOf(token)} AND revoked_at IS NULL
        AND (expires_at IS NULL OR expires_at > clock_timestamp() AT TIME ZONE 'UTC')`,
  );
  if (!row) return null;
  const { now, used, ...found } = row;
  if (used === null || now - used > USE_RECORDED_EVERY) {
    await session.rows(sql`UPDATE dialog_api_tokens SET last_used_at = ${formatTimestamp(now)}
      WHERE account_id = ${found.accountId} AND prefix = ${found.prefix}`);
  }
  return found;
}

/** All tokens of the installation, oldest first. */
export async function listTokens(session: Session): Promise<TokenRecord[]> {
  const rows = await session.orm.select().from(dialogApiTokens).orderBy(asc(dialogApiTokens.createdAt));
  return rows.map(({ hash: _, ...row }) => ({ ...row, role: row.role as TokenRole }));
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

/** Whether a text has the form of a token. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
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
