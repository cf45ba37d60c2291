import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Session } from '../../database/database';

const PAUSE_MS = 100;

/** Marks of the capture triggers, each for an error that they had to swallow. */
export interface GapMark {
  readonly gaps: number;
}

/**
 * Reads the marks, once every transaction that may have left one has ended: so a replay that begins afterwards sees
 * what they were left for. Undefined where there are none, or a transaction didn't end within `patience` milliseconds.
 */
export async function readGaps(session: Session, patience = 10_000): Promise<GapMark | undefined> {
  const gaps = await countGaps(session);
  if (gaps === 0) return undefined;
  const [newest] = await session.rows<{ xid: string }>(
    sql`SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS xid`,
  );
  for (let waited = 0; waited <= patience; waited += PAUSE_MS) {
    const [row] = await session.rows<{ ended: boolean }>(sql`
      SELECT pg_snapshot_xmin(pg_current_snapshot()) >= ${newest!.xid}::xid8 AS ended`);
    if (row!.ended) return { gaps };
    await setTimeout(PAUSE_MS);
  }
  return undefined;
}

/** Takes the marks away that a replay of all accounts has closed; newer ones stay, and all with them. */
export async function closeGaps(session: Session, mark: GapMark): Promise<boolean> {
  if ((await countGaps(session)) !== mark.gaps) return false;
  await session.rows(sql`SELECT setval('dialog_outbox_gaps', 1, false)`);
  return true;
}

/** How many marks there are that no replay has closed. */
export async function countGaps(session: Session): Promise<number> {
  const [row] = await session.rows<{ gaps: number }>(sql`
    SELECT coalesce((SELECT last_value FROM pg_sequences
      WHERE sequencename = 'dialog_outbox_gaps' AND schemaname = current_schema()), 0) AS gaps`);
  return row!.gaps;
}
