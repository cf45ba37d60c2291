import { setTimeout } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Database, Session } from '../database/database';
import { planOnce } from '../database/plan-once';
import { SQL_STATES, sqlStateOf } from '../database/sql-states';
import { takeOfConversations } from './capture/outbox';
import { switchCaptureOff } from './capture/own-changes';
import { recordCaptured } from './capture/record';
import { notFound } from './checks';
import type { Command, CommandResult } from './commands';
import { readDirectory } from './directory';
import { giveWayToHost } from './give-way';
import { decideKindsOf } from './kinds/decide-after-work';
import { keepKnownNames } from './known-names';
import { lockConversations, readConversations } from './load';
import { markWork } from './mark-work';
import { planCommand, planStart } from './plan';
import { type EventWork, Work } from './work';
import { insertConversations, insertMessages, updateConversations, upsertMentions } from './write-host';
import { adoptRows, insertAcceptances, insertEvents, insertTeams, writeDialogs } from './write-log';

/** The write side: carries out commands, each in one transaction. */
export interface WriteSide {
  /** Carries out one command in one transaction. Throws CommandError, with nothing written, where it can't be. */
  execute(accountId: number, command: Command): Promise<CommandResult>;
  /**
   * Carries out many commands of one account, in their order, in one transaction and few statements: for imports and
   * demo data. All or nothing: throws the CommandError of the first that can't be carried out.
   */
  executeBatch(accountId: number, commands: readonly Command[]): Promise<CommandResult[]>;
  /** Ids for `start-conversation` commands of a batch. */
  reserveConversationIds(count: number): Promise<number[]>;
}

/** Losing to a host's transaction that took the same rows in another order is no fault of the caller's. */
const ATTEMPTS = 6;

export function createWriteSide(database: Database): WriteSide {
  const executeBatch = (accountId: number, commands: readonly Command[]) =>
    retrying((turn) =>
      database.transaction((session) => carryOut(session, database.events, accountId, commands, turn)),
    );
  return {
    executeBatch,
    async execute(accountId, command) {
      const [result] = await executeBatch(accountId, [command]);
      return result!;
    },
    async reserveConversationIds(count) {
      const rows = await database.rows<{ id: number }>(sql`
        SELECT nextval(pg_get_serial_sequence('conversations', 'id')) AS id FROM generate_series(1, ${count}::int)`);
      return rows.map(({ id }) => id);
    },
  };
}

/** One attempt at a transaction. */
interface Turn {
  /** Whether it gives way to the host: its own wait for a lock ends before the host's would. */
  givesWay: boolean;
}

/** Runs a transaction again that lost to another one. */
export async function retrying<Result>(work: (turn: Turn) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    const turn = { givesWay: false };
    try {
      return await work(turn);
    } catch (error) {
      const state = sqlStateOf(error);
      const gaveWay = state === SQL_STATES.lockNotAvailable && turn.givesWay;
      const lost = gaveWay || state === SQL_STATES.deadlockDetected || state === SQL_STATES.serializationFailure;
      if (!lost || attempt === ATTEMPTS) throw error;
      await setTimeout(Math.random() * 20 * 2 ** attempt);
    }
  }
}

/** What a command left for its result: references that the database has not given ids for yet. */
interface Carried {
  readonly conversationId: number;
  readonly dialog: number | null;
  readonly events: readonly EventWork[];
  readonly messageRef: number | null;
  readonly mention: string | null;
}

