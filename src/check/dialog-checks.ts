import { sql } from 'drizzle-orm';
import { storedStatus } from '../write-side/history/find-unlogged';
import type { Check } from './disagreement';
import { dropFacts, endOrphans, factsOfReplay, freezeAtResolve, replayAgain } from './repairs';

/** Clocks of the host's machines and of the database differ; by more than this they disagree. */
export const CLOCK_TOLERANCE = sql`interval '1 minute'`;

const NO_ROWS = sql`ARRAY[]::bigint[]`;

/** Disagreements between `dialogs` and the conversations, and within `dialogs`. */
export const DIALOG_CHECKS: readonly Check[] = [
  {
    kind: 'no-current-dialog',
    description: 'An unresolved conversation has a current dialog (rules §2).',
    sql: ({ account, during, settled }) => sql`
      SELECT c.account_id, c.id AS conversation_id, NULL::bigint AS dialog_id, ${NO_ROWS} AS row_ids,
        'the conversation is unresolved but has no current dialog' AS words
      FROM conversations c
      WHERE c.status <> 1 AND ${account('c')} AND ${during('c', 'last_activity_at')} AND ${settled('c', 'id')}
        AND NOT EXISTS (SELECT FROM dialogs d
          WHERE d.account_id = c.account_id AND d.conversation_id = c.id AND d.status <> 1)`,
    repair: replayAgain,
  },
  {
    kind: 'current-but-resolved',
    description: 'The dialog of a resolved conversation is resolved (rules §2).',
    sql: ({ account, during, settled }) => sql`
      SELECT d.account_id, d.conversation_id, d.id AS dialog_id, ${NO_ROWS} AS row_ids,
        'the dialog is current but its conversation is resolved' AS words
      FROM dialogs d JOIN conversations c ON c.account_id = d.account_id AND c.id = d.conversation_id
      WHERE d.status <> 1 AND c.status = 1 AND ${account('d')} AND ${during('d', 'created_at')} AND ${settled('d')}`,
    repair: replayAgain,
  },
  {
    kind: 'current-but-deleted',
    description: 'A dialog does not outlive its conversation.',
    sql: ({ account, during, settled }) => sql`
      SELECT d.account_id, d.conversation_id, d.id AS dialog_id, ${NO_ROWS} AS row_ids,
        'the dialog is current but its conversation is gone' || (SELECT CASE WHEN relkind = 'p'
          THEN ': deleted unseen, or with a partition' ELSE '' END FROM pg_class WHERE oid = to_regclass('conversations')) AS words
      FROM dialogs d
      WHERE d.status <> 1 AND ${account('d')} AND ${during('d', 'created_at')} AND ${settled('d')}
        AND NOT EXISTS (SELECT FROM conversations c WHERE c.account_id = d.account_id AND c.id = d.conversation_id)`,
    repair: endOrphans,
  },
  {
    kind: 'current-differs',
    description: 'A current dialog has the status, assignee, team, inbox and contact of its conversation (N §3).',
    sql: ({ account, during, settled }) => sql`
      SELECT d.account_id, d.conversation_id, d.id AS dialog_id, ${NO_ROWS} AS row_ids,
        'status, assignee, team, inbox, contact: the dialog has '
          || concat_ws(', ', d.status, coalesce(d.assignee_id::text, 'null'), coalesce(d.team_id::text, 'null'),
            d.inbox_id, coalesce(d.contact_id::text, 'null'))
          || '; its conversation '
          || concat_ws(', ', c.status, coalesce(c.assignee_id::text, 'null'), coalesce(c.team_id::text, 'null'),
            c.inbox_id, coalesce(c.contact_id::text, 'null')) AS words
      FROM dialogs d JOIN conversations c ON c.account_id = d.account_id AND c.id = d.conversation_id
      WHERE d.status <> 1 AND c.status <> 1 AND ${account('d')} AND ${during('d', 'created_at')} AND ${settled('d')}
        AND (d.status, d.assignee_id, d.team_id, d.inbox_id, d.contact_id)
          IS DISTINCT FROM (${storedStatus('c')}, c.assignee_id, c.team_id, c.inbox_id, c.contact_id)`,
    repair: replayAgain,
  },
  {
    kind: 'dialogs-overlap',
    description: 'A dialog starts after the one before it ended (rules §2).',
    sql: ({ account, during, settled }) => sql`
      SELECT d.account_id, d.conversation_id, d.id AS dialog_id, ARRAY[d.before_id] AS row_ids,
        CASE WHEN d.before_status = 1 THEN 'the dialog begins before the end of the dialog in front of it'
          ELSE 'the dialog follows one that has not ended' END AS words
      FROM (SELECT d.*, lag(d.id) OVER w AS before_id, lag(d.status) OVER w AS before_status,
          lag(d.updated_at) OVER w AS before_end
        FROM dialogs d WHERE ${account('d')}
        WINDOW w AS (PARTITION BY d.account_id, d.conversation_id ORDER BY d.created_at, d.id)) d
      WHERE d.before_id IS NOT NULL AND (d.before_status <> 1 OR d.created_at < d.before_end)
        AND ${during('d', 'created_at')} AND ${settled('d')}`,
  },
  {
    kind: 'no-facts',
    description: 'Every dialog has its row of dialog_facts.',
    sql: ({ account, during }) => sql`
      SELECT d.account_id, d.conversation_id, d.id AS dialog_id, ${NO_ROWS} AS row_ids,
        'the dialog has no row in dialog_facts' AS words
      FROM dialogs d
      WHERE ${account('d')} AND ${during('d', 'created_at')}
        AND NOT EXISTS (SELECT FROM dialog_facts f WHERE f.account_id = d.account_id AND f.dialog_id = d.id)`,
    repair: factsOfReplay,
  },
  {
    kind: 'facts-without-dialog',
    description: 'A row of dialog_facts is of a dialog.',
    sql: ({ account }) => sql`
      SELECT f.account_id, NULL::bigint AS conversation_id, f.dialog_id, ${NO_ROWS} AS row_ids,
        'dialog_facts tells of a dialog that is not there' AS words
      FROM dialog_facts f WHERE ${account('f')}
        AND NOT EXISTS (SELECT FROM dialogs d WHERE d.account_id = f.account_id AND d.id = f.dialog_id)`,
    repair: dropFacts,
  },
  {
    kind: 'changed-after-resolve',
    description: 'A resolved dialog is frozen: its updated_at is its resolve (N §3).',
    sql: ({ account, during, settled, events }) => sql`
      SELECT d.account_id, d.conversation_id, d.id AS dialog_id, resolve.ids AS row_ids,
        'the dialog was resolved by ' || resolve.at || ', as its event tells, but changed at ' || d.updated_at AS words
      FROM dialogs d CROSS JOIN LATERAL (
        SELECT max(e.created_at) AS at, array_agg(e.id ORDER BY e.id) AS ids FROM ${events} e
        WHERE e.account_id = d.account_id AND e.dialog_id = d.id AND e.name = 'conversation_resolved') resolve
      WHERE d.status = 1 AND d.updated_at > resolve.at + ${CLOCK_TOLERANCE} AND resolve.at >= d.created_at
        AND ${account('d')} AND ${during('d', 'created_at')} AND ${settled('d')}`,
    repair: freezeAtResolve,
  },
];
