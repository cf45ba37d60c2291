import { sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import { DIALOG_KINDS, type DialogKind } from '../../rulebook/words';
import { type StartedDialogs, startedConditions } from './started-dialogs';

/** How many dialogs that started in a period are what (rules §5, "In reports"). */
export interface KindSummary {
  readonly started: number;
  readonly byKind: Readonly<Record<DialogKind, number>>;
  /** All but offline ones and rejected invitations. */
  readonly online: number;
  readonly offline: { readonly answered: number; readonly resolved: number };
  readonly invitations: { readonly dialogs: number; readonly taken: number };
}

type SummaryRow = Record<DialogKind, number> &
  Record<'started' | 'online' | 'offline_answered' | 'offline_resolved' | 'invited' | 'taken', number>;

/** Counts the dialogs that started in a period by their kinds: one statement. */
export async function kindSummary(database: Database, started: StartedDialogs): Promise<KindSummary> {
  const { tables, where } = startedConditions(database, started);
  const is = (kind: DialogKind) => sql.raw(`'${kind}' = ANY (its.kinds)`);
  const counts = DIALOG_KINDS.map((kind) => sql`count(*) FILTER (WHERE ${is(kind)}) AS ${sql.identifier(kind)}`);
  const wrote = sql`EXISTS (SELECT FROM messages m WHERE m.account_id = d.account_id AND m.dialog_id = d.id
    AND m.message_type = 0 AND (d.status <> 1 OR m.created_at <= d.updated_at))`;
  const [row] = await database.rows<SummaryRow>(sql`
    SELECT count(*) AS started, ${sql.join(counts, sql`, `)},
      count(*) FILTER (WHERE NOT its.kinds && '{offline,rejected_invitation}') AS online,
      count(*) FILTER (WHERE ${is('offline')} AND k.answered_at IS NOT NULL) AS offline_answered,
      count(*) FILTER (WHERE ${is('offline')} AND d.status = 1) AS offline_resolved,
      count(*) FILTER (WHERE f.started_by = 'invitation' AND NOT ${is('offline')}) AS invited,
      count(*) FILTER (WHERE f.started_by = 'invitation' AND NOT ${is('offline')} AND ${wrote}) AS taken
    FROM ${tables} CROSS JOIN LATERAL (SELECT coalesce(k.kinds, '{}') AS kinds) its WHERE ${where}`);
  const { started: all, online, offline_answered: answered, offline_resolved: resolved, invited, taken } = row!;
  return {
    ...{ started: all, online },
    byKind: Object.fromEntries(DIALOG_KINDS.map((kind) => [kind, row![kind]])) as Record<DialogKind, number>,
    offline: { answered, resolved },
    invitations: { dialogs: invited, taken },
  };
}

/** Missed of those that could be answered; null where there were none. W: bounces are no load. */
export function missedRate({ online, byKind }: KindSummary): number | null {
  return rate(byKind.missed, online - byKind.bounce);
}

/** Bounces of the online dialogs; null where there were none. */
export function bounceRate({ online, byKind }: KindSummary): number | null {
  return rate(byKind.bounce, online);
}

/** A share; null where there is nothing to share. */
export function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
