import { sql } from 'drizzle-orm';
import { CLOCK_TOLERANCE } from './dialog-checks';
import type { Check, Scope } from './disagreement';
import { countValueAgain, dropDoubles } from './event-repairs';

const NO_ROWS = sql`ARRAY[]::bigint[]`;
const OURS = sql`('conversation_pending', 'conversation_open', 'conversation_assigned')`;

/** Dialogs that were logged from their start, without a part that replay made: what events tell of them is all. */
const logged = ({ account, during, settled }: Scope) => sql`
  SELECT d.*, f.started_status, f.started_assignee_id, f.found_at
  FROM dialogs d JOIN dialog_facts f ON f.account_id = d.account_id AND f.dialog_id = d.id
  WHERE NOT f.replayed AND ${account('d')} AND ${during('d', 'created_at')} AND ${settled('d')}`;

/** Disagreements between the events that we log and what they tell of. */
export const EVENT_CHECKS: readonly Check[] = [
  {
    kind: 'events-doubled',
    description: 'Each change is logged once (rules §1).',
    sql: ({ account, during, settled, events }) => sql`
      SELECT e.account_id, e.conversation_id, e.dialog_id, array_agg(e.id ORDER BY e.id) AS row_ids,
        count(*) || ' events repeat the one before them' AS words
      FROM (SELECT e.*, lag(row(e.name, e.user_id, e.dialog_id, e.created_at)) OVER w AS before
        FROM ${events} e
        WHERE e.name IN ${OURS} AND ${account('e')} AND ${during('e', 'created_at')}
        WINDOW w AS (PARTITION BY e.account_id, e.conversation_id, e.name = 'conversation_assigned'
          ORDER BY e.created_at, e.id)) e
      WHERE e.before = row(e.name, e.user_id, e.dialog_id, e.created_at) AND ${settled('e')}
      GROUP BY e.account_id, e.conversation_id, e.dialog_id`,
    repair: dropDoubles,
  },
  {
    kind: 'event-value-differs',
    description: "An event's value is the whole seconds since its conversation's creation (rules §1).",
    sql: ({ account, during, events }) => sql`
      SELECT e.account_id, e.conversation_id, e.dialog_id, array_agg(e.id ORDER BY e.id) AS row_ids,
        count(*) || ' events have a value that is not the seconds since the creation' AS words
      FROM ${events} e JOIN conversations c ON c.account_id = e.account_id AND c.id = e.conversation_id
      WHERE e.name IN ${OURS} AND ${account('e')} AND ${during('e', 'created_at')} AND e.value IS DISTINCT FROM
        floor(extract(epoch FROM e.created_at)) - floor(extract(epoch FROM c.created_at))
      GROUP BY e.account_id, e.conversation_id, e.dialog_id`,
    repair: countValueAgain,
  },
  {
    kind: 'assignee-untold',
    description: "A dialog's assignee is whom its last conversation_assigned names, else whom it began with (N §2).",
    sql: (scope) => sql`
      SELECT d.account_id, d.conversation_id, d.id AS dialog_id, last.ids AS row_ids,
        'the dialog has the assignee ' || coalesce(d.assignee_id::text, 'null') || ', but was last assigned to '
          || coalesce(last.user_id::text, 'null') AS words
      FROM (${logged(scope)}) d CROSS JOIN LATERAL (
        SELECT (array_agg(a.user_id ORDER BY a.at DESC, a.id DESC))[1] AS user_id,
          array_remove(array_agg(a.id::bigint ORDER BY a.id), 0::bigint) AS ids,
          bool_or(a.user_id IS NOT DISTINCT FROM d.assignee_id) FILTER (WHERE a.at = d.updated_at) AS at_end,
          (array_agg(coalesce(a.user_id, 0) ORDER BY a.at DESC, a.id DESC) FILTER (WHERE a.at < d.updated_at))[1]
            AS before_end
        FROM (SELECT e.id, e.user_id, e.created_at AS at FROM ${scope.events} e
            WHERE e.account_id = d.account_id AND e.dialog_id = d.id AND e.name = 'conversation_assigned'
              AND (d.status <> 1 OR e.created_at <= d.updated_at)
          UNION ALL SELECT 0, d.started_assignee_id, d.created_at) a) last
      WHERE d.assignee_id IS DISTINCT FROM last.user_id
        AND (d.status <> 1 OR NOT coalesce(last.at_end, false) AND coalesce(d.assignee_id, 0) IS DISTINCT FROM last.before_end)`,
  },
  {
    kind: 'status-untold',
    description: 'A change to open or pending, at the start of a dialog too, has its event (N §1).',
    sql: (scope) => sql`
      SELECT d.account_id, d.conversation_id, d.id AS dialog_id, ${NO_ROWS} AS row_ids,
        CASE WHEN told.at_start THEN 'the dialog is ' || d.status || ', but its events tell of ' || told.last
          ELSE 'no event tells that the dialog began with the status ' || d.started_status END AS words
      FROM (${logged(scope)}) d CROSS JOIN LATERAL (
        SELECT d.started_status IS NULL OR d.started_status = 3
            OR coalesce(bool_or(e.created_at = d.created_at AND e.status = d.started_status), false) AS at_start,
          (array_agg(e.status ORDER BY e.created_at DESC, e.id DESC))[1] AS last
        FROM (SELECT e.id, e.created_at, CASE e.name WHEN 'conversation_open' THEN 0 ELSE 2 END AS status
          FROM ${scope.events} e WHERE e.account_id = d.account_id AND e.dialog_id = d.id
            AND e.name IN ('conversation_open', 'conversation_pending')) e) told
      WHERE NOT told.at_start OR (d.status IN (0, 2) AND told.last <> d.status)`,
  },
  {
    kind: 'messages-of-stranger',
    description:
      'A message says who was assigned when it was sent (N §4): somebody who was in its dialog. Not by the minute, for a ' +
      'transaction of the host that lasts long sees what was before others.',
    sql: (scope) => sql`
      WITH assigned AS (
        SELECT d.id AS dialog_id, coalesce(d.started_assignee_id, 0)::text AS agent FROM (${logged(scope)}) d
        UNION SELECT e.dialog_id, coalesce(e.user_id, 0)::text FROM ${scope.events} e
        WHERE e.name = 'conversation_assigned' AND ${scope.account('e')}
      )
      SELECT m.account_id, m.conversation_id, m.dialog_id, array_agg(m.id::bigint ORDER BY m.id) AS row_ids,
        count(*) || ' messages say that somebody was assigned who never was in the dialog' AS words
      FROM (${logged(scope)}) d JOIN messages m ON m.account_id = d.account_id AND m.dialog_id = d.id
        -- What came before the start, or by a clock that is ahead, says who was assigned in the dialog before.
        AND m.created_at > coalesce(d.found_at, d.created_at) + ${CLOCK_TOLERANCE}
      WHERE m.additional_attributes ? 'user_id_assigned' AND NOT EXISTS (SELECT FROM assigned a
        WHERE a.dialog_id = m.dialog_id
          AND a.agent = coalesce(nullif(m.additional_attributes ->> 'user_id_assigned', ''), '0'))
      GROUP BY m.account_id, m.conversation_id, m.dialog_id`,
  },
];
