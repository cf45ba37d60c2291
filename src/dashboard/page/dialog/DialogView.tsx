import { useView } from '../address/useView';
import { useLookups } from '../api/lookups';
import { useTexts } from '../texts/useTexts';
import { Card } from '../ui/Card';
import { Icon } from '../ui/Icon';
import { KindMarks } from '../ui/Kinds';
import { Link } from '../ui/Link';
import { Answered } from '../ui/States';
import type { Dialog } from './dialog';
import { Log } from './Log';
import { Reason } from './Reason';
import { Timeline } from './Timeline';
import { useDialog } from './useDialog';

/** One dialog: its facts, its timeline, why it has its kinds, and all that happened in it. */
export function DialogView() {
  const { t } = useTexts();
  const { dialog: id } = useView();
  const lookups = useLookups();
  const query = useDialog(id ?? '', lookups.error ? false : lookups.data?.viewer.contents);
  return (
    <div className="dialog">
      <Link to={{ view: 'dialogs', dialog: undefined }} className="button is-quiet is-back">
        <Icon name="left" />
        {t('toList')}
      </Link>
      <Answered query={query} lines={16}>
        {(dialog) => (
          <>
            <Facts dialog={dialog} />
            <Card title={t('timeline')} tip={t('timeline.tip')} tipLabel={t('explain')}>
              <Timeline dialog={dialog} />
            </Card>
            <div className="dialog-parts">
              <Card title={t('log')}>
                <Log dialog={dialog} />
              </Card>
              <Card title={t('reason')} tip={t('reason.tip')} tipLabel={t('explain')}>
                <Reason dialog={dialog} />
              </Card>
            </div>
          </>
        )}
      </Answered>
    </div>
  );
}

function Facts({ dialog }: { dialog: Dialog }) {
  const { t, dateTime, duration, number } = useTexts();
  const facts = [
    ['column.contact', dialog.contact?.name ?? t('noContact')],
    ['filter.inbox', dialog.inbox.name],
    ['filter.team', dialog.team?.name ?? t('noTeam')],
    ['column.assignee', dialog.assignee?.name ?? t('nobody')],
    ['order.CREATED_AT', dateTime(dialog.createdAt)],
    ['order.RESOLVED_AT', dialog.resolvedAt ? dateTime(dialog.resolvedAt) : t('lasts')],
    ['duration', duration(dialog.durationSeconds)],
    ['wait', duration(dialog.waitSeconds)],
    ['firstResponse.short', duration(dialog.firstResponseSeconds)],
    ['transfers', number(dialog.transferCount)],
    ['column.messages', number(dialog.messageCounts.total)],
    ['startedBy', t(`startedBy.${dialog.startedBy}`)],
    ['closedBy', dialog.closedBy ? t(`closedBy.${dialog.closedBy}`) : '–'],
  ] as const;
  return (
    <Card
      title={t('dialogTitle', { id: dialog.databaseId })}
      aside={
        <span className="marks">
          <span className={`status is-${dialog.status.toLowerCase()}`}>{t(`status.${dialog.status}`)}</span>
          <KindMarks kinds={dialog.kinds} />
        </span>
      }
    >
      {dialog.fromHistory && <p className="note">{t('fromHistory')}</p>}
      <dl className="facts">
        {facts.map(([key, value]) => (
          <div key={key} data-fact={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
