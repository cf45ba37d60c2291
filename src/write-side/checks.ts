import { type Instant, secondsBetween, toIso } from '../instant';
import type { ConversationState } from '../rulebook/state';
import { CommandError } from './command-error';
import type { PostMessage } from './commands';
import type { Directory, DirectoryKind } from './directory';

/** As the host bounds it, in characters. */
export const LONGEST_CONTENT = 150_000;

/** Throws NOT_FOUND unless the account has what the argument names. Null and undefined name nothing. */
export function checkExists(
  directory: Directory,
  kind: DirectoryKind,
  id: number | null | undefined,
  argument: string,
): void {
  if (id != null && !directory.has(kind, id)) throw notFound(kind, argument);
}

/** The refusal of an id that the account has not, whether nobody has it or another account does. */
export function notFound(kind: DirectoryKind | 'conversation', argument: string): CommandError {
  return new CommandError('NOT_FOUND', `${argument}: this account has no such ${kind}`, argument);
}

/** Throws BAD_USER_INPUT where `at` lies in the future by the database's clock. */
export function checkNotInFuture(at: Instant | undefined, now: Instant): void {
  if (at === undefined || at <= now) return;
  const ahead = secondsBetween(now, at);
  throw new CommandError(
    'BAD_USER_INPUT',
    `at: ${toIso(at)} lies ${ahead} s in the future: the database's clock says ${toIso(now)}. Leave at out for now.`,
    'at',
  );
}

/** What a command does to the order of a conversation's history, which decides how far back its `at` may lie. */
export type Touches = 'columns' | 'rows';

/**
 * The moment of a command: its `at`, else now; never before the last change of the conversation, and for a change of
 * its columns not before its last message either. Throws BAD_USER_INPUT where `at` lies before; a clock that is
 * behind the last change or message is taken to stand at it.
 */
export function momentOf(at: Instant | undefined, touches: Touches, state: ConversationState, now: Instant): Instant {
  if (at === undefined) return Math.max(now, state.changedAt, state.lastMessageAt);
  const refuse = (what: string, last: Instant) => {
    throw new CommandError(
      'BAD_USER_INPUT',
      `at: ${toIso(at)} lies before the last ${what} of the conversation, at ${toIso(last)}; it must be then or later.`,
      'at',
    );
  };
  if (at < state.changedAt) refuse('change', state.changedAt);
  if (touches === 'columns' && at < state.lastMessageAt) refuse('message', state.lastMessageAt);
  return at;
}

/** Throws BAD_USER_INPUT for a message whose author or text is not possible. */
export function checkMessage({ messageType, content, agentId, bot, private: isPrivate }: PostMessage): void {
  const refuse = (argument: string, message: string) => {
    throw new CommandError('BAD_USER_INPUT', `${argument}: ${message}`, argument);
  };
  if (messageType === 'outgoing') {
    if (agentId === null && !bot) refuse('agent', 'an OUTGOING message needs an agent, or bot: true');
    if (agentId !== null && bot) refuse('agent', 'a message has one author: give an agent or bot: true, not both');
  } else {
    const onlyOutgoing = `goes with OUTGOING messages only, not with ${messageType.toUpperCase()}`;
    if (agentId !== null) refuse('agent', onlyOutgoing);
    if (bot) refuse('bot', onlyOutgoing);
    if (isPrivate) refuse('private', onlyOutgoing);
  }
  if (content === '') refuse('content', 'a message needs at least one character');
  const characters = charactersIn(content);
  if (characters > LONGEST_CONTENT) {
    refuse('content', `${characters} characters; at most ${LONGEST_CONTENT} are stored. Send several messages.`);
  }
  if (content.includes('\0')) refuse('content', 'PostgreSQL stores no NUL characters; leave them out');
  if (!content.isWellFormed()) refuse('content', 'holds half of a surrogate pair, which is no Unicode text');
}

/** As PostgreSQL and the host count: a pair of surrogates is one. */
function charactersIn(text: string): number {
  let characters = 0;
  for (const _ of text) characters += 1;
  return characters;
}
