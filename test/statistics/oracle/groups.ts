import {
  type Asked,
  assignedParts,
  concurrencyOf,
  firstResponses,
  handlings,
  measured,
  messageCounts,
  messagesIn,
  replies,
  resolvedIn,
  seconds,
  startedIn,
  transfersIn,
} from './measured';
import type { Told } from './told';
import { has, idOf, KINDS } from './totals';

/** The groups of a period, each in the order of its ids, nobody and nothing first. */
export function groupsOf(asked: Asked) {
  return {
    byAgent: byAgent(asked),
    byInbox: groups(asked, ({ inboxId }) => inboxId).map(([id, own]) => ({ inbox: idOf(id), ...departing(own) })),
    byTeam: byTeam(asked),
    byChannel: groups(asked, ({ channelType }) => channelType).map(([channelType, own]) => ({
      channelType,
      ...departing(own),
    })),
    byKind: KINDS.map((kind) => ({ kind, ...common({ ...asked, dialogs: asked.dialogs.filter(has(kind)) }) })),
  };
}

function common(asked: Asked) {
  return {
    started: startedIn(asked).length,
    resolved: resolvedIn(asked).length,
    firstResponse: measured(firstResponses(asked)),
  };
}

function departing(asked: Asked) {
  const started = startedIn(asked);
  return {
    ...common(asked),
    missed: started.filter(has('MISSED')).length,
    bounced: started.filter(has('BOUNCE')).length,
  };
}

/** The groups that have anything: dialogs started or resolved. */
function groups<Key extends number | string | null>(asked: Asked, keyOf: (dialog: Told) => Key): [Key, Asked][] {
  const keys = [...new Set([...startedIn(asked), ...resolvedIn(asked)].map(keyOf))].sort(byKey);
  return keys.map((key) => [key, { ...asked, dialogs: asked.dialogs.filter((dialog) => keyOf(dialog) === key) }]);
}

export function byKey(a: number | string | null, b: number | string | null): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a ?? 0) - Number(b ?? 0);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/** The seconds in which dialogs were a team's count for it, whosever the dialogs are now. */
function byTeam(asked: Asked) {
  const passed = asked.dialogs.flatMap(({ teamStretches }) => teamStretches.map(({ teamId }) => teamId));
  const ids = [...new Set([...asked.dialogs.map(({ teamId }) => teamId), ...passed])].sort(byKey);
  const rows = ids.map((id) => ({
    team: idOf(id),
    ...departing({ ...asked, dialogs: asked.dialogs.filter(({ teamId }) => teamId === id) }),
    handling: measured(handlings(asked, ({ teamStretches }) => teamStretches.filter(({ teamId }) => teamId === id))),
  }));
  return rows.filter(({ started, resolved, handling }) => started + resolved + handling.sample > 0);
}

function byAgent(asked: Asked) {
  const { dialogs } = asked;
  const ids = [...new Set(dialogs.flatMap((dialog) => dialog.agentIds))];
  const assignees = dialogs.flatMap(({ messages }) => messages.flatMap(({ assigneeId }) => assigneeId ?? []));
  const rows = [nobodyIn(asked), ...[...new Set([...ids, ...assignees])].sort(byKey).map((id) => agentIn(asked, id))];
  return rows.filter(
    (row) =>
      // Who had dialogs only outside of working hours has none of their seconds, and had them all the same.
      row.concurrency.most > 0 ||
      [row.dialogs, row.transfersIn, row.transfersOut, row.messagesSent, row.assignedSeconds].some((one) => one > 0) ||
      [row.whileAssigned.total, row.firstResponse.sample, row.reply.sample, row.handling.sample].some((one) => one > 0),
  );
}

/** What one agent did. */
export function agentIn(asked: Asked, id: number) {
  const [messages, transfers] = [messagesIn(asked), transfersIn(asked)];
  const isBy = (agentId: number) => agentId === id;
  return {
    agent: idOf(id),
    dialogs: startedIn(asked).filter(({ agentIds }) => agentIds.includes(id)).length,
    transfersIn: transfers.filter(({ to }) => to === id).length,
    transfersOut: transfers.filter(({ from }) => from === id).length,
    messagesSent: messages.filter(({ publicSenderId }) => publicSenderId === id).length,
    whileAssigned: messageCounts(messages.filter(({ assigneeId }) => assigneeId === id)),
    assignedSeconds: assignedParts(asked, id).reduce(
      (sum, { dialog, from, to }) => sum + seconds(asked, dialog, from, to),
      0,
    ),
    firstResponse: measured(firstResponses(asked, isBy)),
    reply: measured(replies(asked, isBy)),
    handling: measured(handlings(asked, ({ stretches }) => stretches.filter(({ agentId }) => agentId === id))),
    concurrency: concurrencyOf(asked, [id]),
  };
}

function nobodyIn(asked: Asked): ReturnType<typeof agentIn> {
  const none = measured([]);
  return {
    agent: null,
    dialogs: startedIn(asked).filter(({ stretches }) => stretches.length === 0).length,
    ...{ transfersIn: 0, transfersOut: 0, messagesSent: 0, assignedSeconds: 0 },
    whileAssigned: messageCounts(messagesIn(asked).filter(({ assigneeId }) => assigneeId === null)),
    ...{ firstResponse: none, reply: none, handling: none, concurrency: { mean: null, most: 0 } },
  };
}
