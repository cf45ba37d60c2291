import { type SQL, sql } from 'drizzle-orm';
import type { Period } from '../../../statistics/calendar';
import { derivedHalves } from '../derived-rows';
import type { LiveRows } from '../live-rows';
import { type MeasureDefinition, measureNamed } from '../measures';

/** Who held a dialog. */
export type Holder = 'agent' | 'team';

/** How long an agent or a team had a dialog, over the rows of `heldRows`. */
export const HELD: MeasureDefinition = {
  ...measureNamed('handling'),
  ...{ value: 'x.held_seconds', since: 'x.held_from', agent: 'x.holder_id' },
};

/**
 * The stretches of the dialogs resolved in ranges, with what filters and groups need of their dialog: a row for each, or
 * one for each dialog and holder with the seconds of all. Those that took no time are left out.
 */
export function heldRows(
  live: LiveRows,
  accountId: number,
  { holder, eachStretch }: { readonly holder: Holder; readonly eachStretch: boolean },
  ranges: readonly Period[],
): SQL {
  const ofDialog = sql`s.dialog_id, s.inbox_id, s.team_id, s.kinds, s.resolved_at, h.holder_id`;
  const seconds = sql`extract(epoch FROM h.held_to - h.held_from)::float8`;
  const [columns, group] = eachStretch
    ? [sql`h.held_from, ${seconds} AS held_seconds`, sql``]
    : [sql`NULL::timestamp AS held_from, sum(${seconds}) AS held_seconds`, sql`GROUP BY 1, 2, 3, 4, 5, 6`];
  // Each part joined for itself: the stretches may have begun long before, and are found by their dialog's index.
  const halves = derivedHalves(live, accountId, 'dialog_summaries', { from: 'resolved_at' }, ranges);
  const selects = halves.map(({ isLive, rows }) => {
    const holdings = isLive
      ? sql`jsonb_populate_recordset(NULL::dialog_holdings, ${live.json.dialog_holdings}::jsonb)`
      : sql`dialog_holdings`;
    return sql`SELECT ${ofDialog}, ${columns} FROM (${rows}) s JOIN ${holdings} h
      ON h.account_id = ${accountId} AND h.dialog_id = s.dialog_id AND h.holder = ${holder} AND h.held_to > h.held_from
      ${group}`;
  });
  return sql.join(selects, sql` UNION ALL `);
}
