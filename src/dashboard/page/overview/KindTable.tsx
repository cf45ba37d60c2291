import type { BreakdownQuery } from '../api/operations';
import { useTexts } from '../texts/useTexts';
import { NumberLink } from '../ui/Link';
import { Scroll } from '../ui/Scroll';
import { Share } from '../ui/Share';

/** How many dialogs have each kind, and what part of all that is. */
export function KindTable({ statistics }: { statistics: BreakdownQuery['statistics'] }) {
  const { t, number, percent, duration } = useTexts();
  return (
    <Scroll label={t('kinds')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('kind')}</th>
            <th scope="col">{t('series.started')}</th>
            <th scope="col">{t('share.part')}</th>
            <th scope="col">{t('firstResponse.short')}</th>
          </tr>
        </thead>
        <tbody>
          {statistics.byKind.map(({ kind, started, startedFilter, firstResponse }) => (
            <tr key={kind} data-kind={kind}>
              <th scope="row">
                <span className={`mark is-${kind.toLowerCase()}`}>{t(`kind.${kind}`)}</span>
              </th>
              <td>
                <NumberLink filter={startedFilter} from={`kind.${kind}`}>
                  {number(started)}
                </NumberLink>
              </td>
              <td>
                <Share part={started} whole={statistics.started} text={percent(ratio(started, statistics.started))} />
              </td>
              <td>{duration(firstResponse.medianSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
