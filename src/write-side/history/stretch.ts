import { type Instant, MICROSECONDS_PER_SECOND } from '../../instant';
import type { Starter, Status } from '../../rulebook/words';
import type { LoggedDialog, Past, PastEvent, PastRow } from './past';
import { isResolve, reopens, STATUS_OF_EVENT, writerOf } from './row-meaning';

/** A dialog of a conversation's past: one that the log has, or one that the rows tell of. */
export interface PastDialog {
  /** The log's own; null for one that replay makes. */
  readonly logged: LoggedDialog | null;
  readonly startedAt: Instant;
  /** The rows at or after this moment are the dialog's, until the next one. */
  readonly rowsFrom: Instant;
  readonly startedBy: Starter;
  /** null where no earlier log told. */
  readonly startedStatus: Exclude<Status, 'resolved'> | null;
  /** null while it lasts. */
  readonly resolvedAt: Instant | null;
  /** Who was assigned at the resolve, so far as its event tells. */
  readonly assigneeId: number | null;
  /** False where nothing tells when it was resolved, and `resolvedAt` is the last sign of it. */
  readonly resolveKnown: boolean;
}

export const MINUTE = 60 * MICROSECONDS_PER_SECOND;
export const BEFORE_ALL = 0;

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** The time from one dialog of the log, or the beginning, to the next one, or now. */
export class Stretch {
  private readonly found: PastDialog[] = [];
  private open: Mutable<PastDialog> | null = null;
  private endedAt = BEFORE_ALL;
  private lastLoggedAt = BEFORE_ALL;
  /** What may have begun a dialog, should there have been one: the first row, and the first a minute after the end. */
  private firstRowAt: Instant | null = null;
  private lateRowAt: Instant | null = null;

  constructor(
    private readonly past: Past,
    private readonly rows: readonly PastRow[],
  ) {}

  /** Begins with the conversation. */
  begin(): void {
    const { createdAt, isInvited } = this.past;
    this.start(createdAt, isInvited ? 'invitation' : this.firstWriter(), BEFORE_ALL);
  }

  /** Begins where rules §2 say that the dialog began which is older than the log. */
  beginAt(startedAt: Instant, rowsFrom: Instant): void {
    this.start(startedAt, this.firstWriter(), rowsFrom);
  }

  goOnWith(logged: LoggedDialog, rowsFrom: Instant): void {
    const { startedAt, updatedAt, columns } = logged;
    const isResolved = columns.status === 'resolved';
    const dialog: PastDialog = {
      ...{ logged, startedAt, rowsFrom, startedBy: 'visitor', startedStatus: null, assigneeId: columns.assigneeId },
      ...{ resolvedAt: isResolved ? updatedAt : null, resolveKnown: true },
    };
    this.lastLoggedAt = logged.lastRowAt;
    if (isResolved) this.close(dialog);
    else this.open = dialog;
  }

  see(row: PastRow): void {
    if (this.open) {
      if (isResolve(row) && row.at >= this.earliestEnd(this.open)) this.resolve(row.at, row.userId, true);
      return;
    }
    if (row.at < this.endedAt || (row.kind === 'message' && row.at === this.endedAt)) return;
    const startedBy = reopens(row);
    if (startedBy) {
      this.start(row.at, startedBy);
    } else if (isResolve(row)) {
      if (this.lateRowAt === null) return;
      this.start(this.lateRowAt, 'visitor');
      this.resolve(row.at, row.userId, true);
    } else if (row.kind === 'message' && !row.isLogged) {
      this.firstRowAt ??= row.at;
      if (row.at > this.endedAt + MINUTE) this.lateRowAt ??= row.at;
    }
  }

  /** The next dialog of the log begins: whatever was current had ended. */
  endBefore(): PastDialog[] {
    if (this.open) this.resolve(this.lastSign(this.open), this.open.assigneeId, false);
    return this.found;
  }

  /** The conversation's row of now tells whether a dialog is current. */
  endNow(): PastDialog[] {
    const { columns, updatedAt } = this.past;
    if (columns.status === 'resolved') {
      if (this.open) this.resolve(Math.max(this.lastSign(this.open), updatedAt), this.open.assigneeId, false);
    } else if (!this.open) {
      this.start(this.lateRowAt ?? this.firstRowAt ?? Math.max(this.endedAt, this.lastLoggedAt), 'visitor');
    }
    return this.open ? [...this.found, this.open] : this.found;
  }

  /** Goodbyes, notes and activities are nobody's beginning. */
  private firstWriter(): Starter {
    const first = this.rows.find((row) => isResolve(row) || writerOf(row) !== null);
    return (first && writerOf(first)) ?? 'visitor';
  }

  private start(startedAt: Instant, startedBy: Starter, rowsFrom = startedAt): void {
    const isStatus = (row: PastRow): row is PastEvent =>
      row.kind === 'event' && row.name in STATUS_OF_EVENT && row.at >= startedAt && row.at <= startedAt + MINUTE;
    const told = this.rows.find(isStatus);
    this.open = {
      ...{ logged: null, startedAt, rowsFrom, startedBy, resolvedAt: null, assigneeId: null, resolveKnown: true },
      startedStatus: told ? STATUS_OF_EVENT[told.name]! : null,
    };
  }

  private resolve(resolvedAt: Instant, assigneeId: number | null, resolveKnown: boolean): void {
    this.close({ ...this.open!, resolvedAt, assigneeId, resolveKnown });
  }

  private close(dialog: PastDialog): void {
    this.found.push(dialog);
    this.open = null;
    this.endedAt = dialog.resolvedAt!;
    this.firstRowAt = null;
    this.lateRowAt = null;
  }

  /** A dialog of the log did not end before what the log knows of it. */
  private earliestEnd({ logged, startedAt }: PastDialog): Instant {
    return logged ? Math.max(logged.updatedAt, logged.lastRowAt) : startedAt;
  }

  /** A message that the log saw without a dialog came when it was over. */
  private lastSign(dialog: PastDialog): Instant {
    const last = this.rows.findLast((row) => row.kind !== 'message' || !row.isLogged);
    return Math.max(this.earliestEnd(dialog), last?.at ?? BEFORE_ALL);
  }
}
