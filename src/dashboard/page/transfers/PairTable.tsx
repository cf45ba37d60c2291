import type { DialogFilter } from '../api/operations';
import { useTexts } from '../texts/useTexts';
import { NumberLink } from '../ui/Link';
import { Scroll } from '../ui/Scroll';
import { Share } from '../ui/Share';
import { Empty } from '../ui/States';
import { narrowed } from './FlowChart';
import type { Pair } from './flow';

/** Who passed to whom how often, most first; a number opens the dialogs in which both took part. */
export function PairTable({ pairs, filter }: { pairs: readonly Pair[]; filter: DialogFilter }) {
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
            <th scope="col">{t('viaQueue')}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ from, to, transfers, viaQueue }) => (
            <tr key={`${from.databaseId} ${to.databaseId}`}>
              <th scope="row">{from.name}</th>
              <td className="is-text">{to.name}</td>
              <td>
                <NumberLink
                  filter={narrowed(filter, [
                    { side: 'from', name: from.name, id: from.databaseId },
                    { side: 'to', name: to.name, id: to.databaseId },
                  ])}
                  from="pairDialogs"
                >
                  <Share part={transfers} whole={most} text={number(transfers)} />
                </NumberLink>
              </td>
              <td>{number(viaQueue)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
