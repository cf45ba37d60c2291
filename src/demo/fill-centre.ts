import type { Database } from '../database/database';
import { contactInboxes, contacts } from '../database/tables';
import { intervalsOf, PRESENCE_GRACE } from '../rulebook/presence';
import type { Command } from '../write-side/commands';
import { type IntervalsOfSession, insertIntervals } from '../write-side/presence/insert-intervals';
import type { WriteSide } from '../write-side/service';
import { type ContactCentreOptions, generateContactCentre, type Step } from './contact-centre';
import { contactOf } from './contacts';
import type { Places } from './create-places';
import { skipDialogs } from './skip-dialogs';

/** More make a batch no faster, and take more memory. */
const COMMANDS_PER_BATCH = 2_000;
/** One INSERT's. */
const ROWS_PER_INSERT = 1_000;

/** How much was filled. */
export interface Filled {
  readonly conversations: number;
  readonly dialogs: number;
  readonly messages: number;
}

/** The ids given so far, by the places that the generator names; only these grow with the demo. */
interface GivenIds {
  readonly places: Places;
  readonly conversations: number[];
  readonly contacts: number[];
}

/** Carries out the generator's commands in the account, batch by batch. */
export async function fillCentre(
  database: Database,
  writeSide: WriteSide,
  places: Places,
  options: ContactCentreOptions,
  onProgress: (dialogs: number) => void,
): Promise<Filled> {
  const ids: GivenIds = { places, conversations: [], contacts: [] };
  let dialogs = 0;
  let messages = 0;
  for (const steps of batchesOf(generateContactCentre(options))) {
    await admitClients(database, writeSide, ids, options.seed, steps);
    // Before any command of their dialogs: what these are is decided from it.
    await insertIntervals(database, presenceOf(steps, ids));
    const results = await writeSide.executeBatch(
      places.accountId,
      steps.map(({ command }) => withIds(command, ids)),
    );
    await skipDialogs(
      database,
      places.accountId,
      steps.flatMap(({ beside }, step) =>
        beside?.skip ? [{ ...beside.skip, dialogId: results[step]!.dialogId! }] : [],
      ),
    );
    for (const { dialog, command } of steps) {
      dialogs = Math.max(dialogs, dialog + 1);
      if (command.type === 'post-message') messages += 1;
    }
    onProgress(dialogs);
  }
  return { conversations: ids.conversations.length, dialogs, messages };
}

function* batchesOf(steps: Iterable<Step>): Generator<Step[]> {
  let batch: Step[] = [];
  for (const step of steps) {
    batch.push(step);
    if (batch.length < COMMANDS_PER_BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The clients whose first conversations a batch begins are known to the host from then on. */
async function admitClients(
  { orm }: Database,
  writeSide: WriteSide,
  ids: GivenIds,
  seed: number,
  steps: readonly Step[],
): Promise<void> {
  const { accountId, inboxes } = ids.places;
  const starts = steps.flatMap(({ command }) => (command.type === 'start-conversation' ? [command] : []));
  if (starts.length === 0) return;
  ids.conversations.push(...(await writeSide.reserveConversationIds(starts.length)));
  // Contacts are numbered in the order in which they first come.
  const newcomers = starts.filter(({ contactId }) => contactId >= ids.contacts.length);
  for (const chunk of chunksOf(newcomers)) {
    const rows = chunk.map(({ contactId, at }) => {
      const { name, email, phone } = contactOf(seed, contactId);
      return { accountId, name, email, phoneNumber: phone, createdAt: at, updatedAt: at };
    });
    const inserted = await orm.insert(contacts).values(rows).returning({ id: contacts.id });
    ids.contacts.push(...inserted.map(({ id }) => id));
  }
  for (const chunk of chunksOf(starts)) {
    const rows = chunk.map(({ contactId, inboxId, at }) => ({
      ...{ contactId: ids.contacts[contactId]!, inboxId: inboxes[inboxId]!, createdAt: at, updatedAt: at },
      sourceId: sourceIdOf(ids.contacts[contactId]!),
    }));
    // Who begins a new conversation is known to the inbox already.
    await orm.insert(contactInboxes).values(rows).onConflictDoNothing();
  }
}

/** As a chat widget knows its visitor, by a UUID: so the demo's visitors can be reported by pages as well. */
function sourceIdOf(contactId: number): string {
  return `00000000-0000-4000-8000-${String(contactId).padStart(12, '0')}`;
}

/** The presence that begins with these steps, with the database's ids. */
function presenceOf(steps: readonly Step[], { places, contacts: clients }: GivenIds): IntervalsOfSession[] {
  return steps.flatMap(({ beside }) => {
    if (!beside?.presence) return [];
    const { contactId, inboxId, session, facts } = beside.presence;
    const page = { accountId: places.accountId, contactId: clients[contactId]!, inboxId: places.inboxes[inboxId]! };
    return [{ ...page, session, intervals: intervalsOf(facts, PRESENCE_GRACE) }];
  });
}

function chunksOf<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / ROWS_PER_INSERT) }, (_, chunk) =>
    items.slice(chunk * ROWS_PER_INSERT, (chunk + 1) * ROWS_PER_INSERT),
  );
}

/** The command with the database's ids for the places that it names. */
function withIds(command: Command, { places, conversations, contacts: clients }: GivenIds): Command {
  const agent = (place: number | null) => (place === null ? null : places.agents[place]!);
  const team = (place: number | null) => (place === null ? null : places.teams[place]!);
  if (command.type === 'start-conversation') {
    return {
      ...command,
      conversationId: conversations[command.conversationId!]!,
      inboxId: places.inboxes[command.inboxId]!,
      contactId: clients[command.contactId]!,
      assigneeId: agent(command.assigneeId),
      teamId: team(command.teamId),
    };
  }
  const conversationId = conversations[command.conversationId]!;
  switch (command.type) {
    case 'set-conversation-status':
      return { ...command, conversationId };
    case 'assign-conversation': {
      const { agentId, teamId, ...rest } = command;
      return {
        ...rest,
        conversationId,
        ...(agentId === undefined ? {} : { agentId: agent(agentId) }),
        ...(teamId === undefined ? {} : { teamId: team(teamId) }),
      };
    }
    case 'post-message':
      return { ...command, conversationId, agentId: agent(command.agentId) };
    case 'accept-conversation':
    case 'mention-agent':
      return { ...command, conversationId, agentId: places.agents[command.agentId]! };
  }
}
