import { sql } from 'drizzle-orm';
import type { Check } from './disagreement';

/** A change waits in the outbox for some tenths of a second; one that waits for so long is not going to be logged. */
const LONGEST_WAIT = sql`interval '1 hour'`;

export const OUTBOX_CHECKS: readonly Check[] = [
  {
    kind: 'outbox-stuck',
    description: 'What the triggers captured is logged within the hour: a capture process runs.',
    sql: ({ account }) => sql`
      SELECT o.account_id, o.conversation_id, NULL::bigint AS dialog_id, array_agg(o.id ORDER BY o.id) AS row_ids,
        count(*) || ' changes wait in the outbox since ' || min(o.at) AS words
      FROM dialog_outbox o
      WHERE ${account('o')} AND o.at < clock_timestamp() AT TIME ZONE 'UTC' - ${LONGEST_WAIT}
      GROUP BY o.account_id, o.conversation_id`,
  },
];
