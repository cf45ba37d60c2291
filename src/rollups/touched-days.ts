import { type SQL, sql } from 'drizzle-orm';
import type { DerivedTable } from '../summaries/rows';
import { LONGEST_ROLLED_GAP_HOURS } from './longest-gap';

/** The tables of derived rows, and what dialogs have in each from now on: JSON arrays for `jsonb_populate_recordset`. */
export type FreshRows = Readonly<Record<DerivedTable, string>>;

/** Of a table's rows by a moment, what rollups add up of it. */
interface Added {
  readonly table: DerivedTable;
  readonly at: string;
  readonly what: string;
}

const gap = (next: string) =>
  `CASE WHEN ${next} - resolved_at <= interval '${LONGEST_ROLLED_GAP_HOURS} hours' THEN ${next} END`;

const ADDED: readonly Added[] = [
  {
    ...{ table: 'dialog_summaries', at: 'started_at' },
    what: `inbox_id, team_id, kinds, started_by, agent_ids, was_assigned, transfers > 0, first_response_seconds,
      first_responder_id, response_after_bot_seconds, wait_seconds, answered_at IS NOT NULL, answer_wait_seconds,
      client_wrote, resolved_at IS NOT NULL AND 'offline' = ANY (kinds)`,
  },
  {
    ...{ table: 'dialog_summaries', at: 'resolved_at' },
    what: `inbox_id, team_id, 'skip' = ANY (kinds), transfers = 0, with_bot, with_agent, handed_over_at IS NOT NULL,
      started_at, resolve_known, handled_seconds, ${gap('next_of_conversation_at')}, ${gap('next_of_contact_at')}`,
  },
  {
    ...{ table: 'dialog_message_facts', at: 'at' },
    what: 'inbox_id, team_id, skipped, part, assignee_id, sender_id, reply_seconds',
  },
  { table: 'dialog_transfers', at: 'at', what: 'inbox_id, team_id, skipped, from_agent_id, to_agent_id' },
];

/**
 * The days up to the last rolled one, by their first moments, to which dialogs add something else by their fresh rows than
 * by those in the derived tables: whose rollups are not what they would be. A statement of a column `day`.
 */
export function touchedDays(accountId: number, dialogIds: readonly number[], fresh: FreshRows): SQL {
  const stored = (table: DerivedTable) => sql`
    SELECT * FROM ${sql.identifier(table)}
    WHERE account_id = ${accountId} AND dialog_id = ANY(${sql.param(dialogIds)}::bigint[])`;
  const coming = (table: DerivedTable) =>
    sql`SELECT * FROM jsonb_populate_recordset(NULL::${sql.identifier(table)}, ${fresh[table]}::jsonb)`;
  const either = ADDED.map(({ table, at, what }) => {
    const rows = (from: string) =>
      sql.raw(`SELECT dialog_id, ${at} AS at, ${what} FROM ${from}_${table} WHERE ${at} < (SELECT at FROM horizon)`);
    return sql`SELECT at FROM (${differing(rows('old'), rows('new'))}) d`;
  });
  const tables = Object.keys(fresh) as DerivedTable[];
  const both = tables.flatMap((table) => [
    sql`${sql.raw(`old_${table}`)} AS MATERIALIZED (${stored(table)})`,
    sql`${sql.raw(`new_${table}`)} AS MATERIALIZED (${coming(table)})`,
  ]);
  const stretches = (from: string) =>
    sql.raw(`SELECT dialog_id, holder, holder_id, held_from, held_to, inbox_id, team_id, skipped
      FROM ${from}_dialog_holdings WHERE held_from < (SELECT at FROM horizon)`);
  return sql`
    WITH horizon AS MATERIALIZED (
      SELECT max(at) + interval '1 day' AS at FROM dialog_rolled_spans WHERE account_id = ${accountId} AND level = 'day'
    ), ${sql.join(both, sql`, `)},
    stretch AS MATERIALIZED (${differing(stretches('old'), stretches('new'))}),
    -- Of a stretch that ends at another moment, only the time between its ends.
    changed AS (
      SELECT dialog_id, CASE WHEN count(*) = 1 THEN held_from ELSE min(coalesce(held_to, 'infinity')) END AS since,
        max(coalesce(held_to, 'infinity')) AS until
      FROM stretch WHERE holder = 'agent'
      GROUP BY dialog_id, holder, holder_id, held_from, inbox_id, team_id, skipped
    ), moment AS (
      ${sql.join(either, sql` UNION ALL `)}
      UNION ALL SELECT resolved_at FROM old_dialog_summaries WHERE dialog_id IN (SELECT dialog_id FROM stretch)
      UNION ALL SELECT resolved_at FROM new_dialog_summaries WHERE dialog_id IN (SELECT dialog_id FROM stretch)
    )
    SELECT date_trunc('day', at) AS day FROM moment WHERE at < (SELECT at FROM horizon)
    UNION
    SELECT day FROM changed, generate_series(date_trunc('day', since),
      least(until, (SELECT at FROM horizon)) - interval '1 microsecond', interval '1 day') day`;
}

/** The rows that are in one of two lists and not in the other, as often as that. */
function differing(some: SQL, others: SQL): SQL {
  return sql`(${some} EXCEPT ALL ${others}) UNION ALL (${others} EXCEPT ALL ${some})`;
}
