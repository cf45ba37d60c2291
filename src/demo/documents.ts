import type { Database } from '../database/database';
import {
  accounts,
  accountUsers,
  agentBotInboxes,
  agentBots,
  contacts,
  inboxes,
  inboxMembers,
  teamMembers,
  teams,
  users,
} from '../database/tables';
import { parseTimestamp } from '../instant';
import type { Closer, MessageType, Status } from '../rulebook/words';
import type { Command } from '../write-side/commands';
import type { WriteSide } from '../write-side/service';

/*
 * The tables of "База даних. Логування додаткових подій NovaTalks" (N), told as the commands that their rows follow
 * from. Contents, times, statuses and assignees are N's. Ids are the database's own; the numbers that N has for them
 * are the keys of `Documents`. What N leaves out and the rows need is chosen here and says so.
 */

/** The account of N's tables: N's numbers to the ids that they have here. */
export interface Documents {
  readonly accountId: number;
  readonly inboxId: number;
  readonly botId: number;
  readonly supportTeamId: number;
  readonly contactId: number;
  /** By N's `user_id`. */
  readonly agents: Readonly<Record<AgentNumber, number>>;
  readonly conversations: DocumentConversations;
}

/** The conversations of N's tables. */
export interface DocumentConversations {
  /** Events 37-46: three dialogs of conversation 14. */
  readonly threeDialogs: number;
  /** Events 38-42: conversation 14 once more, assigned to 1, to 2, to nobody. */
  readonly assignments: number;
  /** Messages 55-69 of conversation 150, and mention 5. */
  readonly conversation150: number;
  /** Mentions 1-4, by N's `conversation_id`. */
  readonly mentions: Readonly<Record<117 | 121 | 127 | 128, number>>;
}

const AGENT_NAMES = {
  1: 'Agent 1',
  2: 'Agent 2',
  3: 'Presales Admin',
  11: 'Agent 11',
  15: 'Agent 15',
  17: 'Agent 17',
} as const;
type AgentNumber = keyof typeof AGENT_NAMES;

type Place = Omit<Documents, 'conversations'>;
/** Carries out a command of the account; answers the conversation's id. */
type Run = (command: Command) => Promise<number>;

/** Makes an account named "Documents" and replays all of N's tables in it. */
export async function replayDocuments(database: Database, writeSide: WriteSide): Promise<Documents> {
  const place = await createPlace(database);
  const run: Run = async (command) => (await writeSide.execute(place.accountId, command)).conversationId;
  return {
    ...place,
    conversations: {
      threeDialogs: await replayThreeDialogs(place, run),
      assignments: await replayAssignments(place, run),
      mentions: await replayMentions(place, run),
      conversation150: await replayConversation150(place, run),
    },
  };
}

/**
 * Events 37-46 of N §1, and their dialogs of N §3. Not to be had: N's values. 76, 122 and 145 seconds lead back to
 * three different moments of creation, all of them after event 37; ours count from event 37. Chosen here: the
 * assignments that N §1 does not list yet (the first at the time that N §2 gives it), each taken back after the
 * resolve, for the next dialog starts with nobody; and what the client writes at the start of each dialog.
 */
async function replayThreeDialogs(place: Place, run: Run): Promise<number> {
  const { agents } = place;
  const talk = await startConversation(place, run, '2021-12-21 14:01:17.238795', 'pending');
  await talk.client('2021-12-21 14:01:17.238795', 'Добрий день!');
  await talk.status('2021-12-21 14:01:19.238795', 'open');
  await talk.agent('2021-12-21 14:02:19.238795', agents[1], 'Вітаю, чим можу допомогти?');
  await talk.assign('2021-12-21 14:02:20.238795', { agentId: agents[1] });
  await talk.resolve('2021-12-21 14:03:36.943296', 'agent');
  await talk.assign('2021-12-21 14:03:37.943296', { agentId: null });

  await talk.client('2021-12-21 14:03:49.943296', 'Ще одне питання.');
  await talk.status('2021-12-21 14:03:50.943296', 'open');
  await talk.assign('2021-12-21 14:03:51.943296', { agentId: agents[1] });
  await talk.resolve('2021-12-21 14:04:37.468712', 'agent');
  await talk.assign('2021-12-21 14:04:37.968712', { agentId: null });

  await talk.client('2021-12-21 14:04:38.468712', 'Дякую!');
  await talk.status('2021-12-21 14:04:39.468712', 'open');
  await talk.assign('2021-12-21 14:04:40.468712', { agentId: agents[1] });
  await talk.resolve('2021-12-21 14:04:47.316342', 'agent');
  return talk.conversationId;
}

