import type { Dialog, Message } from './dialog';

/** Who wrote a message, as far as the timeline tells them apart. */
export type Author = 'client' | 'agent' | 'bot' | 'template' | 'activity' | 'private';

/** A stretch of time, in milliseconds since 1970. */
export interface Stretch {
  readonly what: 'bot' | 'queue' | 'open' | 'waiting' | 'assigned';
  readonly from: number;
  readonly to: number;
  /** Whether it lasts still. */
  readonly lasts: boolean;
}

/** Who accepts a dialog writes or takes it within this time of it; the acceptance itself has no event. */
const SLACK_MS = 1_000;

export function authorOf({ type, private: isPrivate, senderAgent }: Message): Author {
  if (isPrivate) return 'private';
  if (type === 'INCOMING') return 'client';
  if (type === 'ACTIVITY') return 'activity';
  if (type === 'TEMPLATE') return 'template';
  return senderAgent && !senderAgent.isBot ? 'agent' : 'bot';
}

/** From the start of the dialog to its end, or now while it lasts. */
export function spanOf(dialog: Dialog, now: number): { from: number; to: number } {
  return { from: Date.parse(dialog.createdAt), to: dialog.resolvedAt ? Date.parse(dialog.resolvedAt) : now };
}

/**
 * The stretches of the dialog's status, from its events: pending with a bot where one wrote meanwhile, pending in the
 * queue, open. A snooze has no event, so the status before it goes on. None where no event tells of any.
 */
export function statusStretches(dialog: Dialog, now: number): Stretch[] {
  const { from, to } = spanOf(dialog, now);
  const changes = dialog.events.nodes
    .filter(({ name }) => name === 'CONVERSATION_PENDING' || name === 'CONVERSATION_OPEN')
    .map(({ name, createdAt }) => ({ isOpen: name === 'CONVERSATION_OPEN', at: Date.parse(createdAt) }))
    .filter(({ at }) => at >= from && at < to);
  const bots = dialog.messages.nodes.filter((message) => ['bot', 'template'].includes(authorOf(message)));
  return changes.map(({ isOpen, at }, index) => {
    const end = changes[index + 1]?.at ?? to;
    const hasBot = bots.some(({ createdAt }) => Date.parse(createdAt) >= at && Date.parse(createdAt) < end);
    const lasts = index === changes.length - 1 && !dialog.resolvedAt;
    return { what: isOpen ? 'open' : hasBot ? 'bot' : 'queue', from: at, to: end, lasts };
  });
}

/**
 * The waiting for an agent that the dialog's numbers tell of: that which the first acceptance ended (`waitSeconds`),
 * that which the visitor's departure ended (`waitedSeconds`), or the one that lasts. The API tells how long the first was
 * and not since when; its ends are looked for among the moments that can begin and end one.
 */
export function waitingStretch(dialog: Dialog, now: number): Stretch | undefined {
  const { from, to } = spanOf(dialog, now);
  const { departedAt, waitedSeconds } = dialog.classification;
  if (dialog.waitSeconds !== null) {
    const length = dialog.waitSeconds * 1000;
    const accepted = acceptances(dialog);
    const [nearest] = beginnings(dialog, from)
      .flatMap((start) => accepted.map((end) => ({ start, off: Math.abs(end - start - length) })))
      .sort((a, b) => a.off - b.off);
    if (!nearest || nearest.off > SLACK_MS) return undefined;
    return { what: 'waiting', from: nearest.start, to: nearest.start + length, lasts: false };
  }
  if (departedAt !== null && waitedSeconds !== null) {
    const left = Date.parse(departedAt);
    return { what: 'waiting', from: left - waitedSeconds * 1000, to: left, lasts: false };
  }
  const isAnswered = dialog.messages.nodes.some((message) => authorOf(message) === 'agent');
  if (dialog.status !== 'OPEN' || isAnswered || dialog.startedBy !== 'VISITOR') return undefined;
  const opened = statusStretches(dialog, now).at(-1);
  return { what: 'waiting', from: opened?.from ?? from, to, lasts: true };
}

/** When somebody may have accepted: by a first message, or by taking the dialog. */
function acceptances(dialog: Dialog): number[] {
  const written = dialog.messages.nodes.filter((message) => authorOf(message) === 'agent');
  const taken = dialog.events.nodes.filter(({ name, agent }) => name === 'CONVERSATION_ASSIGNED' && agent);
  return [...written, ...taken].map(({ createdAt }) => Date.parse(createdAt));
}

/** When waiting may have begun: at the start, a change of status or of assignee, or the client's first message. */
function beginnings(dialog: Dialog, start: number): number[] {
  const written = dialog.messages.nodes.find((message) => authorOf(message) === 'client');
  const moments = [...dialog.events.nodes, ...(written ? [written] : [])].map(({ createdAt }) => Date.parse(createdAt));
  return [start, ...moments].sort((a, b) => a - b);
}

/** The stretches in which an agent was assigned. */
export function assignedStretches({ assignments }: Dialog['agents'][number], now: number): Stretch[] {
  return assignments.map(({ from, to }) => ({
    ...{ what: 'assigned', from: Date.parse(from), to: to === null ? now : Date.parse(to), lasts: to === null },
  }));
}
