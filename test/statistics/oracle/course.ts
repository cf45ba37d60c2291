import type { DialogRow, Log, MessageRow } from './log';

/* What a dialog went through, one thing after another. */

export type Part = 'client' | 'agent' | 'bot' | 'template' | 'activity' | 'private';

const STATUS_EVENTS = ['conversation_open', 'conversation_resolved', 'conversation_pending'];
const RESOLVED = 1;

export function partOf(
  { type, isPrivate, senderType, senderId }: MessageRow,
  isBotUser: (id: number | null) => boolean,
): Part {
  if (isPrivate) return 'private';
  if (type === 0) return 'client';
  if (type === 2) return 'activity';
  if (type === 3) return 'template';
  return senderType === 'User' && !isBotUser(senderId) ? 'agent' : 'bot';
}

/** Who was assigned one after another, null for nobody: from the start to the resolve. */
export function assigneesOf({ events }: Log, dialog: DialogRow) {
  const sequence = [{ at: dialog.startedAt, agentId: dialog.startedAssigneeId }];
  for (const { dialogId, name, userId, at } of events) {
    if (dialogId !== dialog.id) continue;
    if (name === 'conversation_resolved') break;
    if (name === 'conversation_assigned' && userId !== sequence.at(-1)!.agentId) sequence.push({ at, agentId: userId });
  }
  return sequence;
}

/** Pending and open one after another; a snooze keeps the side that it interrupts. */
export function statusesOf({ events }: Log, dialog: DialogRow) {
  const changes = events
    .filter(({ dialogId, name }) => dialogId === dialog.id && STATUS_EVENTS.includes(name))
    .map(({ at, name }) => ({ at, status: STATUS_EVENTS.indexOf(name) }))
    .filter(({ status }) => status !== RESOLVED);
  return [{ at: dialog.startedAt, status: dialog.startedStatus }, ...changes];
}

export function teamStretchesOf({ teams }: Log, dialog: DialogRow, resolvedAt: number | null) {
  const own = teams.filter(({ dialogId, at }) => dialogId === dialog.id && (resolvedAt === null || at <= resolvedAt));
  const sequence = [{ at: dialog.startedAt, teamId: dialog.startedTeamId }, ...own];
  return sequence.flatMap(({ at, teamId }, index) =>
    teamId === null ? [] : [{ teamId, from: at, to: sequence[index + 1]?.at ?? resolvedAt }],
  );
}

/** Each human's public message with the first of the client's messages since the one before. */
export function repliesOf(messages: readonly (MessageRow & { readonly part: Part })[]) {
  const replies: { at: number; from: number; agentId: number }[] = [];
  let unanswered: number | null = null;
  for (const { at, part, senderId } of messages) {
    if (part === 'client') unanswered ??= at;
    if (part !== 'agent') continue;
    if (unanswered !== null) replies.push({ at, from: unanswered, agentId: senderId! });
    unanswered = null;
  }
  return replies;
}
