import { closeGaps, readGaps } from '../write-side/history/gaps';
import { type ReplayOptions, type ReplayReport, replay } from '../write-side/history/replay';
import { mirrorAllWaiting } from './catch-up';
import { givingWay } from './give-way';
import { goOn, uncopiedTables } from './progress';
import type { Mirror } from './source';
import { sweepTable } from './sweep';

/** How far the copying is: a table, and the greatest id of it that was compared. */
export type TellCopied = (table: string, last: number) => void;

/**
 * Replays a host's past in its log database: first every copy is compared with the host's row, which also finds what the
 * triggers missed; then all that its outbox held until then is taken over, so that no conversation is ahead of its outbox.
 * Stopped in between it goes on there the next time with a first copy, and begins again otherwise.
 */
export async function replayMirrored(
  mirror: Mirror,
  options: ReplayOptions,
  tell: TellCopied = () => {},
): Promise<ReplayReport> {
  const { host, log } = mirror;
  const { signal } = options;
  const gaps = options.accountId === undefined ? await readGaps(host) : undefined;
  await compareAll(mirror, signal, tell);
  if (!signal?.aborted) await mirrorAllWaiting(mirror);
  const report = await replay(log, options);
  const isClosed = gaps !== undefined && !signal?.aborted && (await closeGaps(host, gaps));
  return isClosed ? { ...report, gapsClosed: report.gapsClosed + gaps.gaps } : report;
}

async function compareAll(mirror: Mirror, signal: AbortSignal | undefined, tell: TellCopied): Promise<void> {
  const uncopied = new Set((await uncopiedTables(mirror)).map(({ name }) => name));
  for (const table of mirror.tables) {
    const onStep = (last: number) => tell(table.name, last);
    if (!uncopied.has(table.name)) {
      await sweepTable(mirror, table, signal, onStep);
      continue;
    }
    for (let last: number | undefined = 0; last !== undefined && !signal?.aborted; ) {
      last = await givingWay(() => goOn(mirror, table), 0);
      if (last !== undefined) onStep(last);
    }
  }
}
