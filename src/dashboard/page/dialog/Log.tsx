import { useTexts } from '../texts/useTexts';
import { authorOf } from './author';
import type { Dialog, Message } from './dialog';

type DialogEvent = Dialog['events']['nodes'][number];
type Transfer = Dialog['transfers'][number];
type Entry = { readonly at: string; readonly key: string } & (
  | { readonly message: Message }
  | { readonly event: DialogEvent }
  | { readonly transfer: Transfer }
);

/** Messages, events and transfers in the order of time. */
function entriesOf({ messages, events, transfers }: Dialog): Entry[] {
  const all: Entry[] = [
    ...events.nodes.map((event) => ({ at: event.createdAt, key: `e${event.databaseId}`, event })),
    ...transfers.map((transfer) => ({ at: transfer.at, key: `t${transfer.number}`, transfer })),
    ...messages.nodes.map((message) => ({ at: message.createdAt, key: `m${message.databaseId}`, message })),
  ];
  // The API's moments sort as texts.
  return all.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** All that happened in the dialog, in words. */
export function Log({ dialog }: { dialog: Dialog }) {
  const { t, time, date, number } = useTexts();
  const entries = entriesOf(dialog);
  const { nodes, totalCount } = dialog.messages;
  let day = '';
  return (
    <>
      {nodes.length < totalCount && (
        <p className="note">{t('log.cut', { shown: number(nodes.length), all: number(totalCount) })}</p>
      )}
      <ol className="log">
        {entries.map((entry) => {
          const itsDay = date(entry.at);
          const isNewDay = itsDay !== day;
          day = itsDay;
          return (
            <li key={entry.key} className={'message' in entry ? `is-${authorOf(entry.message)}` : 'is-event'}>
              {isNewDay && <span className="log-day">{itsDay}</span>}
              <time dateTime={entry.at}>{time(entry.at)}</time>
              <EntryWords entry={entry} />
            </li>
          );
        })}
      </ol>
    </>
  );
}

function EntryWords({ entry }: { entry: Entry }) {
  const { t } = useTexts();
  if ('transfer' in entry) {
    const { from, to, viaQueue } = entry.transfer;
    return (
      <p>
        <span className="point is-transfer" /> {t('log.transfer', { from: from.name, to: to.name })}
        {viaQueue && <span className="muted"> · {t('viaQueue')}</span>}
      </p>
    );
  }
  if ('event' in entry) {
    const { name, rawName, agent } = entry.event;
    if (name === 'OTHER') return <p>{rawName}</p>;
    if (name === 'CONVERSATION_ASSIGNED')
      return <p>{agent ? t('log.assigned', { agent: agent.name }) : t('log.unassigned')}</p>;
    return <p>{t(`event.${name}`)}</p>;
  }
  const { message } = entry;
  const author = authorOf(message);
  return (
    <p>
      <span className={`point is-${author}`} /> <strong>{message.senderAgent?.name ?? t(`mark.${author}`)}</strong>{' '}
      {author === 'private' && <span className="mark is-none">{t('mark.private')}</span>}
      <span className="log-text">{message.content ?? ''}</span>
    </p>
  );
}
