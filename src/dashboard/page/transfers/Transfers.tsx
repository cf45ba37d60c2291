import { useMemo } from 'react';
import { goTo, useView } from '../address/useView';
import { type DialogFilter, TransfersDocument } from '../api/operations';
import { asking, transferredIn, useQuestion } from '../api/question';
import { useAnswer } from '../api/useAnswer';
import { useTexts } from '../texts/useTexts';
import { Card } from '../ui/Card';
import { NumberLink } from '../ui/Link';
import { Answered, Empty } from '../ui/States';
import { FlowChart } from './FlowChart';
import { flowOf, type Pair, pairsOf } from './flow';
import { PairTable } from './PairTable';

/** Who passed dialogs to whom, between agents or between teams: as a flow, and as a table. */
export function Transfers() {
  const { t } = useTexts();
  const view = useView();
  const { period, timeZone, filter } = useQuestion();
  const transferred = transferredIn(period, filter);
  const by = view.by === 'team' ? 'TEAM' : 'AGENT';
  const query = useAnswer(TransfersDocument, { period, timeZone, filter, by, transferred }, asking(period));
  return (
    <div className="transfers">
      <Card
        title={t('flow')}
        tip={t('flow.tip')}
        tipLabel={t('explain')}
        aside={
          <fieldset className="segments">
            <legend className="sr-only">{t('flow')}</legend>
            {([undefined, 'team'] as const).map((name) => (
              <button
                key={name ?? 'agent'}
                type="button"
                aria-pressed={view.by === name}
                onClick={() => goTo({ ...view, by: name }, { replace: true })}
              >
                {t(`flow.by.${name ?? 'agent'}`)}
              </button>
            ))}
          </fieldset>
        }
      >
        <Answered query={query} lines={12}>
          {({ statistics, dialogs }) => (
            <FlowPart
              pairs={pairsOf(statistics.transferFlows, t('noTeam'))}
              transfers={statistics.transfers}
              dialogs={dialogs.totalCount}
              filter={transferred}
            />
          )}
        </Answered>
      </Card>
      <Card title={t('pairs')} tip={t('pairs.tip')} tipLabel={t('explain')}>
        <Answered query={query} lines={12}>
          {({ statistics }) => <PairTable pairs={pairsOf(statistics.transferFlows, t('noTeam'))} />}
        </Answered>
      </Card>
    </div>
  );
}

interface FlowPartProps {
  readonly pairs: readonly Pair[];
  readonly transfers: number;
  readonly dialogs: number;
  readonly filter: DialogFilter;
}

function FlowPart({ pairs, transfers, dialogs, filter }: FlowPartProps) {
  const { t } = useTexts();
  const flow = useMemo(() => flowOf(pairs, t('others')), [pairs, t]);
  if (transfers === 0) return <Empty>{t('empty.transfers')}</Empty>;
  return (
    <>
      <p className="lead">
        <strong data-number="transfers">{t('flow.transfers', { n: transfers })}</strong> ·{' '}
        <NumberLink filter={filter} from="transferredDialogs">
          {t('flow.dialogs', { n: dialogs })}
        </NumberLink>
      </p>
      <FlowChart flow={flow} />
    </>
  );
}
