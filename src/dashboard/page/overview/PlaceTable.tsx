import type { BreakdownQuery } from '../api/operations';
import { useTexts } from '../texts/useTexts';
import { NumberLink } from '../ui/Link';
import { Scroll } from '../ui/Scroll';
import { Empty } from '../ui/States';

type Row = Omit<BreakdownQuery['statistics']['byInbox'][number], 'inbox'> & {
  readonly id: string;
  readonly name: string;
};

const COUNTS = ['started', 'resolved', 'missed'] as const;

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
            {COUNTS.map((count) => (
              <th key={count} scope="col">
                {t(`series.${count}`)}
              </th>
            ))}
            <th scope="col">{t('firstResponse.short')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, firstResponse, ...row }) => (
            <tr key={id} data-row={id}>
              <th scope="row">{name}</th>
              {COUNTS.map((count) => (
                <td key={count}>
                  <NumberLink filter={row[`${count}Filter`]} from={count}>
                    {number(row[count])}
                  </NumberLink>
                </td>
              ))}
              <td>{duration(firstResponse.medianSeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
