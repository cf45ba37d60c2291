import { sql } from 'drizzle-orm';
import type { Session } from '../../database/database';
import { type Instant, MICROSECONDS_PER_SECOND } from '../../instant';
import type { Starter } from '../../rulebook/words';

/** What is remembered of an inbox as it was when a dialog began (W: facts; rules §5). */
export interface StartFacts {
  /** Seconds; W: seconds_before_visitor_missed. */
  readonly bounceTimeout: number;
  /** Whether its channel knows whether a visitor is online. */
  readonly presenceCapable: boolean;
  /** Whether an agent of the inbox is online; null: not known. */
  readonly agentsOnline: boolean | null;
}

interface FactsRow {
  inbox_id: number;
  now: Instant;
  bounce_timeout: number;
  presence_capable: boolean;
  agents_online: boolean | null;
}

/** Who is online is known of now: what a dialog began with is not, once it began longer ago than this. */
const AVAILABILITY_HOLDS = 5 * 60 * MICROSECONDS_PER_SECOND;

/** Reads for inboxes of an account what a dialog that began at a moment began with. */
export async function readStartFacts(
  session: Session,
  accountId: number,
  inboxIds: readonly number[],
): Promise<(inboxId: number, startedAt: Instant) => StartFacts> {
  const rows = await session.rows<FactsRow>(sql`
    SELECT i.id AS inbox_id, clock_timestamp() AT TIME ZONE 'UTC' AS now,
      coalesce(${settingOf(accountId, 'bounce_timeout')}::text::int, ${DEFAULT_BOUNCE_TIMEOUT}) AS bounce_timeout,
      ${knowsPresence(accountId)} AS presence_capable,
      (SELECT bool_or(au.availability = 0) FROM inbox_members im
        JOIN account_users au ON au.account_id = ${accountId} AND au.user_id = im.user_id
        WHERE im.inbox_id = i.id) AS agents_online
    FROM inboxes i WHERE i.account_id = ${accountId} AND i.id = ANY(${sql.param([...new Set(inboxIds)])}::bigint[])`);
  const byInbox = new Map(rows.map((row) => [row.inbox_id, row]));
  return (inboxId, startedAt) => {
    const row = byInbox.get(inboxId);
    if (!row) return { bounceTimeout: DEFAULT_BOUNCE_TIMEOUT, presenceCapable: false, agentsOnline: null };
    return {
      bounceTimeout: row.bounce_timeout,
      presenceCapable: row.presence_capable,
      agentsOnline: row.now - startedAt > AVAILABILITY_HOLDS ? null : row.agents_online,
    };
  };
}

/** W names no default; rules §5 do. */
const DEFAULT_BOUNCE_TIMEOUT = 60;

/** The bounce timeout in force now in an inbox of an account, or, with 0, in the account; in seconds. */
export async function readBounceTimeout(session: Session, accountId: number, inboxId: number): Promise<number> {
  const [row] = await session.rows<{ seconds: number }>(sql`
    SELECT coalesce(${settingOf(accountId, 'bounce_timeout')}::text::int, ${DEFAULT_BOUNCE_TIMEOUT}) AS seconds
    FROM (SELECT ${inboxId}::bigint AS id) i`);
  return row!.seconds;
}

/** Whether the channel of inbox i of an account knows whether a visitor is online. */
export function knowsPresence(accountId: number) {
  return sql`coalesce(${settingOf(accountId, 'presence_capable')}::text::boolean, i.channel_type = 'Channel::WebWidget', false)`;
}

/** The value for inbox i, else for its account. */
function settingOf(accountId: number, key: string) {
  return sql`(SELECT s.value FROM dialog_settings s WHERE s.account_id = ${accountId} AND s.key = ${key}
    AND s.inbox_id IN (0, i.id) ORDER BY s.inbox_id DESC LIMIT 1)`;
}

/**
 * Whether a dialog began offline, where nobody said: a visitor's, with no agent online and no bot serving (rules §5).
 * Where an agent or an invitation began it, somebody was there.
 */
export function startedOfflineOf(
  { said, startedBy, botServed }: { said: boolean | null; startedBy: Starter; botServed: boolean },
  { agentsOnline }: StartFacts,
): boolean | null {
  if (said !== null || agentsOnline === null || startedBy !== 'visitor') return said;
  return !agentsOnline && !botServed;
}
