import DataLoader from 'dataloader';
import { type Instant, secondsBetween } from '../instant';
import type { botUserIds } from '../read-side/account-by-id';
import type { DialogRecord } from '../read-side/dialog';
import type { KnownRecord } from '../read-side/known';
import type { MessageTally } from '../read-side/message-tallies';
import type { MessageTimes } from '../read-side/message-times';
import type { TimelineEvent } from '../read-side/timelines';
import { assignmentsOf, type Stretch, stretchesOf, stretchSeconds, transfersOf } from '../rulebook/assignments';
import { agentsOf } from '../rulebook/dialog-agents';
import { countMessages, countMessagesByAgent, type MessageCounts } from '../rulebook/message-counts';
import { waitSecondsOf } from '../rulebook/waiting';

/** A transfer with its agents. */
export interface TransferRecord {
  readonly number: number;
  readonly at: Instant;
  readonly from: KnownRecord;
  readonly to: KnownRecord;
  readonly viaQueue: boolean;
}

/** A stretch of an agent's, with its length until now where it lasts. */
export interface StretchRecord {
  readonly from: Instant;
  readonly to: Instant | null;
  readonly seconds: number;
}

/** An agent's part in a dialog. */
export interface DialogAgentRecord {
  readonly agent: KnownRecord;
  readonly wasAssigned: boolean;
  readonly assignments: readonly StretchRecord[];
  readonly assignedSeconds: number;
  readonly messagesSent: number;
  readonly messagesSentWhileAssigned: number;
  readonly whileAssigned: MessageCounts;
}

/** A row of `messagesByAgent`. */
export interface AgentMessagesRecord {
  readonly agent: KnownRecord | null;
  readonly whileAssigned: MessageCounts;
  readonly assigneeUnknown: number;
  readonly sent: number;
}

/** How quickly a dialog was answered. */
export interface DialogTimes {
  readonly firstResponseSeconds: number | null;
  readonly firstResponseAfterBotSeconds: number | null;
  readonly waitSeconds: number | null;
}

interface Sources {
  readonly agent: DataLoader<number, KnownRecord>;
  readonly bots: () => ReturnType<typeof botUserIds>;
  readonly timeline: DataLoader<number, TimelineEvent[] | null>;
  readonly tallies: DataLoader<number, MessageTally[] | null>;
  readonly times: DataLoader<number, MessageTimes | null>;
  readonly now: Instant;
}

/**
 * What the API answers about who served dialogs. Each loads a whole level at once and gives plain objects with their
 * agents in them, for a promise per leaf is what such answers spend most of their time on.
 */
export function servedLoaders({ agent, bots, timeline, tallies, times, now }: Sources) {
  const assignments = async (dialogs: readonly DialogRecord[]) => {
    const timelines = await loadEach(timeline, dialogs);
    return dialogs.map((dialog, index) => assignmentsOf({ ...dialog, startedAt: dialog.createdAt }, timelines[index]!));
  };
  const transfersMade = level(async (dialogs) => (await assignments(dialogs)).map(transfersOf));
  return {
    transferCount: level(async (dialogs) => (await loadAll(transfersMade, dialogs)).map((made) => made.length)),
    transfers: level(async (dialogs): Promise<TransferRecord[][]> => {
      const made = await loadAll(transfersMade, dialogs);
      const agents = await agentsNamed(
        agent,
        made.flat().flatMap(({ fromAgentId, toAgentId }) => [fromAgentId, toAgentId]),
      );
      return made.map((ofDialog) =>
        ofDialog.map(({ number, at, fromAgentId, toAgentId, viaQueue }) => ({
          ...{ number, at, viaQueue, from: agents.get(fromAgentId)!, to: agents.get(toAgentId)! },
        })),
      );
    }),
    agents: level(async (dialogs): Promise<DialogAgentRecord[][]> => {
      const [sequences, counted, botsOf] = await Promise.all([
        assignments(dialogs),
        loadEach(tallies, dialogs),
        bots(),
      ]);
      const served = dialogs.map(({ inboxId, resolvedAt }, index) =>
        agentsOf(stretchesOf(sequences[index]!, resolvedAt), counted[index]!, botsOf(inboxId)),
      );
      const agents = await agentsNamed(
        agent,
        served.flat().map(({ agentId }) => agentId),
      );
      return served.map((ofDialog) =>
        ofDialog.map(({ agentId, stretches, sent, sentWhileAssigned, whileAssigned }) => {
          const assigned = stretches.map((stretch) => stretchRecord(stretch, now));
          return {
            agent: agents.get(agentId)!,
            wasAssigned: stretches.length > 0,
            assignments: assigned,
            assignedSeconds: assigned.reduce((sum, { seconds }) => sum + seconds, 0),
            messagesSent: sent,
            messagesSentWhileAssigned: sentWhileAssigned,
            whileAssigned,
          };
        }),
      );
    }),
    messageCounts: level(async (dialogs) => {
      const [counted, botsOf] = await Promise.all([loadEach(tallies, dialogs), bots()]);
      return dialogs.map(({ inboxId }, index) => countMessages(counted[index]!, botsOf(inboxId)));
    }),
    messagesByAgent: level(async (dialogs): Promise<AgentMessagesRecord[][]> => {
      const [counted, botsOf] = await Promise.all([loadEach(tallies, dialogs), bots()]);
      const rows = dialogs.map(({ inboxId }, index) => countMessagesByAgent(counted[index]!, botsOf(inboxId)));
      const named = rows.flat().map(({ agentId }) => agentId);
      const agents = await agentsNamed(
        agent,
        named.filter((id) => id !== null),
      );
      return rows.map((ofDialog) =>
        ofDialog.map(({ agentId, whileAssigned, assigneeUnknown, sent }) => ({
          ...{ agent: agentId === null ? null : agents.get(agentId)!, whileAssigned, assigneeUnknown, sent },
        })),
      );
    }),
    dialogTimes: level(async (dialogs): Promise<DialogTimes[]> => {
      const [timed, timelines, botsOf] = await Promise.all([
        ...[loadEach(times, dialogs), loadEach(timeline, dialogs)],
        bots(),
      ] as const);
      return dialogs.map((dialog, index) => timesOf(dialog, timed[index]!, timelines[index]!, botsOf(dialog.inboxId)));
    }),
  };
}

