import { createLoaders } from '../../graphql/loaders';
import { type CursorFormat, isId, writeCursor } from '../../graphql/paging';
import type { KnownRecord } from '../../read-side/known';
import { type AgentStatisticsRecord, agentsWithAnything } from '../../read-side/statistics/by-agent';
import { type DurationSummaries, durationsOf, NO_DURATIONS } from '../../read-side/statistics/durations';
import type { DurationSummary } from '../../statistics/durations';
import type { ExportQuestion, ExportSource } from '../question';

/** What an agent did in the period; of nobody, what nobody was assigned to. */
export interface AgentExportRow {
  readonly statistics: AgentStatisticsRecord;
  readonly agent: KnownRecord | null;
  readonly isBot: boolean | null;
  readonly firstResponse: DurationSummary;
  readonly reply: DurationSummary;
  readonly handling: DurationSummary;
  readonly cursor: string;
}

/** Nobody comes first, as 0: no agent has that id. */
export const agentExportCursors: CursorFormat<number> = {
  list: 'export of agents',
  write: (id) => [id],
  read: (parts) => (parts.length === 1 && isId(parts[0]) ? parts[0] : undefined),
};

/** Everybody with anything in the period, by id: one batch, for what it is made of is summed up before the first of it. */
export async function* agentBatches(
  source: ExportSource,
  { visibility, statistics }: ExportQuestion,
  after: number | undefined,
): AsyncGenerator<AgentExportRow[]> {
  const loaders = createLoaders(source.database, visibility, source);
  const handle = loaders.statistics(statistics!);
  const all = await agentsWithAnything(handle);
  const [firstResponse, reply, handling] = await Promise.all(
    ['firstResponse', 'reply', 'handling'].map((measure) => durationsOf(handle, measure, 'AGENT')),
  );
  const { all: bots } = await loaders.bots();
  const place = ({ agentId }: AgentStatisticsRecord) => agentId ?? 0;
  const rows = all.filter((row) => after === undefined || place(row) > after).sort((a, b) => place(a) - place(b));
  yield await Promise.all(
    rows.map(async (row) => {
      const { agentId } = row;
      // Nobody gives no responses or replies.
      const of = (summaries: DurationSummaries) =>
        (agentId === null ? undefined : summaries.get(agentId)) ?? NO_DURATIONS;
      return {
        statistics: row,
        agent: agentId === null ? null : await loaders.agent.load(agentId),
        isBot: agentId === null ? null : bots.has(agentId),
        ...{ firstResponse: of(firstResponse!), reply: of(reply!), handling: of(handling!) },
        cursor: writeCursor(place(row), agentExportCursors),
      };
    }),
  );
}
