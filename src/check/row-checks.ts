import { sql } from 'drizzle-orm';
import { CLOCK_TOLERANCE } from './dialog-checks';
import type { Check, Scope } from './disagreement';
import { replayAgain, stampAgain } from './repairs';

/** A table of rows that have a `dialog_id`. */
interface StampedTable {
  readonly table: 'messages' | 'mentions' | 'events';
  readonly moment: string;
}

const TABLES: readonly StampedTable[] = [
  { table: 'messages', moment: 'created_at' },
  { table: 'mentions', moment: 'mentioned_at' },
  { table: 'events', moment: 'created_at' },
];

/** Disagreements between the rows' `dialog_id` and the dialogs. */
export const ROW_CHECKS: readonly Check[] = TABLES.flatMap(({ table, moment }) => {
  const from = ({ events }: Scope) => (table === 'events' ? sql`${events}` : sql.raw(table));
  const at = sql.raw(`r.${moment}`);
  const isResolve = table === 'events' ? sql`r.name = 'conversation_resolved'` : sql`false`;
  const rowIds = sql`array_agg(r.id::bigint ORDER BY r.id) AS row_ids`;
  const words = (what: string) => sql`count(*) || ${` ${table} ${what}`}::text AS words`;
  return [
    {
      kind: `${table}-of-another`,
      description: `A dialog that ${table} name is of their account and conversation.`,
      sql: (scope: Scope) => sql`
        SELECT r.account_id, r.conversation_id, r.dialog_id, ${rowIds},
          ${words('name a dialog that is not of their conversation')}
        FROM ${from(scope)} r
        WHERE r.dialog_id IS NOT NULL AND ${scope.account('r')} AND ${scope.during('r', moment)}
          AND ${scope.settled('r')} AND NOT EXISTS (SELECT FROM dialogs d WHERE d.account_id = r.account_id
            AND d.id = r.dialog_id AND d.conversation_id = r.conversation_id)
        GROUP BY r.account_id, r.conversation_id, r.dialog_id`,
      repair: stampAgain(table),
    },
    {
      kind: `${table}-out-of-time`,
      description:
        `${table} lie in the time of their dialog: from its start to the next one's, a minute's difference of clocks ` +
        'aside; before the first dialog they are its own, and a resolve may be told of late (rules §1, §3).',
      sql: (scope: Scope) => sql`
        SELECT r.account_id, r.conversation_id, r.dialog_id, ${rowIds},
          ${words('lie outside the time of their dialog')}
        FROM ${from(scope)} r
        JOIN dialogs d ON d.account_id = r.account_id AND d.id = r.dialog_id AND d.conversation_id = r.conversation_id
        WHERE ${scope.account('r')} AND ${scope.during('r', moment)} AND ${scope.settled('r')} AND (
          ${at} < d.created_at - ${CLOCK_TOLERANCE} AND EXISTS (SELECT FROM dialogs earlier
            WHERE earlier.account_id = d.account_id AND earlier.conversation_id = d.conversation_id
              AND (earlier.created_at, earlier.id) < (d.created_at, d.id))
          OR NOT (${isResolve}) AND EXISTS (SELECT FROM dialogs later
            WHERE later.account_id = d.account_id AND later.conversation_id = d.conversation_id
              AND (later.created_at, later.id) > (d.created_at, d.id)
              AND later.created_at + ${CLOCK_TOLERANCE} < ${at}))
        GROUP BY r.account_id, r.conversation_id, r.dialog_id`,
      // One that the host moved unseen is of the dialog of that moment (rules §3); of other rows either side may be wrong.
      ...(table === 'mentions' && { repair: stampAgain(table) }),
    },
    {
      kind: `${table}-without-dialog`,
      description: `${table} in the time of a dialog name it (N §3).`,
      sql: (scope: Scope) => sql`
        SELECT r.account_id, r.conversation_id, max(d.id) AS dialog_id, ${rowIds},
          ${words('have no dialog, though their conversation had one then')}
        FROM ${from(scope)} r CROSS JOIN LATERAL (
          SELECT d.id FROM dialogs d WHERE d.account_id = r.account_id AND d.conversation_id = r.conversation_id
            AND d.created_at <= ${at} ORDER BY d.created_at DESC, d.id DESC LIMIT 1) d
        WHERE r.dialog_id IS NULL AND ${scope.account('r')} AND ${scope.during('r', moment)} AND ${scope.settled('r')}
        GROUP BY r.account_id, r.conversation_id`,
      repair: replayAgain,
    },
  ];
});
