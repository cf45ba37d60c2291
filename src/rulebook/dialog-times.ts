import { type Instant, secondsBetween } from '../instant';
import { waitOf } from './waiting';
import type { EventName, Starter, Status } from './words';

/** The first times in a dialog that response and waiting are measured by. */
export interface FirstTimes {
  readonly firstClientMessageAt: Instant | null;
  /** For each user who wrote publicly: the first message, and the first after a client's message. */
  readonly users: readonly {
    readonly userId: number;
    readonly firstAt: Instant;
    readonly firstAfterClientAt: Instant | null;
  }[];
  /** The first explicit acceptance by a command. */
  readonly firstAcceptedAt: Instant | null;
}

/** What of a dialog's row its times are measured from. */
export interface TimedDialog {
  readonly startedAt: Instant;
  /** null: not known. */
  readonly startedStatus: Status | null;
  readonly startedBy: Starter;
  readonly resolvedAt: Instant | null;
  readonly botServed: boolean;
}

/** How quickly a dialog was answered; seconds. */
export interface DialogTimes {
  readonly firstResponseSeconds: number | null;
  /** Who gave the first response. */
  readonly firstResponderId: number | null;
  /** Whether it was pending with a bot at some time. */
  readonly isWithBot: boolean;
  /** The first moment open after a bot. */
  readonly handedOverAt: Instant | null;
  readonly firstResponseAfterBotSeconds: number | null;
  /** Since when the wait that the first acceptance ended had gone on. */
  readonly waitedFrom: Instant | null;
  readonly waitSeconds: number | null;
}

/** A change of status in the events of a dialog. */
interface StatusChange {
  readonly at: Instant;
  readonly status: 'pending' | 'open';
}

/** First response, the same from the hand-over by a bot, and wait (rules §4). `timeline` by time, then id. */
export function dialogTimesOf(
  dialog: TimedDialog,
  { users, firstClientMessageAt, firstAcceptedAt }: FirstTimes,
  timeline: readonly { readonly name: EventName; readonly at: Instant }[],
  botUserIds: ReadonlySet<number>,
): DialogTimes {
  const { startedAt, startedStatus, startedBy, resolvedAt, botServed } = dialog;
  const humans = users.filter(({ userId }) => !botUserIds.has(userId));
  const respondedAt = earliest(humans.map(({ firstAfterClientAt }) => firstAfterClientAt));
  const responder = humans.find(({ firstAfterClientAt }) => firstAfterClientAt === respondedAt);
  const acceptedAt = earliest([firstAcceptedAt, ...humans.map(({ firstAt }) => firstAt)]);
  const statuses = statusChangesIn(timeline);
  const firstPending = statuses.findIndex(({ status }) => status === 'pending');
  const isWithBot = botServed && firstPending !== -1;
  const handedOverAt = isWithBot
    ? (statuses.slice(firstPending).find(({ status }) => status === 'open')?.at ?? null)
    : null;
  const wait = waitOf({
    ...{ startedAt, startedStatus, startedBy, resolvedAt, botServes: botServed },
    ...{ statuses, firstClientMessageAt, acceptedAt },
  });
  return {
    firstResponseSeconds: respondedAt === null ? null : secondsBetween(startedAt, respondedAt),
    firstResponderId: respondedAt === null ? null : responder!.userId,
    ...{ isWithBot, handedOverAt },
    firstResponseAfterBotSeconds:
      handedOverAt === null || respondedAt === null || respondedAt < handedOverAt
        ? null
        : secondsBetween(handedOverAt, respondedAt),
    ...{ waitedFrom: wait?.from ?? null, waitSeconds: wait?.seconds ?? null },
  };
}

/** The changes to pending and open, in their order. */
export function statusChangesIn(
  timeline: readonly { readonly name: EventName; readonly at: Instant }[],
): StatusChange[] {
  return timeline.flatMap(({ name, at }) => {
    if (name === 'conversation_open') return { at, status: 'open' as const };
    return name === 'conversation_pending' ? { at, status: 'pending' as const } : [];
  });
}

function earliest(moments: readonly (Instant | null)[]): Instant | null {
  const known = moments.filter((at) => at !== null);
  return known.length === 0 ? null : known.reduce((first, at) => Math.min(first, at));
}
