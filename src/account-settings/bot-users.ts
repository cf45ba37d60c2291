/** A row of `dialog_settings` with the key `bot_users`: a list of ids of users; `inbox_id` 0 is the whole account. */
export interface BotUsersRow {
  readonly inbox_id: number;
  readonly value: unknown;
}

/** The users that are set as bots, for the account or for the inbox (rules §0). */
export type BotUserIds = (inboxId: number) => ReadonlySet<number>;

/** Reads an account's rows: in an inbox, the bots of the account and those of the inbox. */
export function botUserIdsOf(rows: readonly BotUsersRow[]): BotUserIds {
  return (inboxId) =>
    new Set(rows.flatMap(({ inbox_id, value }) => (inbox_id === 0 || inbox_id === inboxId ? idsIn(value) : [])));
}

function idsIn(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'number') : [];
}
