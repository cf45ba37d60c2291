import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { inTurn, type Mirror } from './source';
import { sweepStep } from './sweep';
import type { MirroredTable } from './tables';

/** How far a table was compared with the host's. */
export interface TableProgress {
  readonly name: string;
  /** Up to this id, in the pass under way. */
  readonly after: number;
  /** How often from end to end. */
  readonly passes: number;
}

/** How far each table was compared that was ever begun with. */
export async function readProgress(log: Session): Promise<Map<string, TableProgress>> {
  const rows = await log.rows<TableProgress>(sql`
    SELECT its_table AS name, after_id AS after, passes FROM dialog_mirror_progress`);
  return new Map(rows.map((row) => [row.name, row]));
}

/** The table that is copied last. */
const LAST = 'events';

/** Whether the first copy is whole. */
export async function isCopied(log: Session): Promise<boolean> {
  return ((await readProgress(log)).get(LAST)?.passes ?? 0) > 0;
}

/** The tables whose first copy is not whole yet, in the order of copying. */
export async function uncopiedTables({ log, tables }: Mirror): Promise<MirroredTable[]> {
  const progress = await readProgress(log);
  return tables.filter(({ name }) => !progress.get(name)?.passes);
}

/**
 * Compares the next rows of a table, and keeps with them how far it is: the first copy of a table is its first pass, and
 * an interrupted one goes on from there. Returns the last id of the step; undefined where a pass has ended.
 */
export async function goOn(mirror: Mirror, table: MirroredTable): Promise<number | undefined> {
  return inTurn(mirror, async (host, log) => {
    const { after, passes } = (await readProgress(log)).get(table.name) ?? { after: 0, passes: 0 };
    const last = await sweepStep(host, log, table, { after, leavesWaiting: passes > 0 });
    await keepProgress(log, {
      name: table.name,
      after: last ?? 0,
      passes: last === undefined ? passes + 1 : passes,
    });
    return last;
  });
}

/** Keeps how far a table was compared, in the transaction that did. */
export async function keepProgress(log: Session, { name, after, passes }: TableProgress): Promise<void> {
  await log.rows(sql`
    INSERT INTO dialog_mirror_progress (its_table, after_id, passes) VALUES (${name}, ${after}, ${passes})
    ON CONFLICT (its_table) DO UPDATE SET after_id = excluded.after_id, passes = excluded.passes`);
}
