import type { MessageCounts } from '../../rulebook/message-counts';
import { durationsOf } from './durations';
import { greatestFirst } from './group-rows';
import type { StatisticsHandle } from './handle';
import { measureNamed } from './measures';
import { NO_TALLY } from './tallies';

/** What an agent did in a period, or of nobody (agentId null) what nobody was assigned to. */
export interface AgentStatisticsRecord {
  readonly handle: StatisticsHandle;
  readonly agentId: number | null;
  readonly dialogs: number;
  readonly transfersIn: number;
  readonly transfersOut: number;
  readonly messagesSent: number;
  readonly whileAssigned: MessageCounts;
  readonly assignedSeconds: number;
}

type Numbers = Omit<AgentStatisticsRecord, 'handle' | 'agentId' | 'whileAssigned'>;

/** The measures of an agent's numbers. */
const MEASURES: Readonly<Record<keyof Numbers, string>> = {
  dialogs: 'started',
  transfersIn: 'transfers',
  transfersOut: 'transfersOut',
  messagesSent: 'messagesSent',
  assignedSeconds: 'assignedSeconds',
};
const NUMBERS = Object.keys(MEASURES) as (keyof Numbers)[];
export const PARTS = ['client', 'agent', 'bot', 'template', 'activity', 'private'] as const;

/** What agents do, by their ids; what was not asked for is 0. Asks one statement a source, whatever the agents. */
export async function agentNumbers(handle: StatisticsHandle, asked: ReadonlySet<string>) {
  const load = (name: string) => handle.tallies.load(measureNamed(name), { by: 'AGENT' });
  const [numbers, parts] = await Promise.all([
    Promise.all(NUMBERS.map(async (name) => (asked.has(name) ? load(MEASURES[name]) : null))),
    Promise.all(PARTS.map(async (part) => (asked.has('whileAssigned') ? load(`${part}MessagesWhileAssigned`) : null))),
  ]);
  const ids = new Set([...numbers, ...parts].flatMap((tallies) => [...(tallies?.keys() ?? [])]));
  return {
    ids: ids as ReadonlySet<number | null>,
    of(agentId: number | null): AgentStatisticsRecord {
      const its = NUMBERS.map((name, place) => [name, (numbers[place]?.get(agentId) ?? NO_TALLY).sum] as const);
      const counts = PARTS.map((part, place) => [part, (parts[place]?.get(agentId) ?? NO_TALLY).sum] as const);
      const whileAssigned = {
        ...(Object.fromEntries(counts) as Omit<MessageCounts, 'total'>),
        total: counts.reduce((sum, [, count]) => sum + count, 0),
      };
      return { handle, agentId, ...(Object.fromEntries(its) as Numbers), whileAssigned };
    },
  };
}

/** Everybody with any number that is not 0, and nobody where it has one, in no order. */
export async function agentsWithAnything(handle: StatisticsHandle): Promise<AgentStatisticsRecord[]> {
  const [numbers, handling] = await Promise.all([
    agentNumbers(handle, new Set([...NUMBERS, 'whileAssigned'])),
    // Of one who had a dialog before the period that was resolved in it, there is nothing else.
    durationsOf(handle, 'handling', 'AGENT', 'MEANS'),
  ]);
  return [...new Set([...numbers.ids, ...(handling.keys() as Iterable<number>)])].map((id) => numbers.of(id));
}

/** The orders of the contract but NAME. */
const ORDERED_BY = {
  DIALOGS: 'dialogs',
  MESSAGES_SENT: 'messagesSent',
  TRANSFERS_IN: 'transfersIn',
  TRANSFERS_OUT: 'transfersOut',
} as const;

/** Orders agents by a number, the greatest first. */
export function byNumber(order: keyof typeof ORDERED_BY) {
  const compare = greatestFirst<{ id: number | null; row: AgentStatisticsRecord }>(({ row }) => row[ORDERED_BY[order]]);
  return (a: AgentStatisticsRecord, b: AgentStatisticsRecord) =>
    compare({ id: a.agentId, row: a }, { id: b.agentId, row: b });
}
