import { goTo, useView } from '../address/useView';
import type { DialogOrderField, DialogsQuery } from '../api/operations';
import { useTexts } from '../texts/useTexts';
import { Icon } from '../ui/Icon';
import { KindMarks } from '../ui/Kinds';
import { Link } from '../ui/Link';
import { Scroll } from '../ui/Scroll';
import { readOrder, writeOrder } from './page';

type Dialog = DialogsQuery['dialogs']['nodes'][number];

/** A page of dialogs, each leading to its timeline. */
export function DialogTable({ dialogs }: { dialogs: readonly Dialog[] }) {
  const { t, number, duration, dateTime } = useTexts();
  return (
    <Scroll label={t('view.dialogs')} className="is-page">
      <table className="table is-dialogs">
        <thead>
          <tr>
            <OrderHeading field="CREATED_AT" />
            <th scope="col" className="is-text">
              {t('column.contact')}
            </th>
            <th scope="col" className="is-text">
              {t('column.status')}
            </th>
            <th scope="col" className="is-text">
              {t('kind')}
            </th>
            <th scope="col" className="is-text">
              {t('filter.inbox')}
            </th>
            <th scope="col" className="is-text">
              {t('column.assignee')}
            </th>
            <th scope="col">{t('column.messages')}</th>
            <th scope="col">{t('transfers')}</th>
            <th scope="col">{t('firstResponse.short')}</th>
            <th scope="col">{t('duration')}</th>
            <OrderHeading field="RESOLVED_AT" />
          </tr>
        </thead>
        <tbody>
          {dialogs.map((dialog) => (
            <tr key={dialog.databaseId} data-row={dialog.databaseId}>
              <th scope="row">
                <Link to={{ view: 'dialog', dialog: dialog.databaseId }} className="number-link">
                  {dateTime(dialog.createdAt)}
                </Link>
                <span className="muted"> #{dialog.databaseId}</span>
              </th>
              <td className="is-text">{dialog.contact?.name ?? t('noContact')}</td>
              <td className="is-text">
                <span className={`status is-${dialog.status.toLowerCase()}`}>{t(`status.${dialog.status}`)}</span>
              </td>
              <td className="is-text">
                <KindMarks kinds={dialog.kinds} />
              </td>
              <td className="is-text">{dialog.inbox.name}</td>
              <td className="is-text">
                {dialog.assignee?.name ?? <span className="muted">{t('nobody')}</span>}
                {dialog.team && <span className="under">{dialog.team.name}</span>}
              </td>
              <td>{number(dialog.messageCounts.total)}</td>
              <td>{number(dialog.transferCount)}</td>
              <td>{duration(dialog.firstResponseSeconds)}</td>
              <td>{duration(dialog.durationSeconds)}</td>
              <td>{dialog.resolvedAt ? dateTime(dialog.resolvedAt) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function OrderHeading({ field }: { field: DialogOrderField & ('CREATED_AT' | 'RESOLVED_AT') }) {
  const { t } = useTexts();
  const view = useView();
  const order = readOrder(view.order);
  const isSorted = order.field === field;
  const isDescending = order.direction === 'DESC';
  const next = writeOrder({ field, direction: isSorted && isDescending ? 'ASC' : 'DESC' });
  return (
    <th scope="col" aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : 'none'}>
      <button
        type="button"
        className="sort"
        onClick={() => goTo({ ...view, order: next, place: undefined }, { replace: true })}
      >
        {t(`order.${field}`)}
        <span className="sort-mark">{isSorted && <Icon name={isDescending ? 'down' : 'up'} />}</span>
      </button>
    </th>
  );
}
