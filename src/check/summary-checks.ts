import { sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import { findDifferences } from '../summaries/compare';
import { lacksDetached, messagesHeldSince } from '../summaries/detached-messages';
import { markStale } from '../summaries/marks';
import { inSnapshot } from '../summaries/refresh';
import type { Check, Disagreement, Repair, Scope } from './disagreement';

/** Rows of as many dialogs are held at once. */
const DIALOGS_PER_BATCH = 500;

/** Marked, they are made anew by the next worker; until then nobody reads them. */
const summariseAgain: Repair = async (database, accountId, found) => {
  const ids = found.map(({ dialogId }) => dialogId!);
  await markStale(database, accountId, ids);
  return `marked ${new Set(ids).size} dialogs, whose derived rows a server makes anew`;
};

/** Disagreements between the log and the tables derived from it. Dialogs that are marked are yet to be summarised. */
export const SUMMARY_CHECKS: readonly Check[] = [
  {
    kind: 'summary-differs',
    description:
      'The derived rows of a dialog are those that its log gives; not of one whose messages the host has detached.',
    find: findDifferent,
    repair: summariseAgain,
  },
  {
    kind: 'summary-of-none',
    description: 'Derived rows are of a dialog.',
    sql: ({ account }) => sql`
      SELECT s.account_id, NULL::bigint AS conversation_id, s.dialog_id, ARRAY[]::bigint[] AS row_ids,
        'derived tables tell of a dialog that is not there' AS words
      FROM (SELECT account_id, dialog_id FROM dialog_summaries UNION SELECT account_id, dialog_id FROM dialog_message_facts
        UNION SELECT account_id, dialog_id FROM dialog_transfers UNION SELECT account_id, dialog_id FROM dialog_holdings) s
      WHERE ${account('s')}
        AND NOT EXISTS (SELECT FROM dialogs d WHERE d.account_id = s.account_id AND d.id = s.dialog_id)
        AND NOT EXISTS (SELECT FROM dialog_stale m WHERE m.account_id = s.account_id AND m.dialog_id = s.dialog_id)`,
    repair: summariseAgain,
  },
];

interface Place {
  readonly account_id: number;
  readonly id: number;
  readonly conversation_id: number;
}

/** Computes the rows of all dialogs again, batch by batch, each in a snapshot of its own. */
async function findDifferent(database: Database, scope: Scope): Promise<Disagreement[]> {
  const found: Disagreement[] = [];
  const heldSince = await messagesHeldSince(database);
  for (let last: Place | undefined; ; ) {
    const batch = await inSnapshot(database, async (session) => {
      const places = await session.rows<Place>(sql`
        SELECT d.account_id, d.id, d.conversation_id FROM dialogs d
        WHERE (d.account_id, d.id) > (${last?.account_id ?? 0}, ${last?.id ?? 0})
          AND ${scope.account('d')} AND ${scope.during('d', 'created_at')} AND ${scope.settled('d')}
          AND NOT ${lacksDetached(heldSince)}
          AND NOT EXISTS (SELECT FROM dialog_stale s WHERE s.account_id = d.account_id AND s.dialog_id = d.id)
        ORDER BY d.account_id, d.id LIMIT ${DIALOGS_PER_BATCH}`);
      const accountId = places[0]?.account_id ?? 0;
      const ofAccount = places.filter((place) => place.account_id === accountId);
      const ids = ofAccount.map(({ id }) => id);
      const conversationOf = new Map(ofAccount.map((place) => [place.id, place.conversation_id]));
      const different = ids.length === 0 ? [] : await findDifferences(session, database.events, accountId, ids);
      found.push(
        ...different.map(({ dialogId, table }) => ({
          ...{ kind: 'summary-differs', accountId, conversationId: conversationOf.get(dialogId) ?? null, dialogId },
          ...{ rowIds: [], words: `the rows in ${table} are not those that the log gives` },
        })),
      );
      return ofAccount;
    });
    if (batch.length === 0) return found;
    last = batch.at(-1);
  }
}
