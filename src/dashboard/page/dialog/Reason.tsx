import { en, type Key } from '../texts/en';
import { useTexts } from '../texts/useTexts';
import { KindMarks } from '../ui/Kinds';
import { Scroll } from '../ui/Scroll';
import type { Dialog } from './dialog';

/** Why the dialog has its kinds, what is known of the visitor's presence, and who did how much in it. */
export function Reason({ dialog }: { dialog: Dialog }) {
  const { t, duration, exactTime, number } = useTexts();
  const { classification, skip } = dialog;
  const key = `reason.${classification.reasonCode}`;
  const values = {
    waited: duration(classification.waitedSeconds),
    timeout: duration(classification.bounceTimeoutSeconds),
  };
  return (
    <>
      <p className="reason" data-reason={classification.reasonCode}>
        <KindMarks kinds={dialog.kinds} /> {Object.hasOwn(en, key) ? t(key as Key, values) : classification.reason}
      </p>
      {skip && <p className="note">{t('skipped', { by: skip.by, reason: skip.reason ?? '–' })}</p>}
      <dl className="facts is-list">
        <div>
          <dt>{t('presence')}</dt>
          <dd>{t(classification.presenceKnown ? 'presence.known' : 'presence.unknown')}</dd>
        </div>
        <div>
          <dt>{t('departed')}</dt>
          <dd>{classification.departedAt ? exactTime(classification.departedAt) : t('departed.none')}</dd>
        </div>
        <div>
          <dt>{t('waited')}</dt>
          <dd>{duration(classification.waitedSeconds)}</dd>
        </div>
        <div>
          <dt>{t('bounceTimeout')}</dt>
          <dd>{duration(classification.bounceTimeoutSeconds)}</dd>
        </div>
      </dl>
      {dialog.agents.length > 0 && (
        <Scroll label={t('participants')}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t('participants')}</th>
                <th scope="col">{t('agents.assigned')}</th>
                <th scope="col">{t('agents.messagesSent')}</th>
              </tr>
            </thead>
            <tbody>
              {dialog.agents.map(({ agent, wasAssigned, assignedSeconds, messagesSent }) => (
                <tr key={agent.databaseId}>
                  <th scope="row">{agent.name}</th>
                  <td>{wasAssigned ? duration(assignedSeconds) : '–'}</td>
                  <td>{number(messagesSent)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}
