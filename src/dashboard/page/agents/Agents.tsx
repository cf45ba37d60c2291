import { goTo, useView } from '../address/useView';
import { AgentsDocument, type AgentsQuery } from '../api/operations';
import { asking, useQuestion } from '../api/question';
import { useAnswer } from '../api/useAnswer';
import { useTexts } from '../texts/useTexts';
import { Card } from '../ui/Card';
import { Icon } from '../ui/Icon';
import { Scroll } from '../ui/Scroll';
import { Answered, Empty } from '../ui/States';
import { AgentRow } from './AgentRow';
import { COLUMNS, nextSorting, readSorting, type Sorting, sortRows } from './columns';

/** What each agent did in the period, sorted by any column. */
export function Agents() {
  const { t } = useTexts();
  const question = useQuestion();
  const query = useAnswer(AgentsDocument, question, asking(question.period));
  return (
    <Card title={t('view.agents')} tip={t('agents.tip')} tipLabel={t('explain')}>
      <Answered query={query} lines={12}>
        {({ statistics }) =>
          statistics.byAgent.length > 0 ? <AgentTable {...statistics} /> : <Empty>{t('empty.period')}</Empty>
        }
      </Answered>
    </Card>
  );
}

function AgentTable({ byAgent, compared }: AgentsQuery['statistics']) {
  const { t, locale } = useTexts();
  const sorting = readSorting(useView().sort);
  const before = new Map(compared?.byAgent.map((row) => [row.agent?.databaseId, row]));
  const most = new Map(
    COLUMNS.map(({ name, value }) => [name, Math.max(0, ...byAgent.map((row) => (row.agent ? (value(row) ?? 0) : 0)))]),
  );
  return (
    <Scroll label={t('view.agents')} className="is-page">
      <table className="table is-agents">
        <thead>
          <tr>
            <Heading name="name" sorting={sorting} />
            {COLUMNS.map(({ name }) => (
              <Heading key={name} name={name} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortRows(byAgent, sorting, locale).map((row) => (
            <AgentRow
              key={row.agent?.databaseId ?? 'nobody'}
              row={row}
              before={before.get(row.agent?.databaseId)}
              most={most}
            />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Heading({ name, sorting }: { name: Sorting['column']; sorting: Sorting }) {
  const { t } = useTexts();
  const view = useView();
  const isSorted = sorting.column === name;
  const direction = sorting.isDescending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={isSorted ? direction : 'none'}>
      <button
        type="button"
        className="sort"
        title={t(`agents.${name}.tip`)}
        onClick={() => goTo({ ...view, sort: nextSorting(sorting, name) }, { replace: true })}
      >
        {t(`agents.${name}`)}
        <span className="sort-mark">{isSorted && <Icon name={sorting.isDescending ? 'down' : 'up'} />}</span>
      </button>
    </th>
  );
}
