import { useTexts } from '../texts/useTexts';
import { NumberLink } from '../ui/Link';
import { Scroll } from '../ui/Scroll';
import type { Point } from './OverTime';

/** The points of the chart as rows, whose numbers open their dialogs. */
export function OverTimeTable({ points, label }: { points: readonly Point[]; label: (instant: string) => string }) {
  const { t, number } = useTexts();
  const isCompared = points.some(({ before }) => before !== undefined);
  return (
    <Scroll label={t('overTime')} className="is-high">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('point')}</th>
            <th scope="col">{t('series.started')}</th>
            <th scope="col">{t('series.resolved')}</th>
            <th scope="col">{t('series.missed')}</th>
            <th scope="col">{t('series.backlog')}</th>
            {isCompared && <th scope="col">{t('series.before')}</th>}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.start}>
              <th scope="row">{label(point.start)}</th>
              <td>
                <NumberLink filter={point.startedFilter} from="started">
                  {number(point.started)}
                </NumberLink>
              </td>
              <td>
                <NumberLink filter={point.resolvedFilter} from="resolved">
                  {number(point.resolved)}
                </NumberLink>
              </td>
              <td>
                <NumberLink filter={point.missedFilter} from="missed">
                  {number(point.missed)}
                </NumberLink>
              </td>
              <td>
                <NumberLink filter={point.backlogFilter} from="backlog">
                  {number(point.backlog)}
                </NumberLink>
              </td>
              {isCompared && <td>{number(point.before)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
