import { type Instant, MICROSECONDS_PER_SECOND, secondsBetween } from '../instant';
import { type DialogCourse, lastMomentOf, type Side, stretchAt, stretchesOfDialog } from './dialog-stretches';
import { explain, type Reason } from './kind-reasons';
import { type OnlineStretch, wasOnline } from './presence';
import { type Closer, DIALOG_KINDS, type DialogKind } from './words';

/** What the kinds of a dialog are decided from (rules §5, "Facts of a dialog"). */
export interface DialogFacts extends Omit<DialogCourse, 'firstClientMessageAt'> {
  /** null while the dialog lasts, and where nobody said. */
  readonly closedBy: Closer | null;
  /** Marked by hand as not to be counted. */
  readonly skipped: boolean;
  /** By an offline form, or with no agent online and no bot serving; null: not known, which counts as no. */
  readonly startedOffline: boolean | null;
  /** Whether an agent of the inbox was online at the start; null: not known, which counts as yes. */
  readonly agentsOnline: boolean | null;
  /** False for messengers and mobile apps with push: their visitors count as always online. */
  readonly presenceCapable: boolean;
  /** `onlineStretches` as of the resolve, or of now while it lasts; null: not known, which counts as online. */
  readonly online: readonly OnlineStretch[] | null;
  /** The bounce timeout in force at the start (W: seconds_before_visitor_missed). */
  readonly bounceTimeoutSeconds: number;
  /** When the client wrote, in order. */
  readonly clientMessages: readonly Instant[];
  /** Which team had the dialog from when on, in order, the first from its start. */
  readonly teams: readonly { readonly at: Instant; readonly teamId: number | null }[];
}

/** The kinds of a dialog, and what decided them. */
export interface Classification {
  /** In the order of DIALOG_KINDS. */
  readonly kinds: readonly DialogKind[];
  readonly presenceKnown: boolean;
  readonly bounceTimeoutSeconds: number;
  /** When the visitor left for good; null where it did not, or where nothing depended on it. */
  readonly departedAt: Instant | null;
  /** How long it had waited by then without a break; null where it was not waiting. */
  readonly waitedSeconds: number | null;
  /** The agent and team that had the dialog at the departure; null for nobody (the general queue). */
  readonly departedAssigneeId: number | null;
  readonly departedTeamId: number | null;
  /** What decided: a word that stays, and a sentence. */
  readonly reason: Reason;
  readonly explanation: string;
}

/** The ten steps of rules §5, in their order: which kinds a dialog has, and why. Pure. */
export function classify(facts: DialogFacts): Classification {
  const { resolvedAt, startedBy, closedBy, presenceCapable, bounceTimeoutSeconds } = facts;
  const online = presenceCapable ? facts.online : null;
  const presenceKnown = online !== null;
  const messages = facts.clientMessages.filter((at) => resolvedAt === null || at <= resolvedAt);
  const stretches = stretchesOfDialog({ ...facts, firstClientMessageAt: messages[0] ?? null });
  const wasOnlineAt = (from: Instant, to: Instant | null) => online === null || wasOnline(online, from, to);
  const wasOnlineWhile = (side: Side) =>
    stretches.some((each) => each.side === side && wasOnlineAt(each.from, lastMomentOf(each, stretches)));
  const kinds = new Set<DialogKind>();
  let departedAt: Instant | null = null;
  let waitedSeconds: number | null = null;
  const because = (reason: Reason): Classification => ({
    kinds: DIALOG_KINDS.filter((kind) => kinds.has(kind)),
    ...{ presenceKnown, bounceTimeoutSeconds, departedAt, waitedSeconds, reason },
    ...heldAt(facts, departedAt),
    explanation: explain(reason, { waitedSeconds, bounceTimeoutSeconds }),
  });

  // 1. The mark says nothing of what else holds.
  if (facts.skipped) kinds.add('skip');

  // 2. Started offline: nothing else, whatever happened later.
  if (facts.startedOffline) {
    kinds.add('offline');
    return because('started-offline');
  }

  // 3. Talked with, by an agent or a bot, while the visitor was online.
  if (wasOnlineWhile('robot') || wasOnlineWhile('chatting')) kinds.add('chat');

  if (resolvedAt === null) return because('still-open');

  // 4. An invitation that nobody took up.
  if (startedBy === 'invitation' && messages.length === 0) {
    kinds.add('rejected_invitation');
    return because('invitation-rejected');
  }
  if (startedBy === 'agent') return because('started-by-agent');

  // 5. The departure.
  const closedWhileWaiting = closedBy === 'visitor' && stretchAt(stretches, resolvedAt)?.side === 'waiting';
  departedAt = closedWhileWaiting ? resolvedAt : endOf(online);
  if (departedAt === null) {
    if (presenceKnown) return because('stayed');
    return because(presenceCapable ? 'presence-not-known' : 'always-online');
  }

  // 6. Left, but not while waiting.
  const left = stretchAt(stretches, departedAt);
  if (left?.side !== 'waiting') return because('left-not-waiting');
  waitedSeconds = secondsBetween(left.from, departedAt);

  // 7. An agent had accepted while the visitor was online, or the visitor came back to an accepted dialog.
  const accepted = [...facts.acceptances, ...facts.agentMessages].filter(({ at }) => at <= resolvedAt);
  if (accepted.some(({ at }) => wasOnlineAt(at, at)) || wasOnlineWhile('chatting')) return because('answered');

  // 8. Nothing written, and closed by the visitor: an empty one, however long it waited.
  if (closedWhileWaiting && messages.length === 0) {
    kinds.add('bounce');
    return because('closed-without-message');
  }

  // 9. Left before the bounce timeout.
  if (departedAt - left.from < bounceTimeoutSeconds * MICROSECONDS_PER_SECOND) {
    kinds.add('bounce');
    return because('left-early');
  }

  // 10. Waited for the bounce timeout, in vain.
  if (!presenceCapable) return because('always-online');
  if (!presenceKnown) return because('presence-not-known');
  if (facts.agentsOnline === false) return because('no-agent-online');
  kinds.add('missed');
  return because('waited-in-vain');
}

/** The end of the last online stretch; null where the visitor is online still, or presence is not known. */
function endOf(online: readonly OnlineStretch[] | null): Instant | null {
  return online?.at(-1)?.to ?? null;
}

function heldAt({ assignments, teams }: DialogFacts, at: Instant | null) {
  const assignment = at === null ? undefined : assignments.findLast((made) => made.at <= at);
  const team = at === null ? undefined : teams.findLast((made) => made.at <= at);
  return { departedAssigneeId: assignment?.agentId ?? null, departedTeamId: team?.teamId ?? null };
}
