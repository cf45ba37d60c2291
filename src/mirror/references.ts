import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { keepProgress, readProgress } from './progress';
import { readHostRows, storeRows } from './rows';
import { inTurn, type Mirror } from './source';
import { ROWS_PER_STEP, sweepTable } from './sweep';
import type { MirroredTable } from './tables';

/**
 * Brings what conversations refer to up to date: tables of few rows are compared as a whole, deletions too; of contacts
 * the newest come, and the others with their conversations.
 */
export async function refreshReferences(mirror: Mirror): Promise<void> {
  for (const table of mirror.tables) {
    if (table.following === 'whole') await sweepTable(mirror, table);
    if (table.following === 'newest') await inTurn(mirror, (host, log) => copyNewest(host, log, table));
  }
}

/** Copies rows of the host that are newer, by their ids, than any that was copied so. */
async function copyNewest(host: Session, log: Session, table: MirroredTable): Promise<void> {
  const name = `newest ${table.name}`;
  const after = (await readProgress(log)).get(name)?.after ?? (await newestCopy(log, table));
  const rows = await readHostRows(host, table, sql`t.id > ${after}`, ROWS_PER_STEP);
  await storeRows(log, table, rows);
  await keepProgress(log, { name, after: rows.at(-1)?.id ?? after, passes: 0 });
}

async function newestCopy(log: Session, { name }: MirroredTable): Promise<number> {
  const [newest] = await log.rows<{ id: number }>(sql`SELECT coalesce(max(id), 0) AS id FROM ${sql.identifier(name)}`);
  return newest!.id;
}
