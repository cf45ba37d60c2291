import type { Closer, Starter } from '../../src/rulebook/words';
import { isOnline, isPresent, type SecondsFact, withWritten } from './presence-model';

/*
 * The kinds once more, from the document alone and as plain as can be: a dialog is looked at second by second, and each
 * second is asked anew what holds in it. All times are whole seconds.
 */

export const GRACE = 45;

export interface SecondsDialog {
  readonly startedBy: Starter;
  readonly startedStatus: 'open' | 'pending' | 'snoozed';
  readonly botServes: boolean;
  readonly resolvedAt: number | null;
  /** The last moment that is known of where the dialog is not resolved. */
  readonly now: number;
  readonly closedBy: Closer | null;
  readonly skipped: boolean;
  readonly startedOffline: boolean | null;
  readonly agentsOnline: boolean | null;
  readonly presenceCapable: boolean;
  readonly timeout: number;
  readonly statuses: readonly { readonly at: number; readonly status: 'pending' | 'open' }[];
  /** The first is of the start. */
  readonly assignments: readonly { readonly at: number; readonly agentId: number | null }[];
  readonly acceptances: readonly { readonly at: number; readonly agentId: number }[];
  readonly agentMessages: readonly { readonly at: number; readonly agentId: number }[];
  readonly clientMessages: readonly number[];
  readonly sessions: readonly SecondsFact[][];
}

/** What the document says of a dialog. */
export interface Judgement {
  readonly kinds: string[];
  readonly departedAt: number | null;
}

export function judge(dialog: SecondsDialog): Judgement {
  const sets = dialog.skipped ? ['skip'] : [];
  if (dialog.startedOffline) return { kinds: ['offline', ...sets], departedAt: null };
  const end = dialog.resolvedAt ?? dialog.now;
  const seconds = Array.from({ length: end + 1 }, (_, second) => second);
  const talked = seconds.filter((second) => ['robot', 'chatting'].includes(sideAt(dialog, second)));
  if (talked.some((second) => onlineAt(dialog, second))) sets.unshift('chat');
  if (dialog.resolvedAt === null || dialog.startedBy === 'agent') return { kinds: sets, departedAt: null };
  const wrote = dialog.clientMessages.some((at) => at <= end);
  if (dialog.startedBy === 'invitation' && !wrote) return { kinds: ['rejected_invitation', ...sets], departedAt: null };
  const departedAt = departure(dialog, end);
  const verdict = departedAt === null ? undefined : verdictOf(dialog, departedAt, seconds, wrote);
  const kinds = ['chat', 'missed', 'bounce', 'skip'].filter((kind) => kind === verdict || sets.includes(kind));
  return { kinds, departedAt };
}

function verdictOf(dialog: SecondsDialog, departedAt: number, seconds: number[], wrote: boolean): string | undefined {
  if (sideAt(dialog, departedAt) !== 'waiting') return undefined;
  const acts = [...dialog.acceptances, ...dialog.agentMessages].map(({ at }) => at);
  const hasReaction = (second: number) => acts.includes(second) || sideAt(dialog, second) === 'chatting';
  if (seconds.some((second) => hasReaction(second) && onlineAt(dialog, second))) return undefined;
  if (dialog.closedBy === 'visitor' && departedAt === dialog.resolvedAt && isWaitingAtClose(dialog) && !wrote)
    return 'bounce';
  let since = departedAt;
  while (since > 0 && sideAt(dialog, since - 1) === 'waiting') since -= 1;
  if (departedAt - since < dialog.timeout) return 'bounce';
  return isKnown(dialog) && dialog.agentsOnline !== false ? 'missed' : undefined;
}

function departure(dialog: SecondsDialog, close: number): number | null {
  if (dialog.closedBy === 'visitor' && isWaitingAtClose(dialog)) return close;
  if (!isKnown(dialog) || isPresent(lives(dialog), close, GRACE)) return null;
  let second = close;
  while (!onlineAt(dialog, second)) second -= 1;
  return second;
}

function isWaitingAtClose(dialog: SecondsDialog): boolean {
  return sideAt(dialog, dialog.resolvedAt!) === 'waiting';
}

export function sideAt(dialog: SecondsDialog, second: number): string {
  if (second < 0) return 'before the start';
  if (dialog.startedBy !== 'visitor' && !dialog.clientMessages.some((at) => at <= second)) return 'invitation';
  const status = dialog.statuses.findLast(({ at }) => at <= second)?.status ?? dialog.startedStatus;
  if (status === 'snoozed') return 'nobody';
  if (status === 'pending') return dialog.botServes ? 'robot' : 'waiting';
  return isAccepted(dialog, second) ? 'chatting' : 'waiting';
}

/** Some agent acted, and since then nobody else was given the dialog, nor was it given up. */
function isAccepted({ assignments, acceptances, agentMessages }: SecondsDialog, second: number): boolean {
  return [...acceptances, ...agentMessages].some((act) => {
    const taken = assignments.some(({ at, agentId }, index) => {
      const isChange = index > 0 && assignments[index - 1]!.agentId !== agentId;
      return isChange && agentId !== act.agentId && at > act.at && at <= second;
    });
    return act.at <= second && !taken;
  });
}

function onlineAt(dialog: SecondsDialog, second: number): boolean {
  return !isKnown(dialog) || isOnline(lives(dialog), second, dialog.resolvedAt ?? dialog.now, GRACE);
}

function isKnown({ presenceCapable, sessions, resolvedAt, now }: SecondsDialog): boolean {
  return presenceCapable && sessions.flat().some(({ at }) => at >= -GRACE && at <= (resolvedAt ?? now));
}

/** Each session with the client's messages in it. */
function lives({ sessions, clientMessages, resolvedAt, now }: SecondsDialog): SecondsFact[][] {
  return withWritten(sessions, clientMessages, resolvedAt ?? now, GRACE);
}
