import type { Visibility } from '../visibility';

/**
 * Whether a dialog within the limits began in the conversation of the resolved dialog of row x, or with its contact, at
 * most so many hours after the resolve: SQL over x. As for summaries, a contact's dialogs are those of the conversations
 * that it has now, and of conversations that the host deleted those that name it.
 */
export function seenToComeBack(
  whose: 'conversation' | 'contact',
  hours: number,
  { accountId, inboxIds, teamIds }: Visibility,
): string {
  const account = whole(accountId);
  const its = `SELECT o.conversation_id FROM dialogs o WHERE o.account_id = ${account} AND o.id = x.dialog_id`;
  const held = (of: string) => `SELECT c.contact_id FROM conversations c
    WHERE c.account_id = ${account} AND c.id = ${of}.conversation_id`;
  const contact = `SELECT coalesce((${held('o')}), o.contact_id) FROM dialogs o
    WHERE o.account_id = ${account} AND o.id = x.dialog_id`;
  const same =
    whose === 'conversation'
      ? `n.conversation_id = (${its})`
      : `(n.conversation_id IN (SELECT c.id FROM conversations c WHERE c.account_id = ${account} AND c.contact_id = (${contact}))
        OR n.contact_id = (${contact}) AND (${held('n')}) IS NULL)`;
  return `EXISTS (SELECT FROM dialogs n WHERE n.account_id = ${account} AND ${same}
    AND n.created_at BETWEEN x.resolved_at AND x.resolved_at + interval '${hours} hours'
    AND (n.created_at, n.id) > (x.started_at, x.dialog_id)${among('inbox_id', inboxIds)}${among('team_id', teamIds)})`;
}

function among(column: string, ids: readonly number[] | null): string {
  return ids === null ? '' : ` AND n.${column} = ANY ('{${ids.map(whole).join()}}'::bigint[])`;
}

/** Written into the text: never anything but digits. */
function whole(id: number): string {
  if (!Number.isSafeInteger(id)) throw new RangeError('an id is no whole number');
  return String(id);
}
