import type { Client } from 'pg';
import type { HostCatalog } from '../host-catalog';
import { eventTableIn, misplacedLog } from '../host-findings';
import { filledTables } from '../host-needs';
import { logTablesIn, OUR_VIEWS } from '../our-tables';
import { type CaptureState, GAP_MARKS } from './capture-state';
import type { UninstallOptions } from './uninstall';

/** What can't be taken away. The message lists what was found and what is needed; nothing was changed. */
export class RemovalRefusedError extends Error {
  override readonly name = 'RemovalRefusedError';

  constructor(readonly findings: readonly string[]) {
    super(`can't uninstall, and nothing was changed:\n${findings.map((line) => `  - ${line}`).join('\n')}`);
  }
}

/** The name under which servers and captures connect. */
const SERVERS = 'dialog-statistics';

/** Throws RemovalRefusedError where the removal could not be done as a whole. */
export async function refuseRemoval(
  client: Client,
  catalog: HostCatalog,
  { triggers, functions }: CaptureState,
  { dropTables }: UninstallOptions,
): Promise<void> {
  const { relations, role, isReadOnly } = catalog;
  const hosts = dropTables ? filledTables(eventTableIn(relations)) : [];
  const tables = dropTables ? logTablesIn(relations) : [];
  const ours = tables.length > 0 ? [...tables, ...OUR_VIEWS] : [];
  const altered = new Set([...triggers.map(({ table }) => table), ...hosts, ...ours, GAP_MARKS]);
  const foreign = [...altered].flatMap((table) => {
    const found = relations.get(table);
    return found && !found.isOwned ? [{ what: table, owner: found.owner }] : [];
  });
  for (const { name, owner, isOwned } of functions) if (!isOwned) foreign.push({ what: `function ${name}`, owner });
  const findings = foreign.map(
    ({ what, owner }) =>
      `found ${what} owned by ${owner}; needed: the rights of ${owner}, which the role ${role} lacks`,
  );
  findings.push(...misplacedLog(catalog));
  if (isReadOnly) findings.push('found a database that takes no changes; needed: the primary server, writable');
  if (dropTables) findings.push(...(await serversAtWork(client)), ...(await viewsOverOurs(client, ours)));
  if (findings.length > 0) throw new RemovalRefusedError(findings);
}

async function serversAtWork(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ pids: string | null }>(
    `SELECT string_agg(pid::text, ', ' ORDER BY pid) AS pids FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = $1`,
    [SERVERS],
  );
  const pids = rows[0]?.pids;
  if (!pids) return [];
  return [
    `found a server, capture or other command at work on the log (process ${pids} of the database server); ` +
      'needed: that they are stopped first',
  ];
}

/** Views that others made over ours, or over our tables: they are theirs to drop. */
async function viewsOverOurs(client: Client, ours: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT w.ev_class::regclass::text AS name FROM unnest($1::text[]) AS o (name)
     JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = to_regclass(o.name)
     JOIN pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
     WHERE w.ev_class <> ALL (SELECT c.oid FROM unnest($1::text[]) AS its (name)
       JOIN pg_class c ON c.oid = to_regclass(its.name)) ORDER BY 1`,
    [ours],
  );
  return rows.map(({ name }) => `found the view ${name} over ours; needed: DROP VIEW ${name}, or of its schema, first`);
}
