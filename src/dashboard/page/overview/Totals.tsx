import type { ReactNode } from 'react';
import type { DialogFilter, TotalsQuery } from '../api/operations';
import { transferredIn, useQuestion } from '../api/question';
import type { Key } from '../texts/en';
import { useTexts } from '../texts/useTexts';
import { Change } from '../ui/Change';
import { NumberLink } from '../ui/Link';
import { Tip } from '../ui/Tip';
import { ANSWER_WITHIN } from './Overview';

type Statistics = TotalsQuery['statistics'];
type Compared = NonNullable<Statistics['compared']>;

interface Total {
  readonly name: Key &
    (
      | 'started'
      | 'resolved'
      | 'missedRate'
      | 'serviceLevel'
      | 'firstResponse'
      | 'wait'
      | 'duration'
      | 'transfers'
      | 'clientMessages'
      | 'backlog'
    );
  readonly value: (of: Compared | Statistics) => number | null;
  readonly as: 'number' | 'percent' | 'duration';
  readonly better?: 'more' | 'less';
  readonly link?: (of: Statistics, transferred: DialogFilter) => DialogFilter;
}

const TOTALS: readonly Total[] = [
  { name: 'started', value: (of) => of.started, as: 'number', link: (of) => of.startedFilter },
  { name: 'resolved', value: (of) => of.resolved, as: 'number', link: (of) => of.resolvedFilter },
  { name: 'backlog', value: (of) => of.backlog, as: 'number', better: 'less', link: (of) => of.backlogFilter },
  {
    ...{ name: 'missedRate', value: (of) => of.missedRate, as: 'percent', better: 'less' },
    link: (of) => of.byKind.find(({ kind }) => kind === 'MISSED')!.startedFilter,
  },
  { name: 'serviceLevel', value: (of) => of.serviceLevel, as: 'percent', better: 'more' },
  { name: 'firstResponse', value: (of) => of.firstResponse.medianSeconds, as: 'duration', better: 'less' },
  { name: 'wait', value: (of) => of.wait.medianSeconds, as: 'duration', better: 'less' },
  { name: 'duration', value: (of) => of.duration.medianSeconds, as: 'duration', better: 'less' },
  {
    name: 'transfers',
    value: (of) => of.transfers,
    as: 'number',
    better: 'less',
    link: (_of, transferred) => transferred,
  },
  { name: 'clientMessages', value: (of) => of.messages.client, as: 'number' },
];

/** The totals of the period, each with how it has changed. */
export function Totals({ statistics }: { statistics: Statistics }) {
  const { t, ...formats } = useTexts();
  const { period, filter } = useQuestion();
  return (
    <dl className="tiles is-small">
      {TOTALS.map(({ name, value, as, better, link }) => {
        const now = value(statistics);
        const before = statistics.compared ? value(statistics.compared) : undefined;
        const shown: ReactNode = formats[as](now);
        return (
          <div key={name} className="tile" data-number={name}>
            <dt>
              {t(name)}
              <Tip label={`${t('explain')}: ${t(name)}`}>{t(`${name}.tip`, { seconds: ANSWER_WITHIN })}</Tip>
            </dt>
            <dd>
              {link ? (
                <NumberLink filter={link(statistics, transferredIn(period, filter))} from={name}>
                  {shown}
                </NumberLink>
              ) : (
                shown
              )}
            </dd>
            <dd className="tile-note">
              {statistics.compared && (
                <Change
                  now={now}
                  before={before}
                  better={better}
                  shownBefore={formats[as](before)}
                  isRate={as === 'percent'}
                />
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
