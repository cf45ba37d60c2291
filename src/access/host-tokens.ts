import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Role, Viewer } from '../tokens/viewer';
import { unauthenticated } from './refusal';

/** The host's `account_users.role`. */
const ROLES: Readonly<Record<number, Role>> = { 0: 'reader', 1: 'administrator' };

/** A user of the host, in one of its accounts. */
interface Membership {
  readonly user_id: number;
  readonly account_id: number;
  readonly role: number | null;
  readonly inboxes: number[];
}

/**
 * Who asks with a token of the host's own `access_tokens`; null for one that no user has. As in the host, an agent
 * sees the inboxes that it is a member of, and contents. Throws UNAUTHENTICATED where the user belongs to several
 * accounts and `account` names none of them.
 */
export async function findHostViewer(session: Session, token: string, account: string | undefined) {
  const memberships = await session.rows<Membership>(sql`
    SELECT au.user_id, au.account_id, au.role, ARRAY(SELECT im.inbox_id::bigint FROM inbox_members im
      JOIN inboxes i ON i.id = im.inbox_id WHERE im.user_id = au.user_id AND i.account_id = au.account_id) AS inboxes
    FROM access_tokens t JOIN account_users au ON au.user_id = t.owner_id
    WHERE t.token = ${token} AND t.owner_type = 'User' ORDER BY au.account_id`);
  if (memberships.length === 0) return null;
  const named = memberships.filter(({ account_id: id }) => account === undefined || String(id) === account);
  if (named.length === 1) return viewerOf(named[0]!);
  const accounts = memberships.map(({ account_id: id }) => id).join(', ');
  throw unauthenticated(`which account? Its user belongs to ${accounts}: send the header "X-Account-Id: ID"`);
}

function viewerOf({ user_id: userId, account_id: accountId, role, inboxes }: Membership): Viewer {
  const ours = ROLES[role ?? 0] ?? 'reader';
  const inboxIds = ours === 'administrator' ? null : inboxes;
  const token = { prefix: `user_${userId}`, name: null };
  return { accountId, role: ours, visibility: { accountId, inboxIds, teamIds: null }, contents: true, token };
}

/** Whether the host has such tokens. */
export async function hasHostTokens(session: Session): Promise<boolean> {
  const [row] = await session.rows<{ found: boolean }>(sql`SELECT to_regclass('access_tokens') IS NOT NULL AS found`);
  return row!.found;
}
