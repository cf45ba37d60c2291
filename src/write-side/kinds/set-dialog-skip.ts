import { sql } from 'drizzle-orm';
import type { Database } from '../../database/database';
import type { Viewer } from '../../tokens/viewer';
import { CommandError } from '../command-error';
import { decideKinds } from './decide-kinds';

/** A skip mark to set, or to take back. */
export interface SkipMark {
  readonly dialogId: number;
  readonly skip: boolean;
  readonly reason: string | null;
}

/** The dialog that a mark was set on or taken from. */
export interface SkippedDialog {
  readonly dialogId: number;
}

/** In characters. */
const LONGEST_REASON = 1_000;

/**
 * Marks a dialog as not to be counted, or takes the mark back, whatever its state (W: skip; rules §5, step 1), and keeps
 * who did it, when and why. The same mark again changes nothing. Throws CommandError where the account has no such
 * dialog, or for a mark without a reason.
 */
export async function setDialogSkip(
  database: Database,
  { accountId, token }: Pick<Viewer, 'accountId' | 'token'>,
  mark: SkipMark,
): Promise<void> {
  const { dialogId, skip } = mark;
  const reason = checkedReason(mark);
  await database.transaction(async (session) => {
    const [dialog] = await session.rows(sql`
      SELECT dialog_id FROM dialog_facts WHERE account_id = ${accountId} AND dialog_id = ${dialogId} FOR NO KEY UPDATE`);
    if (!dialog) throw new CommandError('NOT_FOUND', 'dialog: this account has no such dialog', 'dialog');
    // A statement of its own: one that waits for the lock itself would read the marks as they were before the wait.
    const [latest] = await session.rows<{ skip: boolean }>(sql`
      SELECT skip FROM dialog_skips WHERE account_id = ${accountId} AND dialog_id = ${dialogId}
      ORDER BY at DESC LIMIT 1`);
    if ((latest?.skip ?? false) === skip) return;
    await session.rows(sql`
      INSERT INTO dialog_skips (account_id, dialog_id, at, skip, token, token_name, reason)
      VALUES (${accountId}, ${dialogId}, greatest(clock_timestamp() AT TIME ZONE 'UTC', (SELECT max(at) + interval '1 us'
        FROM dialog_skips WHERE account_id = ${accountId} AND dialog_id = ${dialogId})), ${skip}, ${token.prefix},
        ${token.name}, ${reason})`);
    await decideKinds(session, database.events, accountId, [dialogId]);
  });
}

function checkedReason({ skip, reason }: SkipMark): string | null {
  const given = reason?.trim() || null;
  const refuse = (message: string) => {
    throw new CommandError('BAD_USER_INPUT', `reason: ${message}`, 'reason');
  };
  if (skip && given === null) refuse('say why the dialog is not to be counted; who looks later will want to know');
  if (given !== null && [...given].length > LONGEST_REASON) refuse(`at most ${LONGEST_REASON} characters are kept`);
  if (given?.includes('\0') || given?.isWellFormed() === false) refuse('holds what is no Unicode text');
  return given;
}
