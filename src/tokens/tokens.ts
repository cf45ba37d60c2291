import { createHash, randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { dialogApiTokens } from '../database/tables';
import { formatTimestamp, type Instant, MICROSECONDS_PER_SECOND } from '../instant';
import { checkToken } from './check-token';
import { isViewerRole, type TokenRole, type Viewer } from './viewer';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PREFIX_LENGTH = 8;
const SECRET_LENGTH = 32;
const TOKEN = new RegExp(`^dst_[A-Za-z0-9]{${PREFIX_LENGTH + SECRET_LENGTH}}$`);

const PREFIX = new RegExp(`^dst_[A-Za-z0-9]{${PREFIX_LENGTH}}$`);

/** `last_used_at` moves at most so often. */
const USE_RECORDED_EVERY = 60 * MICROSECONDS_PER_SECOND;

/** What a token may do, and of what. */
export interface TokenScope {
  readonly accountId: number;
  readonly role: TokenRole;
  /** Of a presence token, the only inbox of which it may tell; null for all of the account. */
  readonly inboxId: number | null;
  /** Of readers and writers, the inboxes of whose dialogs they may know; null for all. */
  readonly inboxIds: readonly number[] | null;
  /** The same by teams; dialogs without a team are then left out. */
  readonly teamIds: readonly number[] | null;
  /** Whether it may read what messages say. */
  readonly contents: boolean;
}

/** What a token is made with; a scope that is left out is the least: of all inboxes and teams, without contents. */
export interface NewToken extends Partial<Omit<TokenScope, 'accountId' | 'role'>> {
  readonly accountId: number;
  readonly role: TokenRole;
  readonly name: string | null;
  /** How long it works, in seconds; null for ever. */
  readonly expiresIn: number | null;
}

/** A token as lists show it: never the token itself, which is not stored. */
export interface TokenRecord extends TokenScope {
  readonly prefix: string;
  readonly name: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

/** A token that works. */
export interface WorkingToken extends TokenScope, Pick<TokenRecord, 'prefix' | 'name'> {}

/**
 * Makes a token and stores its hash. Returns the token, which can't be read again. Throws CommandError where the account,
 * or an inbox or a team in it, does not exist, and for scopes that don't go together.
 */
export async function createToken(session: Session, token: NewToken): Promise<string> {
  const { accountId, role, name, expiresIn, inboxId = null, inboxIds = null, teamIds = null, contents = false } = token;
  const scope: TokenScope = { accountId, role, inboxId, inboxIds, teamIds, contents };
  const now = await checkToken(session, scope, name);
  const text = `dst_${randomText(PREFIX_LENGTH + SECRET_LENGTH)}`;
  await session.orm.insert(dialogApiTokens).values({
    ...{ accountId, role, inboxId, contents, name, prefix: prefixOf(text), hash: hashOf(text), createdAt: now },
    ...{ inboxIds: inboxIds && [...inboxIds], teamIds: teamIds && [...teamIds] },
    expiresAt: expiresIn === null ? null : now + expiresIn * MICROSECONDS_PER_SECOND,
  });
  return text;
}

/** Who asks GraphQL with a token; null for one that is unknown, expired or revoked, or that only records presence. */
export async function findViewer(session: Session, token: string): Promise<Viewer | null> {
  const found = await findToken(session, token);
  return found && viewerOf(found);
}

/** Who asks GraphQL with a token that works; null for one that only records presence. */
export function viewerOf({ accountId, role, inboxIds, teamIds, contents, prefix, name }: WorkingToken): Viewer | null {
  if (!isViewerRole(role)) return null;
  return { accountId, role, contents, visibility: { accountId, inboxIds, teamIds }, token: { prefix, name } };
}

/** The token that a text is; null for one that is unknown, expired or revoked. */
export async function findToken(session: Session, token: string): Promise<WorkingToken | null> {
  if (!isToken(token)) return null;
  const [row] = await session.rows<WorkingToken & { now: Instant; used: Instant | null }>(
    sql`SELECT account_id AS "accountId", role, inbox_id AS "inboxId", inbox_ids AS "inboxIds", team_ids AS "teamIds",
        contents, prefix, name, last_used_at AS used, clock_timestamp() AT TIME ZONE 'UTC' AS now
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

/** Whether a text has the form of a token. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** Whether a text has the form of the part of a token that lists show. */
export function isPrefix(text: string): boolean {
  return PREFIX.test(text);
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
