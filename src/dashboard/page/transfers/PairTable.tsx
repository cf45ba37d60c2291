import { useTexts } from '../texts/useTexts';
import { NumberLink } from '../ui/Link';
import { Scroll } from '../ui/Scroll';
import { Share } from '../ui/Share';
import { Empty } from '../ui/States';
import type { Pair } from './flow';

/** Who passed to whom how often, most first; a number opens the dialogs in which that happened. */
export function PairTable({ pairs }: { pairs: readonly Pair[] }) {
  const { t, number } = useTexts();
  if (pairs.length === 0) return <Empty>{t('empty.transfers')}</Empty>;
  const most = pairs[0]!.transfers;
  return (
    <Scroll label={t('pairs')} className="is-high">
      <table className="table is-pairs">
        <thead>
          <tr>
            <th scope="col">{t('flow.from')}</th>
            <th scope="col" className="is-text">
              {t('flow.to')}
            </th>
            <th scope="col">{t('transfers')}</th>
            <th scope="col">{t('view.dialogs')}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ from, to, transfers, dialogs, filter }) => (
            <tr key={`${from.id} ${to.id}`}>
              <th scope="row">{from.name}</th>
              <td className="is-text">{to.name}</td>
              <td>
                <Share part={transfers} whole={most} text={number(transfers)} />
              </td>
              <td>
                <NumberLink filter={filter} from="pairDialogs">
                  {number(dialogs)}
                </NumberLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
