import { useMemo, useState } from 'react';
import { useTexts } from '../texts/useTexts';
import { Card } from '../ui/Card';
import { NumberLink } from '../ui/Link';
import { Answered, Empty } from '../ui/States';
import { FlowChart } from './FlowChart';
import { flowOf, pairsOf } from './flow';
import { PairTable } from './PairTable';
import { type Transfers as Found, useTransfers } from './useTransfers';

/** Who passed dialogs to whom: as a flow, and as a table. */
export function Transfers() {
  const { t } = useTexts();
  const [throughTeams, setThroughTeams] = useState(false);
  const query = useTransfers();
  return (
    <div className="transfers">
      <Card
        title={t('flow')}
        tip={t('flow.tip')}
        tipLabel={t('explain')}
        aside={
          <fieldset className="segments">
            <legend className="sr-only">{t('flow')}</legend>
            <button type="button" aria-pressed={!throughTeams} onClick={() => setThroughTeams(false)}>
              {t('flow.agents')}
            </button>
            <button type="button" aria-pressed={throughTeams} onClick={() => setThroughTeams(true)}>
              {t('flow.teams')}
            </button>
          </fieldset>
        }
      >
        <Answered query={query} lines={12}>
          {(found) => <FlowPart found={found} throughTeams={throughTeams} />}
        </Answered>
      </Card>
      <Card title={t('pairs')} tip={t('pairs.tip')} tipLabel={t('explain')}>
        <Answered query={query} lines={12}>
          {(found) => <PairTable pairs={pairsOf(found.dialogs)} filter={found.filter} />}
        </Answered>
      </Card>
    </div>
  );
}

function FlowPart({ found, throughTeams }: { found: Found; throughTeams: boolean }) {
  const { t, number } = useTexts();
  const { dialogs, total, inPeriod, filter } = found;
  const flow = useMemo(
    () => flowOf(dialogs, { throughTeams, noTeam: t('noTeam'), others: t('others') }),
    [dialogs, throughTeams, t],
  );
  if (total === 0) return <Empty>{t('empty.transfers')}</Empty>;
  return (
    <>
      <p className="lead">
        <NumberLink filter={filter} from="transferredDialogs">
          {t('flow.dialogs', { n: total })}
        </NumberLink>{' '}
        · {t('flow.transfers', { n: dialogs.flatMap((dialog) => dialog.transfers).length })} ·{' '}
        {t('flow.inPeriod', { n: inPeriod })}
        {dialogs.length < total && <strong> {t('flow.cut', { shown: number(dialogs.length) })}</strong>}
      </p>
      <FlowChart flow={flow} filter={filter} throughTeams={throughTeams} />
    </>
  );
}