/** Locks the conversations that the commands name, decides all commands in memory, then writes what they amount to. */
async function carryOut(
  session: Session,
  events: Database['events'],
  accountId: number,
  commands: readonly Command[],
  turn: Turn,
): Promise<CommandResult[]> {
  await switchCaptureOff(session);
  await planOnce(session);
  const directory = await readDirectory(session, accountId, commands);
  const botServes = (inboxId: number) => directory.botServes(inboxId);
  const named = namedConversations(commands);
  const giveWay = async () => {
    await giveWayToHost(session);
    turn.givesWay = true;
  };
  // Nothing waits for a transaction that holds nothing: it may wait for its one conversation as long as it likes.
  if (named.length > 1) await giveWay();
  await lockConversations(session, accountId, named);
  if (named.length === 1) await giveWay();
  // Under the lock, what the host changed before is committed: it is logged before the command decides.
  await recordCaptured(session, events, await takeOfConversations(session, accountId, named));
  const states = await readConversations(session, events, accountId, named, botServes);
  const work = new Work(accountId);
  for (const state of states.values()) work.open(state);
  const carried = commands.map((command, index) => carry(work, command, directory, -1 - index));
  return write(session, events, work, carried);
}

function namedConversations(commands: readonly Command[]): number[] {
  const started = new Set(
    commands.flatMap((command) => (command.type === 'start-conversation' ? (command.conversationId ?? []) : [])),
  );
  const named = commands.flatMap((command) => (command.type === 'start-conversation' ? [] : command.conversationId));
  return [...new Set(named)].filter((id) => !started.has(id));
}

/** Decides one command. `ref` names, until the database has given ids, the message or the conversation it makes. */
function carry(
  work: Work,
  command: Command,
  directory: Awaited<ReturnType<typeof readDirectory>>,
  ref: number,
): Carried {
  if (command.type === 'start-conversation') {
    const conversationId = command.conversationId ?? ref;
    const { state, change } = planStart(command, work.accountId, conversationId, directory);
    const contactInboxId = directory.contactInboxId(command.contactId, command.inboxId);
    work.open(state, { contactInboxId });
    const logged = work.apply(conversationId, [change]);
    return carriedOf(work, conversationId, logged);
  }
  const { conversationId } = command;
  const conversation = work.conversations.get(conversationId);
  if (!conversation) throw notFound('conversation', 'conversation');
  const { changes, message } = planCommand(command, conversation.state, directory, ref);
  const logged = work.apply(conversationId, changes, message);
  return {
    ...carriedOf(work, conversationId, logged),
    messageRef: message ? ref : null,
    mention: command.type === 'mention-agent' ? `${conversationId}:${command.agentId}` : null,
  };
}

function carriedOf(work: Work, conversationId: number, events: readonly EventWork[]): Carried {
  const dialog = work.conversations.get(conversationId)!.state.dialog?.ref ?? null;
  return { conversationId, dialog, events, messageRef: null, mention: null };
}

async function write(
  session: Session,
  events: Database['events'],
  work: Work,
  carried: readonly Carried[],
): Promise<CommandResult[]> {
  const conversationIds = await insertConversations(session, work);
  await updateConversations(session, work);
  const dialogIds = await writeDialogs(session, work, conversationIds);
  // Before the work's own rows: only what was written before it can have come too early for its dialog.
  await adoptRows(session, events, work, conversationIds, dialogIds);
  const messageIds = await insertMessages(session, work, conversationIds, dialogIds);
  const mentionIds = await upsertMentions(session, work, conversationIds, dialogIds);
  const eventIds = await insertEvents(session, events, work, conversationIds, dialogIds);
  await insertAcceptances(session, work, dialogIds);
  await insertTeams(session, work, dialogIds);
  await decideKindsOf(session, events, work, dialogIds);
  await markWork(session, work, dialogIds);
  await keepKnownNames(session, work);
  const idOf = new Map(work.events.map((event, index) => [event, eventIds[index]!]));
  const dialogId = (ref: number | null) => (ref === null ? null : (dialogIds.get(ref) ?? ref));
  return carried.map(({ conversationId, dialog, events: logged, messageRef, mention }) => ({
    conversationId: conversationIds.get(conversationId) ?? conversationId,
    dialogId: dialogId(dialog),
    events: logged.map((event) => {
      const { name, at, userId, value } = event;
      return { id: idOf.get(event)!, name, at, userId, value, dialogId: dialogId(event.dialog) };
    }),
    messageId: messageRef === null ? null : messageIds.get(messageRef)!,
    mentionId: mention === null ? null : mentionIds.get(mention)!,
  }));
}
