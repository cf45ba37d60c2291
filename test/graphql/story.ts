import { type Instant, MICROSECONDS_PER_SECOND, parseRfc3339 } from '../../src/instant';
import type { Closer, MessageType, Status } from '../../src/rulebook/words';
import type { Command, PostMessage, StartConversation } from '../../src/write-side/commands';
import { createWriteSide } from '../../src/write-side/service';
import type { TestAccount } from '../helpers/account';
import type { TestApi } from '../helpers/api';

const BEGINNING = parseRfc3339('2024-03-05T10:00:00Z')!;

/** The moment so many seconds after the beginning of all stories. */
export function moment(seconds: number): Instant {
  return BEGINNING + Math.round(seconds * MICROSECONDS_PER_SECOND);
}

/** The seconds of moments with these gaps between them. */
export function moments(gaps: readonly number[]): number[] {
  let at = 0;
  return gaps.map((seconds) => {
    at += seconds;
    return at;
  });
}

/** What happens to a conversation at a moment. */
export type Deed = (conversationId: number, at: Instant) => Command;

/** A deed and its moment, in seconds after the beginning; parts down to the microsecond count. */
export type Step = readonly [seconds: number, deed: Deed];

/** How a conversation begins; what is left out is plain: open, in the inbox without a bot, with nobody assigned. */
export type Beginning = Partial<Omit<StartConversation, 'type' | 'conversationId' | 'at'>> & {
  readonly seconds?: number;
};

/** The life of one conversation. */
export type Story = readonly [Beginning, ...Step[]];

/** A conversation that was told, with its dialogs in their order. */
export interface Told {
  readonly conversation: number;
  readonly dialogs: readonly number[];
  /** The first dialog: most stories have no other. */
  readonly dialog: number;
}

export const assign = (agentId: number | null, teamId?: number | null): Deed => {
  const team = teamId === undefined ? {} : { teamId };
  return (conversationId, at) => ({ type: 'assign-conversation', conversationId, agentId, ...team, at });
};

export const accept = (agentId: number): Deed => {
  return (conversationId, at) => ({ type: 'accept-conversation', conversationId, agentId, at });
};

export const mention = (agentId: number): Deed => {
  return (conversationId, at) => ({ type: 'mention-agent', conversationId, agentId, at });
};

export const become = (status: Status, closedBy: Closer | null = null): Deed => {
  return (conversationId, at) => ({ type: 'set-conversation-status', conversationId, status, closedBy, at });
};

/** A message: the client's unless told otherwise. */
export const say = (
  messageType: MessageType = 'incoming',
  by: Partial<Pick<PostMessage, 'agentId' | 'bot' | 'private'>> = {},
): Deed => {
  const author = { agentId: null, bot: false, private: false, ...by };
  return (conversationId, at) => ({
    ...{ type: 'post-message', conversationId, messageType, ...author, at },
    content: `a text of ${messageType}`,
  });
};

/** A public message of an agent, or of a user who is set as a bot. */
export const reply = (agentId: number): Deed => say('outgoing', { agentId });

/** Tells stories to the write side, all in one batch; each is a conversation of its own. */
export async function tell(
  { database }: Pick<TestApi, 'database'>,
  account: Pick<TestAccount, 'id' | 'inbox' | 'contacts'>,
  ...stories: readonly Story[]
): Promise<Told[]> {
  const writeSide = createWriteSide(database);
  const ids = await writeSide.reserveConversationIds(stories.length);
  const commands = stories.flatMap(([{ seconds = 0, ...beginning }, ...steps], index): Command[] => [
    {
      ...{ type: 'start-conversation', conversationId: ids[index]!, inboxId: account.inbox, status: 'open' },
      ...{ contactId: account.contacts[0]!, assigneeId: null, teamId: null, startedBy: 'visitor' },
      ...{ startedOffline: null, at: moment(seconds), ...beginning },
    },
    ...steps.map(([at, deed]) => deed(ids[index]!, moment(at))),
  ]);
  const results = await writeSide.executeBatch(account.id, commands);
  return ids.map((conversation) => {
    const own = results.filter(({ conversationId }) => conversationId === conversation);
    const dialogs = [...new Set(own.map(({ dialogId }) => dialogId).filter((id) => id !== null))];
    return { conversation, dialogs, dialog: dialogs[0]! };
  });
}
