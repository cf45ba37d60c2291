import { useView } from '../address/useView';
import { useLookups } from '../api/lookups';
import { type DialogFilter, DialogsDocument, type DialogsQuery, StartedDialogsDocument } from '../api/operations';
import { useQuestion } from '../api/question';
import { useAnswer } from '../api/useAnswer';
import { en, type Key } from '../texts/en';
import { useTexts } from '../texts/useTexts';
import { Card } from '../ui/Card';
import { Icon } from '../ui/Icon';
import { Link } from '../ui/Link';
import { Answered, Empty } from '../ui/States';
import { conditionsOf } from './conditions';
import { DialogTable } from './DialogTable';
import { pageOf, readOrder } from './page';

/** The dialogs behind a number; with no number opened, those that started in the period. */
export function Dialogs() {
  const { filter } = useView();
  const { period, timeZone, filter: chosen } = useQuestion();
  const query = useAnswer(StartedDialogsDocument, { period, timeZone, filter: chosen }, { enabled: !filter });
  if (filter) return <DialogList filter={filter} />;
  return <Answered query={query}>{({ statistics }) => <DialogList filter={statistics.startedFilter} />}</Answered>;
}

/** How often a list is asked for anew, while it is seen; milliseconds. */
const EVERY_MS = 60_000;

function DialogList({ filter }: { filter: DialogFilter }) {
  const texts = useTexts();
  const { t } = texts;
  const view = useView();
  const { data: lookups } = useLookups();
  const variables = { filter, orderBy: readOrder(view.order), ...pageOf(view.place) };
  const query = useAnswer(DialogsDocument, variables, { every: EVERY_MS });
  const title = view.from && Object.hasOwn(en, view.from) ? t(view.from as Key) : t('view.dialogs');
  return (
    <Card
      title={title}
      aside={
        view.filter && (
          <Link to={{ filter: undefined, from: undefined, place: undefined }} className="button is-quiet">
            <Icon name="close" />
            {t('showAll')}
          </Link>
        )
      }
    >
      <ul className="conditions" aria-label={t('conditions')}>
        {conditionsOf(filter, texts, lookups).map(({ about, value }) => (
          <li key={`${about} ${value}`}>
            <span>{about}</span> {value}
          </li>
        ))}
      </ul>
      <Answered query={query} lines={14}>
        {({ dialogs }) => (
          <>
            <p className="lead" data-number="totalCount">
              <strong>{t('dialogCount', { n: dialogs.totalCount })}</strong>
            </p>
            {dialogs.nodes.length > 0 ? <DialogTable dialogs={dialogs.nodes} /> : <Empty>{t('empty.dialogs')}</Empty>}
            <Pages {...dialogs.pageInfo} />
          </>
        )}
      </Answered>
    </Card>
  );
}

function Pages({ hasPreviousPage, hasNextPage, startCursor, endCursor }: DialogsQuery['dialogs']['pageInfo']) {
  const { t } = useTexts();
  if (!hasPreviousPage && !hasNextPage) return null;
  return (
    <nav className="pages" aria-label={t('pages')}>
      {hasPreviousPage && startCursor && (
        <Link to={{ place: `before:${startCursor}` }} className="button">
          <Icon name="left" />
          {t('previousPage')}
        </Link>
      )}
      {hasNextPage && endCursor && (
        <Link to={{ place: `after:${endCursor}` }} className="button">
          {t('nextPage')}
          <Icon name="right" />
        </Link>
      )}
    </nav>
  );
}
