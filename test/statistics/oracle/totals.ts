import {
  type Asked,
  concurrencyOf,
  firstResponses,
  handlings,
  measured,
  messageCounts,
  messagesIn,
  replies,
  resolvedIn,
  seconds,
  shareOf,
  startedIn,
  transfersIn,
} from './measured';
import type { Told } from './told';

const KINDS = ['CHAT', 'OFFLINE', 'MISSED', 'BOUNCE', 'REJECTED_INVITATION', 'SKIP'];

export const has =
  (...kinds: readonly string[]) =>
  (dialog: Told) =>
    kinds.some((kind) => dialog.kinds.includes(kind.toLowerCase()));

/** Dialogs that were open at a moment. */
export function backlogAt({ dialogs }: Asked, at: number): number {
  return dialogs.filter(({ startedAt, resolvedAt }) => startedAt < at && (resolvedAt === null || resolvedAt >= at))
    .length;
}

/** The statistics of a period that are one number each. */
export function totalsOf(asked: Asked, all: readonly Told[], at: number, hours: number, threshold: number) {
  const { dialogs, period, now } = asked;
  const [started, resolved] = [startedIn(asked), resolvedIn(asked)];
  const transferred = started.filter(({ transfers }) => transfers.length > 0).length;
  const soon = (dialog: Told, other: Told) => {
    const away = other.startedAt - dialog.resolvedAt!;
    return other.id !== dialog.id && away >= 0 && away <= hours * 3600e6;
  };
  const reopened = resolved.filter((dialog) =>
    all.some((other) => other.conversationId === dialog.conversationId && soon(dialog, other)),
  ).length;
  const comesBack = (dialog: Told) =>
    all.some((other) => dialog.contactId !== null && other.contactId === dialog.contactId && soon(dialog, other));
  const hadBot = resolved.filter((dialog) => dialog.hadBot);
  const agentIds = [...new Set(dialogs.flatMap((dialog) => dialog.agentIds))];
  return {
    started: started.length,
    resolved: resolved.length,
    backlog: backlogAt(asked, Math.min(period.to, now)),
    backlogAt: backlogAt(asked, at),
    ...ratesOf(started, threshold),
    transfers: transfersIn(asked).length,
    transferredDialogs: transferred,
    transferRate: shareOf(transferred, started.length),
    resolvedWithoutTransfer: resolved.filter(({ transfers }) => transfers.length === 0).length,
    firstContactResolution: share(resolved.filter((dialog) => !comesBack(dialog)).length, resolved.length),
    reopened: share(reopened, resolved.length),
    botContainment: share(hadBot.filter(({ hadHuman }) => !hadHuman).length, hadBot.length),
    botHandOver: share(hadBot.filter(({ handedOverAt }) => handedOverAt !== null).length, hadBot.length),
    messages: messageCounts(messagesIn(asked)),
    firstResponse: measured(firstResponses(asked)),
    firstResponseAfterBot: measured(
      started.flatMap((dialog) => {
        const { handedOverAt, response } = dialog;
        const answered = handedOverAt !== null && response !== null && response.at >= handedOverAt;
        return answered ? [seconds(asked, dialog, handedOverAt, response.at)] : [];
      }),
    ),
    wait: measured(
      started.flatMap((dialog) => (dialog.wait ? [seconds(asked, dialog, dialog.wait.from, dialog.wait.to)] : [])),
    ),
    reply: measured(replies(asked)),
    duration: measured(
      resolved.flatMap((dialog) =>
        dialog.resolveKnown ? [seconds(asked, dialog, dialog.startedAt, dialog.resolvedAt)] : [],
      ),
    ),
    handling: measured(handlings(asked, ({ stretches }) => stretches)),
    concurrency: concurrencyOf(asked, agentIds),
  };
}

function share(part: number, whole: number) {
  return { part, whole, rate: shareOf(part, whole) };
}

/** Rules §5, "In reports". */
function ratesOf(started: readonly Told[], threshold: number) {
  const online = started.filter((dialog) => !has('OFFLINE', 'REJECTED_INVITATION')(dialog));
  const [missed, bounced] = [online.filter(has('MISSED')), online.filter(has('BOUNCE'))];
  const answered = online.filter((dialog) => dialog.wait && !has('MISSED', 'BOUNCE')(dialog));
  const inTime = answered.filter(({ wait }) => wait!.to - wait!.from <= threshold * 1e6);
  const offline = started.filter(has('OFFLINE'));
  const invited = started.filter((dialog) => dialog.startedBy === 'invitation' && !has('OFFLINE')(dialog));
  return {
    kinds: KINDS.map((kind) => ({ kind, dialogs: started.filter(has(kind)).length })),
    missedRate: shareOf(missed.length, online.length - bounced.length),
    bounceRate: shareOf(bounced.length, online.length),
    serviceLevel: shareOf(inTime.length, answered.length + missed.length),
    departuresByAgent: departures(started, 'agent', ({ departedAssigneeId }) => departedAssigneeId),
    departuresByTeam: departures(started, 'team', ({ departedTeamId }) => departedTeamId),
    offline: {
      dialogs: offline.length,
      answered: offline.filter(({ isAnswered }) => isAnswered).length,
      resolved: offline.filter(({ resolvedAt }) => resolvedAt !== null).length,
    },
    invitations: {
      dialogs: invited.length,
      taken: invited.filter(({ clientWrote }) => clientWrote).length,
      rejected: invited.filter(has('REJECTED_INVITATION')).length,
    },
  };
}

/** Most missed first, then most bounced; of equals the general queue first, then by id. */
function departures(started: readonly Told[], name: string, whose: (dialog: Told) => number | null) {
  const left = started.filter(has('MISSED', 'BOUNCE'));
  return [...new Set(left.map(whose))]
    .map((id) => {
      const own = left.filter((dialog) => whose(dialog) === id);
      return { id, missed: own.filter(has('MISSED')).length, bounced: own.filter(has('BOUNCE')).length };
    })
    .sort((a, b) => b.missed - a.missed || b.bounced - a.bounced || (a.id ?? 0) - (b.id ?? 0))
    .map(({ id, ...counts }) => ({ [name]: idOf(id), ...counts }));
}

/** How the API tells who or what a group is of. */
export function idOf(id: number | null) {
  return id === null ? null : { databaseId: String(id) };
}

export { KINDS };
