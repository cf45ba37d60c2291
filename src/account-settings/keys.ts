/** A setting of an account, or of one of its inboxes. */
export interface SettingKey {
  readonly meaning: string;
  /** What a value looks like, for help and errors. */
  readonly example: string;
  /** Reads a value from the command line; throws RangeError with what would be right. */
  read(text: string): unknown;
}

/** Every setting that can be made for an account, and narrowed or widened for an inbox. */
export const SETTING_KEYS: Readonly<Record<string, SettingKey>> = {
  bot_users: {
    meaning:
      'ids of users that are bots: their messages count as bots’ and are no first response; an inbox adds to its account',
    example: '17,23',
    read: (text) => {
      if (text === '') return [];
      const ids = text.split(',').map((part) => part.trim());
      if (!ids.every((id) => /^[1-9]\d{0,14}$/.test(id))) throw new RangeError('ids of users, separated by commas');
      return [...new Set(ids.map(Number))];
    },
  },
};