function timesOf(
  dialog: DialogRecord,
  { users, firstClientMessageAt, firstAcceptedAt }: MessageTimes,
  timeline: readonly TimelineEvent[],
  botIds: ReadonlySet<number>,
): DialogTimes {
  const humans = users.filter(({ userId }) => !botIds.has(userId));
  const respondedAt = earliest(humans.map(({ firstAfterClientAt }) => firstAfterClientAt));
  const acceptedAt = earliest([firstAcceptedAt, ...humans.map(({ firstAt }) => firstAt)]);
  const statuses = timeline.flatMap(({ name, at }) =>
    name === 'conversation_open' || name === 'conversation_pending'
      ? { at, status: name === 'conversation_open' ? ('open' as const) : ('pending' as const) }
      : [],
  );
  const firstPending = statuses.findIndex(({ status }) => status === 'pending');
  const isWithBot = dialog.botServed && firstPending !== -1;
  const handedOverAt = isWithBot
    ? (statuses.slice(firstPending).find(({ status }) => status === 'open')?.at ?? null)
    : null;
  return {
    firstResponseSeconds: respondedAt === null ? null : secondsBetween(dialog.createdAt, respondedAt),
    firstResponseAfterBotSeconds:
      handedOverAt === null || respondedAt === null || respondedAt < handedOverAt
        ? null
        : secondsBetween(handedOverAt, respondedAt),
    waitSeconds: waitSecondsOf({
      ...{ startedAt: dialog.createdAt, startedStatus: dialog.startedStatus, startedBy: dialog.startedBy },
      ...{ resolvedAt: dialog.resolvedAt, botServes: dialog.botServed, statuses, firstClientMessageAt, acceptedAt },
    }),
  };
}

function earliest(moments: readonly (Instant | null)[]): Instant | null {
  const known = moments.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function stretchRecord(stretch: Stretch, now: Instant): StretchRecord {
  return { from: stretch.from, to: stretch.to, seconds: stretchSeconds(stretch, now) };
}

/** A loader that computes a whole level of dialogs at once. */
function level<Value>(compute: (dialogs: readonly DialogRecord[]) => Promise<Value[]>) {
  return new DataLoader<DialogRecord, Value, number>(compute, { cacheKeyFn: ({ id }) => id });
}

async function loadAll<Value>(
  loader: DataLoader<DialogRecord, Value, number>,
  dialogs: readonly DialogRecord[],
): Promise<Value[]> {
  return Promise.all(dialogs.map((dialog) => loader.load(dialog)));
}

/** By the ids of the dialogs; these loaders answer every id. */
async function loadEach<Value>(
  loader: DataLoader<number, Value | null>,
  dialogs: readonly DialogRecord[],
): Promise<Value[]> {
  return Promise.all(dialogs.map(({ id }) => loader.load(id))) as Promise<Value[]>;
}

async function agentsNamed(loader: DataLoader<number, KnownRecord>, ids: readonly number[]) {
  const named = [...new Set(ids)];
  const records = await Promise.all(named.map((id) => loader.load(id)));
  return new Map(records.map((record) => [record.id, record]));
}
