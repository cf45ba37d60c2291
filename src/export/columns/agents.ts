import type { MessageCounts } from '../../rulebook/message-counts';
import type { DurationSummary } from '../../statistics/durations';
import { type Column, cursorColumn } from '../column';
import type { AgentExportRow } from '../rows/agents';
import { column, nameOf, said } from './said';

const PARTS = ['total', 'client', 'agent', 'bot', 'template', 'activity', 'private'] as const;

const DURATIONS = [
  ['first_response', 'firstResponse'],
  ['reply', 'reply'],
  ['handling', 'handling'],
] as const;

const NUMBERS = [
  ['sample', 'sample', 'integer'],
  ['mean_seconds', 'meanSeconds', 'number'],
  ['median_seconds', 'medianSeconds', 'number'],
  ['p90_seconds', 'p90Seconds', 'number'],
] as const;

/** The columns of `/export/agents`. */
export const agentColumns: readonly Column<AgentExportRow>[] = [
  said('agent_id', 'integer', ['AgentStatistics', 'agent'], ({ statistics }) => statistics.agentId),
  said('agent_name', 'text', ['Agent', 'name'], ({ agent }) => nameOf(agent)),
  said('is_bot', 'boolean', ['Agent', 'isBot'], ({ isBot }) => isBot),
  said('is_deleted', 'boolean', ['Agent', 'isDeleted'], ({ agent }) => agent?.isDeleted ?? null),
  said('dialogs', 'integer', ['AgentStatistics', 'dialogs'], ({ statistics }) => statistics.dialogs),
  said('transfers_in', 'integer', ['AgentStatistics', 'transfersIn'], ({ statistics }) => statistics.transfersIn),
  said('transfers_out', 'integer', ['AgentStatistics', 'transfersOut'], ({ statistics }) => statistics.transfersOut),
  said('messages_sent', 'integer', ['AgentStatistics', 'messagesSent'], ({ statistics }) => statistics.messagesSent),
  ...PARTS.map((part: keyof MessageCounts) =>
    column(
      `while_assigned_${part}`,
      'integer',
      `Messages that came while the agent was assigned: ${part}.`,
      ({ statistics }: AgentExportRow) => statistics.whileAssigned[part],
    ),
  ),
  said('assigned_seconds', 'number', ['AgentStatistics', 'assignedSeconds'], (row) => row.statistics.assignedSeconds),
  ...DURATIONS.flatMap(([prefix, field]) =>
    NUMBERS.map(([suffix, number, type]) =>
      said(
        `${prefix}_${suffix}`,
        type,
        number === 'sample' ? ['AgentStatistics', field] : ['DurationStatistics', number],
        (row: AgentExportRow) => {
          return (row[field] as DurationSummary)[number];
        },
      ),
    ),
  ),
  cursorColumn,
];
