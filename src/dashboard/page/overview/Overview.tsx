import { BreakdownDocument, TotalsDocument } from '../api/operations';
import { asking, goesOn, useQuestion } from '../api/question';
import { useAnswer } from '../api/useAnswer';
import { useTexts } from '../texts/useTexts';
import { Card } from '../ui/Card';
import { Answered } from '../ui/States';
import { HeatMap } from './HeatMap';
import { KindTable } from './KindTable';
import { PlaceTable } from './PlaceTable';
import { Today } from './Today';
import { Totals } from './Totals';
import { useOverTime } from './useOverTime';

/** The longest wait, in seconds, that counts as answered in time. */
export const ANSWER_WITHIN = 60;

/** How things stand now, and the numbers of the period. */
export function Overview() {
  const { t, period } = useTexts();
  const question = useQuestion();
  const options = asking(question.period);
  const totals = useAnswer(TotalsDocument, { ...question, answerWithin: ANSWER_WITHIN }, options);
  const query = useAnswer(BreakdownDocument, question, options);
  const OverTime = useOverTime();
  const tipLabel = t('explain');
  const compared = totals.data?.statistics.compared?.period;
  return (
    <div className="overview">
      <Today />
      <Card
        title={t('totals')}
        className="is-wide"
        aside={
          compared && (
            <span className="muted">
              {t('comparedWith', { period: period(compared.from, compared.to) })}
              {goesOn(question.period) && ` · ${t('goesOn')}`}
            </span>
          )
        }
      >
        <Answered query={totals} lines={3}>
          {({ statistics }) => <Totals statistics={statistics} />}
        </Answered>
      </Card>
      <Card title={t('overTime')} tip={t('overTime.tip')} tipLabel={tipLabel} className="is-time">
        <Answered query={query} lines={9}>
          {({ statistics }) => (OverTime ? <OverTime statistics={statistics} /> : <div className="chart" />)}
        </Answered>
      </Card>
      <Card title={t('heatMap')} tip={t('heatMap.tip')} tipLabel={tipLabel} className="is-heat">
        <Answered query={query} lines={8}>
          {({ statistics }) => <HeatMap points={statistics.byHourOfWeek} />}
        </Answered>
      </Card>
      <Card title={t('kinds')} tip={t('kinds.tip')} tipLabel={tipLabel} className="is-third">
        <Answered query={query}>{({ statistics }) => <KindTable statistics={statistics} />}</Answered>
      </Card>
      <Card title={t('inboxes')} tip={t('inboxes.tip')} tipLabel={tipLabel} className="is-third">
        <Answered query={query}>
          {({ statistics }) => (
            <PlaceTable
              heading={t('filter.inbox')}
              rows={statistics.byInbox.map(({ inbox, ...row }) => ({ ...row, id: inbox.databaseId, name: inbox.name }))}
            />
          )}
        </Answered>
      </Card>
      <Card title={t('teams')} tip={t('teams.tip')} tipLabel={tipLabel} className="is-third">
        <Answered query={query}>
          {({ statistics }) => (
            <PlaceTable
              heading={t('filter.team')}
              rows={statistics.byTeam.map(({ team, ...row }) => ({
                ...row,
                id: team?.databaseId ?? 'none',
                name: team?.name ?? t('noTeam'),
              }))}
            />
          )}
        </Answered>
      </Card>
    </div>
  );
}
