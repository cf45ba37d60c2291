import { useView } from '../address/useView';
import type { AgentRowFragment } from '../api/operations';
import { useTexts } from '../texts/useTexts';
import { Link, NumberLink } from '../ui/Link';
import { type AgentsRow, COLUMNS, type Column } from './columns';

interface AgentRowProps {
  readonly row: AgentsRow;
  readonly before: AgentRowFragment | undefined;
  /** The greatest value of each column, for the bars. */
  readonly most: ReadonlyMap<Column['name'], number>;
}

/** An agent's numbers, each with its bar and how it was in the period that is compared with. */
export function AgentRow({ row, before, most }: AgentRowProps) {
  const { t, ...formats } = useTexts();
  const view = useView();
  const { agent } = row;
  return (
    <tr data-row={agent?.databaseId ?? 'nobody'}>
      <th scope="row">
        {agent ? (
          <Link to={{ view: 'overview', agent: [agent.databaseId], team: view.team }}>{agent.name}</Link>
        ) : (
          <span className="muted">{t('nobody')}</span>
        )}
        {agent?.isBot && <span className="mark is-bot">{t('bot')}</span>}
        {agent?.isDeleted && <span className="mark is-none">{t('former')}</span>}
      </th>
      {COLUMNS.map(({ name, as, value, list }) => {
        const now = value(row);
        const shown = formats[as](now);
        const earlier = before && value(before);
        return (
          <td key={name} data-column={name}>
            {list ? (
              <NumberLink filter={list.filter(row)} from={list.from}>
                {shown}
              </NumberLink>
            ) : (
              shown
            )}
            {before && earlier !== null && (
              <span className="before" title={t('beforeIs')}>
                {formats[as](earlier)}
              </span>
            )}
            {agent && as === 'number' && (
              <span className="cell-bar" aria-hidden="true">
                <span style={{ width: `${((now ?? 0) / (most.get(name) || 1)) * 100}%` }} />
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
}