/**
 * Events 38-42 of N §2. Created within the second of event 38, so that its value is N's 0; event 42's is then 77, for
 * N's 76 is a second short of its own times.
 */
async function replayAssignments(place: Place, run: Run): Promise<number> {
  const { agents } = place;
  const talk = await startConversation(place, run, '2021-12-21 14:02:19.138795', 'open');
  await talk.client('2021-12-21 14:02:19.138795', 'Добрий день!');
  await talk.agent('2021-12-21 14:02:19.238795', agents[1], 'Вітаю, чим можу допомогти?');
  await talk.assign('2021-12-21 14:02:20.238795', { agentId: agents[1] });
  await talk.assign('2021-12-21 14:02:21.238795', { agentId: agents[2] });
  await talk.assign('2021-12-21 14:03:30.238795', { agentId: null });
  await talk.resolve('2021-12-21 14:03:36.943296', null);
  return talk.conversationId;
}

/**
 * Messages 55-69 of N §3 and §4, each system message right after the change that it tells of, at the same time. Chosen
 * here: the conversation was created, and resolved, some time before (message 57 re-opens it); the team of message 64
 * came with the agent of message 59. Mention 5 is of the same conversation, in a dialog (N's 45) that starts later.
 */
async function replayConversation150(place: Place, run: Run): Promise<number> {
  const { agents, supportTeamId } = place;
  const talk = await startConversation(place, run, '2022-05-26 13:19:40.562111', 'resolved');
  await talk.client('2022-05-27 13:19:40.562111', 'привіт');
  await talk.bot('2022-05-27 13:19:40.664271', 'Hello. Thank you for contacting us!');
  await talk.status('2022-05-27 13:19:40.680704', 'open');
  await talk.system('2022-05-27 13:19:40.680704', 'Розмову знову відкрито support@novait.com.ua');
  await talk.client('2022-05-27 13:20:35.454528', 'agent 1');
  await talk.assign('2022-05-27 13:20:35.55088', { agentId: agents[3], teamId: supportTeamId });
  await talk.system('2022-05-27 13:20:35.55088', 'support@novait.com.ua призначив Presales Admin відповідальним');
  await talk.bot('2022-05-27 13:20:35.602503', 'You have been connected to the operator, please wait for his message.');
  await talk.resolve('2022-05-27 13:32:05.94316', 'agent');
  await talk.system('2022-05-27 13:32:05.94316', 'Розмова була відмічена як вирішена Presales Admin');
  await talk.bot('2022-05-27 13:32:05.976011', 'Conversation closed. Have a nice day!');
  await talk.assign('2022-05-27 13:32:06.047386', { agentId: null });
  await talk.system('2022-05-27 13:32:06.047386', 'Відповідальний знятий з support@novait.com.ua');
  await talk.assign('2022-05-27 13:32:06.10829', { teamId: null });
  await talk.system('2022-05-27 13:32:06.10829', 'support@novait.com.ua виключив з support team');

  await talk.status('2022-05-27 13:32:10.94169', 'open');
  await talk.system('2022-05-27 13:32:10.94169', 'Розмову знову відкрито Presales Admin');
  await talk.status('2022-05-27 13:32:27.353528', 'snoozed');
  await talk.system('2022-05-27 13:32:27.353528', 'Conversation was snoozed by Presales Admin');
  await talk.status('2022-05-27 13:32:54.251232', 'open');
  await talk.system('2022-05-27 13:32:54.251232', 'Розмову знову відкрито Presales Admin');
  await talk.resolve('2022-05-30 11:25:25.582046', 'agent');
  await talk.system('2022-05-30 11:25:25.582046', 'Розмова була відмічена як вирішена Presales Admin');
  await talk.bot('2022-05-30 11:25:25.589692', 'Conversation closed. Have a nice day!');

  await talk.status('2022-05-31 09:10:00', 'open');
  await talk.mention('2022-05-31 09:11:13.451296', agents[11]);
  return talk.conversationId;
}

/**
 * Mentions 1-4 of N §3, by the conversation's number there; `mentioned_at` is N's. A command has one time: N's
 * `created_at` and `updated_at`, some milliseconds after it, are the host's delay. Mention 4 was made twice; its
 * `created_at` tells when first. Chosen here: another dialog began in between, so that `dialog_id` is seen to move.
 */
