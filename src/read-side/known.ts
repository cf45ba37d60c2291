import { type SQL, sql } from 'drizzle-orm';
import type { Session } from '../database/database';

/** What answers by an id and a name, and stays readable in dialogs when the host deletes it (rules §2). */
export type KnownKind = 'agent' | 'contact' | 'inbox' | 'team';

/** The types of the API that the kinds answer as. */
export const TYPES = { agent: 'Agent', contact: 'Contact', inbox: 'Inbox', team: 'Team' } as const;

/** An agent, contact, inbox or team of an account. */
export interface KnownRecord {
  readonly kind: (typeof TYPES)[KnownKind];
  readonly id: number;
  /** Null only for a contact without a name. */
  readonly name: string | null;
  /** The host has it no more; the name is then the last known one, else "deleted"; "erased" of an erased contact. */
  readonly isDeleted: boolean;
  /** Whether the account has it or ever had it in its dialogs. */
  readonly isKnown: boolean;
  /** Of inboxes: the host's class of the channel. */
  readonly channelType: string | null;
}

/** Where each kind lives in the host, as `of_host (id, name, channel_type)` of one account. */
const IN_HOST: Readonly<Record<KnownKind, (accountId: number) => SQL>> = {
  agent: (accountId) => sql`SELECT u.id, u.name, NULL AS channel_type FROM account_users au
    JOIN users u ON u.id = au.user_id WHERE au.account_id = ${accountId} AND u.id = k.id`,
  contact: (accountId) => sql`SELECT t.id, t.name, NULL AS channel_type FROM contacts t
    WHERE t.account_id = ${accountId} AND t.id = k.id`,
  inbox: (accountId) => sql`SELECT t.id, t.name, t.channel_type FROM inboxes t
    WHERE t.account_id = ${accountId} AND t.id = k.id`,
  team: (accountId) => sql`SELECT t.id, t.name, NULL AS channel_type FROM teams t
    WHERE t.account_id = ${accountId} AND t.id = k.id`,
};

/** A row of `knownStatement`. */
export interface KnownRow {
  readonly id: number;
  readonly name: string | null;
  readonly in_host: boolean;
  readonly in_names: boolean;
  readonly known_name: string | null;
  readonly is_erased: boolean;
  readonly channel_type: string | null;
}

/** One record for each id, also for ids that the account never had: one statement. */
export async function knownById(
  session: Session,
  accountId: number,
  kind: KnownKind,
  ids: readonly number[],
): Promise<Map<number, KnownRecord>> {
  const statement = knownStatement(accountId, kind, sql`SELECT unnest(${sql.param(ids)}::bigint[]) AS id`);
  const rows = await session.rows<KnownRow>(statement);
  return new Map(rows.map((row) => [row.id, knownOf(kind, row)]));
}

/** What is known of the ids that a statement gives as `id`. */
export function knownStatement(accountId: number, kind: KnownKind, ids: SQL): SQL {
  return sql`SELECT k.id, h.name, h.id IS NOT NULL AS in_host, n.id IS NOT NULL AS in_names, n.name AS known_name,
      n.erased_at IS NOT NULL AS is_erased, h.channel_type
    FROM (${ids}) AS k
    LEFT JOIN LATERAL (${IN_HOST[kind](accountId)} LIMIT 1) h ON true
    LEFT JOIN dialog_known_names n ON n.account_id = ${accountId} AND n.kind = ${kind} AND n.id = k.id`;
}

export function knownOf(kind: KnownKind, row: KnownRow): KnownRecord {
  return {
    kind: TYPES[kind],
    id: row.id,
    name: row.is_erased ? 'erased' : row.in_host ? row.name : (row.known_name ?? 'deleted'),
    isDeleted: !row.in_host,
    isKnown: row.in_host || row.in_names,
    channelType: row.channel_type,
  };
}
