import type { Client } from 'pg';
import type { HostCatalog } from '../host-catalog';
import { eventTableIn } from '../host-findings';
import { filledTables } from '../host-needs';
import { OUR_TABLES } from '../our-tables';
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
  const ours = dropTables ? OUR_TABLES : [];
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
  if (isReadOnly) findings.push('found a database that takes no changes; needed: the primary server, writable');
  if (dropTables) findings.push(...(await serversAtWork(client)));
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