async function replayMentions(place: Place, run: Run): Promise<Documents['conversations']['mentions']> {
  const { agents } = place;
  const in121 = await startConversation(place, run, '2022-03-23 13:00:00', 'open');
  await in121.mention('2022-03-23 13:01:58.631574', agents[17]);
  const in117 = await startConversation(place, run, '2022-03-25 14:20:00', 'open');
  await in117.mention('2022-03-25 14:23:44.26567', agents[11]);
  const in127 = await startConversation(place, run, '2022-03-25 14:25:00', 'open');
  await in127.mention('2022-03-25 14:26:11.146527', agents[11]);
  const in128 = await startConversation(place, run, '2022-03-29 11:29:00', 'open');
  await in128.mention('2022-03-29 11:30:02.958278', agents[15]);
  await in128.resolve('2022-03-29 11:30:10', 'agent');
  await in128.status('2022-03-29 11:30:20', 'open');
  await in128.mention('2022-03-29 11:30:24.643345', agents[15]);
  return {
    117: in117.conversationId,
    121: in121.conversationId,
    127: in127.conversationId,
    128: in128.conversationId,
  };
}

/** Starts a conversation, and answers with the words in which its story is told. */
async function startConversation({ inboxId, contactId }: Place, run: Run, startedAt: string, status: Status) {
  const conversationId = await run({
    type: 'start-conversation',
    inboxId,
    contactId,
    status,
    assigneeId: null,
    teamId: null,
    startedBy: 'visitor',
    startedOffline: null,
    at: parseTimestamp(startedAt),
  });
  const on = (at: string) => ({ conversationId, at: parseTimestamp(at) });
  const post = (at: string, messageType: MessageType, content: string, agentId: number | null, bot: boolean) =>
    run({ type: 'post-message', ...on(at), messageType, content, agentId, bot, private: false });
  return {
    conversationId,
    client: (at: string, content: string) => post(at, 'incoming', content, null, false),
    agent: (at: string, agentId: number, content: string) => post(at, 'outgoing', content, agentId, false),
    bot: (at: string, content: string) => post(at, 'outgoing', content, null, true),
    system: (at: string, content: string) => post(at, 'activity', content, null, false),
    status: (at: string, to: Status) => run({ type: 'set-conversation-status', ...on(at), status: to, closedBy: null }),
    resolve: (at: string, closedBy: Closer | null) =>
      run({ type: 'set-conversation-status', ...on(at), status: 'resolved', closedBy }),
    assign: (at: string, to: { agentId?: number | null; teamId?: number | null }) =>
      run({ type: 'assign-conversation', ...on(at), ...to }),
    mention: (at: string, agentId: number) => run({ type: 'mention-agent', ...on(at), agentId }),
  };
}

/** The account with one inbox that a bot serves, the contact, the agents and the team. */
async function createPlace({ orm }: Database): Promise<Place> {
  const at = parseTimestamp('2021-12-01 09:00:00');
  const stamps = { createdAt: at, updatedAt: at };
  const accountId = only(
    await orm
      .insert(accounts)
      .values({ name: 'Documents', ...stamps })
      .returning(),
  );
  const here = { accountId, ...stamps };

  const numbers = Object.keys(AGENT_NAMES).map(Number) as AgentNumber[];
  const people = numbers.map((number) => ({ name: AGENT_NAMES[number], ...stamps }));
  const userIds = (await orm.insert(users).values(people).returning()).map((user) => user.id);
  await orm.insert(accountUsers).values(userIds.map((userId) => ({ ...here, userId })));

  const inbox = { ...here, name: 'Nova.BotFlow', channelId: 1, channelType: 'Channel::Api' };
  const inboxId = only(await orm.insert(inboxes).values(inbox).returning());
  await orm.insert(inboxMembers).values(userIds.map((userId) => ({ userId, inboxId, ...stamps })));
  const botId = only(
    await orm
      .insert(agentBots)
      .values({ ...here, name: 'Nova.BotFlow' })
      .returning(),
  );
  await orm.insert(agentBotInboxes).values({ ...here, inboxId, agentBotId: botId, status: 0 });

  const supportTeamId = only(
    await orm
      .insert(teams)
      .values({ ...here, name: 'support' })
      .returning(),
  );
  await orm.insert(teamMembers).values(userIds.map((userId) => ({ userId, teamId: supportTeamId, ...stamps })));
  const contactId = only(
    await orm
      .insert(contacts)
      .values({ ...here, name: 'Клієнт' })
      .returning(),
  );

  const agents = Object.fromEntries(numbers.map((number, index) => [number, userIds[index]!]));
  return { accountId, inboxId, botId, supportTeamId, contactId, agents: agents as Documents['agents'] };
}

function only(inserted: { id: number }[]): number {
  return inserted[0]!.id;
}
