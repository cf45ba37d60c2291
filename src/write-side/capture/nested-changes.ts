import type { CapturedColumns, CapturedConversation, OutboxRow } from './outbox';

/**
 * Puts changes back in the order in which they became true where a trigger of the host's own made one inside another:
 * the inner statement ends first, so that its change is captured before the one that it follows. Told by what a change
 * found and left, within one transaction; all else stays as it is.
 */
export function unnest(rows: readonly OutboxRow[]): OutboxRow[] {
  const ordered: OutboxRow[] = [];
  const runs = new Map<number, CapturedConversation[]>();
  for (const row of rows) {
    const inner = row.kind === 'conversation' ? innerOf(row, runs) : undefined;
    ordered.splice(inner ? ordered.indexOf(inner) : ordered.length, 0, row);
  }
  return ordered;
}

/** Takes a change into the run of its transaction; returns the one that follows it, where it is not the last. */
function innerOf(
  row: CapturedConversation,
  runs: Map<number, CapturedConversation[]>,
): CapturedConversation | undefined {
  const run = runs.get(row.conversation_id);
  if (run === undefined || run[0]!.xid !== row.xid) {
    runs.set(row.conversation_id, [row]);
    return undefined;
  }
  const isLast = row.operation === 'delete' || isSame(run.at(-1)!.after, row.before);
  const place = isLast ? -1 : run.findIndex(({ before }) => isSame(row.after, before));
  const inner = run[place];
  run.splice(inner ? place : run.length, 0, row);
  return inner;
}

function isSame(a: CapturedColumns | null, b: CapturedColumns | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
