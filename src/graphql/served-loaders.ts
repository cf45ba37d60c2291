import type DataLoader from 'dataloader';
import type { Instant } from '../instant';
import type { botUserIds } from '../read-side/account-by-id';
import type { KnownRecord } from '../read-side/known';
import type { MessageTally } from '../read-side/message-tallies';
import type { ServedDialogPage } from '../read-side/served-page';
import type { TimelineEvent } from '../read-side/timelines';
import { type Stretch, stretchSeconds } from '../rulebook/assignments';
import { type DialogTimes, dialogTimesOf, type FirstTimes } from '../rulebook/dialog-times';
import type { MessageCounts } from '../rulebook/message-counts';
import { leftAt } from '../rulebook/transfer-teams';
import type { Served } from '../summaries/served';
import { Level } from './level';
import { servedFromLog } from './served-from-log';

/** A transfer with its agents. */
export interface TransferRecord {
  readonly dialogId: number;
  readonly number: number;
  readonly at: Instant;
  /** When `from` ceased to be assigned. */
  readonly leftAt: Instant;
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

/** Who served a dialog, with everybody's name. */
export interface ServedByNamed {
  readonly transfers: TransferRecord[];
  readonly agents: DialogAgentRecord[];
  readonly messagesByAgent: AgentMessagesRecord[];
}

export interface Sources {
  readonly agent: DataLoader<number, KnownRecord>;
  readonly bots: () => ReturnType<typeof botUserIds>;
  readonly timeline: DataLoader<number, TimelineEvent[] | null>;
  readonly tallies: DataLoader<number, MessageTally[] | null>;
  readonly times: DataLoader<number, FirstTimes | null>;
  /** As it was summarised; null where that was never, or is of before the last change. */
  readonly storedServed: DataLoader<number, Served | null>;
  /** Looked at once everything is read. */
  readonly clock: { readonly now: Instant };
}

/** What the API answers about who served dialogs: a whole level at once, as plain objects with their agents in them. */
export function servedLoaders(sources: Sources) {
  const { agent, bots, timeline, times, storedServed, clock } = sources;
  const known = new Map<number, KnownRecord>();
  const served = new Level<Served>(async (dialogs) => {
    const stored = await Promise.all(dialogs.map(({ id }) => storedServed.load(id)));
    const others = dialogs.filter((_, index) => stored[index] === null);
    const live = others.length === 0 ? undefined : await servedFromLog(others, sources);
    return dialogs.map(({ id }, index) => stored[index] ?? live!.get(id)!);
  });
  const servedByNamed = new Level<ServedByNamed>(async (dialogs) => {
    const all = await served.ofAll(dialogs);
    const others = [...agentsIn(all)].filter((id) => !known.has(id));
    for (const record of await Promise.all(others.map((id) => agent.load(id)))) known.set(record.id, record);
    return all.map((ofDialog, index) => withNames(dialogs[index]!.id, ofDialog, known, clock));
  });
  const dialogTimes = new Level<DialogTimes>(async (dialogs) => {
    const [timed, timelines, botsOf] = await Promise.all([
      Promise.all(dialogs.map(({ id }) => times.load(id) as Promise<FirstTimes>)),
      Promise.all(dialogs.map(({ id }) => timeline.load(id) as Promise<TimelineEvent[]>)),
      bots(),
    ]);
    return dialogs.map((dialog, index) =>
      dialogTimesOf(
        { ...dialog, startedAt: dialog.createdAt },
        timed[index]!,
        timelines[index]!,
        botsOf(dialog.inboxId),
      ),
    );
  });
  return {
    ...{ served, servedByNamed, dialogTimes },
    /** Takes what was read with a page. */
    keepServed(read: ServedDialogPage) {
      served.keep(read.served);
      for (const { id } of read.page.items) if (!read.served.has(id)) storedServed.prime(id, null);
      for (const record of read.agents) {
        known.set(record.id, record);
        agent.prime(record.id, record);
      }
    },
  };
}

function agentsIn(all: readonly Served[]): ReadonlySet<number> {
  const ids = new Set<number>();
  for (const { transfers, agents, messagesByAgent } of all) {
    for (const { fromAgentId, toAgentId } of transfers) ids.add(fromAgentId).add(toAgentId);
    for (const { agentId } of agents) ids.add(agentId);
    for (const { agentId } of messagesByAgent) if (agentId !== null) ids.add(agentId);
  }
  return ids;
}

function withNames(
  dialogId: number,
  { transfers, agents, messagesByAgent }: Served,
  named: ReadonlyMap<number, KnownRecord>,
  clock: { readonly now: Instant },
): ServedByNamed {
  return {
    transfers: transfers.map(({ number, at, fromAgentId, toAgentId, viaQueue }) => ({
      dialogId,
      number,
      at,
      viaQueue,
      leftAt: viaQueue
        ? leftAt(
            { at, fromAgentId },
            agents.flatMap(({ stretches }) => stretches),
          )
        : at,
      from: named.get(fromAgentId)!,
      to: named.get(toAgentId)!,
    })),
    agents: agents.map(({ agentId, stretches, sent, sentWhileAssigned, whileAssigned }) => {
      const assignments = stretches.map((stretch) => stretchRecord(stretch, clock.now));
      return {
        agent: named.get(agentId)!,
        wasAssigned: stretches.length > 0,
        assignments,
        assignedSeconds: assignments.reduce((sum, { seconds }) => sum + seconds, 0),
        messagesSent: sent,
        messagesSentWhileAssigned: sentWhileAssigned,
        whileAssigned,
      };
    }),
    get messagesByAgent() {
      return messagesByAgent.map(({ agentId, whileAssigned, assigneeUnknown, sent }) => ({
        ...{ agent: agentId === null ? null : named.get(agentId)!, whileAssigned, assigneeUnknown, sent },
      }));
    },
  };
}

function stretchRecord(stretch: Stretch, now: Instant): StretchRecord {
  return { from: stretch.from, to: stretch.to, seconds: stretchSeconds(stretch, now) };
}
