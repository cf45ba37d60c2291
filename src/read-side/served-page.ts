import { sql } from 'drizzle-orm';
import type { Database } from '../database/database';
import { type Served, type StoredServed, servedOf } from '../summaries/served';
import { type DialogRecord, type DialogRow, dialogOf } from './dialog';
import { isUnfiltered } from './dialog-filter';
import { type DialogPageRequest, pageOrder, pageStatement } from './dialog-page';
import { type KnownRecord, type KnownRow, knownOf, knownStatement } from './known';
import { type Page, pageOf } from './page';
import { meantFilter } from './waiting-now';

/** A page of dialogs, with who served those of them that did not change since they were summarised. */
export interface ServedDialogPage {
  readonly page: Page<DialogRecord>;
  /** By the dialogs' ids. */
  readonly served: ReadonlyMap<number, Served>;
  /** The agents who took part in these. */
  readonly agents: readonly KnownRecord[];
}

type ServedRow = DialogRow & { readonly served: StoredServed | null; readonly agents: readonly KnownRow[] | null };

/** A page of the account's dialogs with who served them: one statement. The agents are in one of its rows. */
export async function servedDialogPage(
  database: Database,
  accountId: number,
  request: DialogPageRequest,
): Promise<ServedDialogPage> {
  const filter = await meantFilter(database, accountId, request.filter);
  const agents = knownStatement(accountId, 'agent', sql`SELECT DISTINCT unnest(agent_ids) AS id FROM served`);
  const rows = await database.rows<ServedRow>(
    sql`WITH page AS MATERIALIZED (${pageStatement(database, accountId, request, filter, [])}),
      served AS MATERIALIZED (
        SELECT s.dialog_id, s.served, s.agent_ids FROM page
        JOIN dialog_summaries s ON s.account_id = ${accountId} AND s.dialog_id = page.id
        WHERE NOT EXISTS (SELECT FROM dialog_stale t WHERE t.account_id = ${accountId} AND t.dialog_id = page.id))
      SELECT page.*, v.served,
        CASE WHEN row_number() OVER () = 1 THEN (SELECT json_agg(a) FROM (${agents}) a) END AS agents
      FROM page LEFT JOIN served v ON v.dialog_id = page.id ORDER BY ${pageOrder(request)}`,
    { isPrepared: isUnfiltered(request.filter) },
  );
  return {
    page: pageOf(rows.map(dialogOf), request),
    served: servedIn(rows),
    agents: rows.flatMap(({ agents }) => agents ?? []).map((row) => knownOf('agent', row)),
  };
}

function servedIn(rows: readonly ServedRow[]): Map<number, Served> {
  const byDialog = new Map<number, Served>();
  for (const { id, served } of rows) if (served !== null) byDialog.set(id, servedOf(served));
  return byDialog;
}
