import { useState } from 'react';
import { LiveDocument, type LiveSubscription, TodayDocument, type TodayQuery } from '../api/operations';
import { useToday } from '../api/question';
import { useAnswer } from '../api/useAnswer';
import { useStream } from '../api/useStream';
import { useTexts } from '../texts/useTexts';
import { Card } from '../ui/Card';
import { NumberLink } from '../ui/Link';
import { Answered } from '../ui/States';

/** How often the day, and how things stand, are asked for anew: where changes are told, and where they are not; milliseconds. */
const EVERY_MS = { told: 60_000, untold: 15_000 };

/** Today at a glance. */
export function Today() {
  const { t, time } = useTexts();
  const today = useToday();
  const [told, setTold] = useState<LiveSubscription['live']>();
  const isTold = useStream(LiveDocument, { filter: today.filter }, ({ live }) => setTold(live));
  const query = useAnswer(TodayDocument, today, { every: isTold ? EVERY_MS.told : EVERY_MS.untold });
  // Of both, what is of later: the day's answer tells how things stand as well.
  const asked = query.data?.live;
  const live = isTold && told && asked && told.at > asked.at ? { ...asked, ...told } : asked;
  return (
    <Card
      title={t('today')}
      tip={t('today.tip')}
      tipLabel={t('explain')}
      className="is-wide is-today"
      aside={
        query.data && (
          <span className="muted">
            <span className="pulse" /> {t('asOf', { time: time(live!.at) })}
          </span>
        )
      }
    >
      <Answered query={query} lines={2}>
        {(answer) => <Glance {...answer} live={live!} />}
      </Answered>
    </Card>
  );
}

function Glance({ live, statistics }: TodayQuery) {
  const { t, number, duration } = useTexts();
  const missed = statistics.byKind.find(({ kind }) => kind === 'MISSED')!;
  return (
    <dl className="tiles">
      <div className={live.waiting > 0 ? 'tile is-warning' : 'tile'} data-number="waiting">
        <dt>{t('waiting')}</dt>
        <dd>
          <NumberLink filter={live.waitingFilter} from="waiting">
            {number(live.waiting)}
          </NumberLink>
        </dd>
        <dd className="tile-note">{t('waiting.note')}</dd>
      </div>
      <div className="tile" data-number="longestWait">
        <dt>{t('longestWait')}</dt>
        <dd>
          <NumberLink filter={live.waitingFilter} from="waiting">
            {duration(live.longestWaitSeconds)}
          </NumberLink>
        </dd>
        <dd className="tile-note">{t('longestWait.note')}</dd>
      </div>
      <div className="tile" data-number="open">
        <dt>{t('open')}</dt>
        <dd>
          <NumberLink filter={live.openFilter} from="open">
            {number(live.open)}
          </NumberLink>
        </dd>
        <dd className="tile-note">
          {(['unassigned', 'pending', 'snoozed'] as const).map((name, index) => (
            <span key={name} data-number={name}>
              {index > 0 && ' · '}
              <NumberLink filter={live[`${name}Filter`]} from={name}>
                {t(`open.${name}`, { n: live[name] })}
              </NumberLink>
            </span>
          ))}
        </dd>
      </div>
      <div className="tile" data-number="startedToday">
        <dt>{t('startedToday')}</dt>
        <dd>
          <NumberLink filter={statistics.startedFilter} from="startedToday">
            {number(statistics.started)}
          </NumberLink>
        </dd>
        <dd className="tile-note">{t('startedToday.note')}</dd>
      </div>
      <div className={missed.started > 0 ? 'tile is-bad' : 'tile'} data-number="missedToday">
        <dt>{t('missedToday')}</dt>
        <dd>
          <NumberLink filter={missed.startedFilter} from="missedToday">
            {number(missed.started)}
          </NumberLink>
        </dd>
        <dd className="tile-note">{t('missedToday.note')}</dd>
      </div>
      <div className="tile" data-number="firstResponseToday">
        <dt>{t('firstResponse')}</dt>
        <dd>{duration(statistics.firstResponse.medianSeconds)}</dd>
        <dd className="tile-note">
          {t(statistics.firstResponse.sample > 0 ? 'median.note' : 'median.none', {
            p90: duration(statistics.firstResponse.p90Seconds),
            n: statistics.firstResponse.sample,
          })}
        </dd>
      </div>
    </dl>
  );
}
