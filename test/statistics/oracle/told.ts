import { assigneesOf, type Part, partOf, repliesOf, statusesOf, teamStretchesOf } from './course';
import type { DialogRow, Log, MessageRow } from './log';

/*
 * What happened in one dialog (rules §4 and §5), read from the rows by looking through them from the start each time.
 */

/** From a moment to another; null while it lasts. */
export interface Stretch {
  readonly from: number;
  readonly to: number | null;
}

/** A transfer, with the teams that had the dialog before and after. */
export interface TransferTold {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly viaQueue: boolean;
  readonly fromTeam: number | null;
  readonly toTeam: number | null;
}

/** One dialog with all that is counted of it. */
export interface Told extends DialogRow {
  readonly resolvedAt: number | null;
  readonly channelType: string | null;
  readonly messages: readonly (MessageRow & { readonly part: Part; readonly publicSenderId: number | null })[];
  readonly stretches: readonly (Stretch & { readonly agentId: number })[];
  readonly teamStretches: readonly (Stretch & { readonly teamId: number })[];
  readonly transfers: readonly TransferTold[];
  readonly replies: readonly { readonly at: number; readonly from: number; readonly agentId: number }[];
  readonly response: { readonly at: number; readonly agentId: number } | null;
  /** Everybody who was assigned or wrote publicly, bots' users too. */
  readonly agentIds: readonly number[];
  readonly hadHuman: boolean;
  /** Pending with a bot at some time. */
  readonly hadBot: boolean;
  /** The first moment open after that. */
  readonly handedOverAt: number | null;
  /** The unbroken waiting that the first acceptance ended. */
  readonly wait: { readonly from: number; readonly to: number } | null;
  /** Since when its client waits now. */
  readonly waitingSince: number | null;
  /** Whether an agent accepted or wrote publicly before the end. */
  readonly isAnswered: boolean;
  readonly clientWrote: boolean;
}

export function tellAll(log: Log): Told[] {
  return log.dialogs.map((dialog) => tell(log, dialog));
}

const RESOLVED = 1;
const SNOOZED = 3;

function tell(log: Log, dialog: DialogRow): Told {
  const resolvedAt = dialog.status === RESOLVED ? dialog.updatedAt : null;
  const isBotUser = (id: number | null) => id !== null && log.botUserIds.includes(id);
  const messages = log.messages
    .filter(({ dialogId }) => dialogId === dialog.id)
    .map((message) => {
      const ownUser = message.type === 1 && !message.isPrivate && message.senderType === 'User';
      return { ...message, part: partOf(message, isBotUser), publicSenderId: ownUser ? message.senderId : null };
    });
  const talk = messages.filter(({ at }) => resolvedAt === null || at <= resolvedAt);
  const assignees = assigneesOf(log, dialog);
  const stretches = assignees.flatMap(({ at, agentId }, index) =>
    agentId === null ? [] : [{ agentId, from: at, to: assignees[index + 1]?.at ?? resolvedAt }],
  );
  const teams = [
    { at: dialog.startedAt, teamId: dialog.startedTeamId },
    ...log.teams.filter(({ dialogId }) => dialogId === dialog.id),
  ];
  /** Whether nobody was assigned between a stretch and the one before it, be it for no time. */
  const isQueued = (index: number) => {
    const places = assignees.flatMap(({ agentId }, place) => (agentId === null ? [] : [place]));
    return places[index]! - places[index - 1]! > 1;
  };
  const writers = messages.flatMap(({ publicSenderId }) => publicSenderId ?? []);
  const agentIds = [...new Set([...stretches.map(({ agentId }) => agentId), ...writers])];
  const clientFirst = messages.find(({ part }) => part === 'client');
  const response = messages.find(
    (message) => message.part === 'agent' && clientFirst && messages.indexOf(clientFirst) < messages.indexOf(message),
  );
  const statuses = statusesOf(log, dialog);
  const bot = dialog.botServed ? statuses.findIndex(({ status }) => status === 2) : -1;
  const handOver = bot < 0 ? undefined : statuses.slice(bot).find(({ status }) => status === 0);
  const acts = [
    ...log.acceptances.filter(({ dialogId }) => dialogId === dialog.id),
    ...talk.flatMap(({ at, part, senderId }) => (part === 'agent' ? [{ at, agentId: senderId! }] : [])),
  ].filter(({ at }) => resolvedAt === null || at <= resolvedAt);
  const isWaitingAt = (at: number, accepted: (at: number) => boolean) => {
    const status = statuses.findLast((each) => each.at <= at)!.status;
    const isInvited = dialog.startedBy !== 'visitor' && !(clientFirst && clientFirst.at <= at);
    return !isInvited && ((status === 0 && !accepted(at)) || (status === 2 && !dialog.botServed));
  };
  /** An agent acted, and was not left by the dialog since. */
  const isAccepted = (at: number) =>
    acts.some(
      (act) =>
        act.at <= at &&
        !assignees.some(
          (change, index) => index > 0 && change.agentId !== act.agentId && change.at > act.at && change.at <= at,
        ),
    );
  const changes = [...statuses, ...assignees, ...acts, ...(clientFirst ? [clientFirst] : [])]
    .map(({ at }) => Math.max(at, dialog.startedAt))
    .sort((a, b) => a - b);
  /** The beginning of the waiting that holds up to a moment, of no length where it begins at that very moment. */
  const waitingUntil = (until: number, accepted: (at: number) => boolean) => {
    let since: number | null = null;
    for (const at of changes) {
      if (at > until) break;
      since = isWaitingAt(at, accepted) ? (since ?? at) : null;
    }
    return since;
  };
  const acceptedAt = acts.length > 0 ? Math.min(...acts.map(({ at }) => at)) : null;
  /** Whom an agent or an invitation addressed waits for nobody before it has written. */
  const canWait = dialog.startedBy === 'visitor' || (clientFirst && acceptedAt !== null && clientFirst.at < acceptedAt);
  const waitedFrom = acceptedAt === null || !canWait ? null : waitingUntil(acceptedAt, () => false);
  return {
    ...dialog,
    resolvedAt,
    channelType: log.inboxes.find(({ id }) => id === dialog.inboxId)?.channelType ?? null,
    messages,
    stretches,
    teamStretches: teamStretchesOf(log, dialog, resolvedAt),
    transfers: stretches.flatMap(({ agentId, from }, index) => {
      const before = stretches[index - 1];
      if (!before || before.agentId === agentId) return [];
      const left = before.to!;
      const teamAt = (isThen: (at: number) => boolean) => teams.findLast(({ at }) => isThen(at))?.teamId ?? null;
      return [
        {
          ...{ at: from, from: before.agentId, to: agentId, viaQueue: left !== from || isQueued(index) },
          fromTeam: left > dialog.startedAt ? teamAt((at) => at < left) : dialog.startedTeamId,
          toTeam: teamAt((at) => at <= from),
        },
      ];
    }),
    replies: repliesOf(messages),
    response: response ? { at: response.at, agentId: response.senderId! } : null,
    agentIds,
    hadHuman: agentIds.some((id) => !isBotUser(id)),
    hadBot: bot >= 0,
    handedOverAt: handOver?.at ?? null,
    wait: waitedFrom === null ? null : { from: waitedFrom, to: acceptedAt! },
    waitingSince: [RESOLVED, SNOOZED].includes(dialog.status) ? null : waitingUntil(Infinity, isAccepted),
    isAnswered: acts.length > 0,
    clientWrote: talk.some(({ part }) => part === 'client'),
  };
}
