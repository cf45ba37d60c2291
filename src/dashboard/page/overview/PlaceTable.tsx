import type { BreakdownQuery } from '../api/operations';
import { useTexts } from '../texts/useTexts';
import { NumberLink } from '../ui/Link';
import { Scroll } from '../ui/Scroll';
import { Empty } from '../ui/States';

type Row = Omit<BreakdownQuery['statistics']['byInbox'][number], 'inbox'> & {
  readonly id: string;
  readonly name: string;
};

/** The dialogs of inboxes, or of teams. */
export function PlaceTable({ heading, rows }: { heading: string; rows: readonly Row[] }) {
  const { t, number, duration } = useTexts();
  if (rows.length === 0) return <Empty>{t('empty.period')}</Empty>;
  return (
    <Scroll label={heading} className="is-limited">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            <th scope="col">{t('series.started')}</th>
            <th scope="col">{t('series.resolved')}</th>
            <th scope="col">{t('series.missed')}</th>
            <th scope="col">{t('firstResponse.short')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, started, resolved, missed, firstResponse, startedFilter }) => (
            <tr key={id} data-row={id}>
              <th scope="row">{name}</th>
              <td>
                <NumberLink filter={startedFilter} from="started">
                  {number(started)}
                </NumberLink>
              </td>
              <td>{number(resolved)}</td>
              <td>
                <NumberLink filter={{ ...startedFilter, kind: ['MISSED'] }} from="missed">
                  {number(missed)}
                </NumberLink>
              </td>
              <td>{duration(firstResponse.medianSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
