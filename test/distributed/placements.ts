import { readFileSync } from 'node:fs';
import path from 'node:path';
import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { EVENT_TABLES } from '../../src/database/host-needs';
import * as tables from '../../src/database/tables';

/** Where `distribute.sql` says that tables are. */
export interface Placements {
  /** On the nodes, a row with all others of its account. */
  readonly distributed: ReadonlySet<string>;
  /** Whole on every node. */
  readonly reference: ReadonlySet<string>;
  /** On the coordinator only. */
  readonly local: ReadonlySet<string>;
  /** Of these the host's that are read by account too: a host that distributes them is served as fast. */
  readonly readByAccount: ReadonlySet<string>;
  /** Every table that has an `account_id`, wherever it is. */
  readonly withAccount: ReadonlySet<string>;
}

const FOLDER = path.join(__dirname, '../../deploy/citus');
export const DISTRIBUTE_SQL = path.join(FOLDER, 'distribute.sql');

/** The tables that hold copies of the host's in a log database, and are distributed there. */
export const COPIES: readonly string[] = [
  ...readFileSync(path.join(FOLDER, 'distribute-copies.sql'), 'utf8').matchAll(
    /^SELECT create_distributed_table\('(\w+)', 'account_id', colocate_with => 'dialogs'\);$/gm,
  ),
].map(([, name]) => name!);

/** Reads the placements from the file that distributes. */
export function readPlacements(): Placements {
  const text = readFileSync(DISTRIBUTE_SQL, 'utf8');
  const namesOf = (pattern: RegExp) => new Set([...text.matchAll(pattern)].map(([, name]) => name!));
  const ofAccounts = Object.values<unknown>(tables).filter((table) => is(table, PgTable) && 'accountId' in table);
  return {
    distributed: namesOf(/^SELECT create_distributed_table\('(\w+)'/gm),
    reference: namesOf(/^SELECT create_reference_table\((?:its\) FROM to_regclass\()?'(\w+)'/gm),
    local: namesOf(/^-- local(?:, read by account)?: (\w+)/gm),
    readByAccount: namesOf(/^-- local, read by account: (\w+)/gm),
    withAccount: new Set([...ofAccounts.map((table) => getTableConfig(table as PgTable).name), ...EVENT_TABLES]),
  };
}
