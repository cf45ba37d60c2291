/** A setting of an account, or of one of its inboxes. */
export interface SettingKey {
  readonly meaning: string;
  /** What a value looks like, for help and errors. */
  readonly example: string;
  /** Whether it can't be made for one inbox. */
  readonly isOfAccount?: boolean;
  /** Reads a value from the command line; throws RangeError with what would be right. */
  read(text: string): unknown;
}

/** Of a bounce timeout, in seconds: a day. */
const LONGEST_TIMEOUT = 86_400;

/** Of a visitor's presence, in seconds: what the reading of presence around a dialog looks back by. */
const LONGEST_GRACE = 3_600;

/** Every setting that can be made for an account, and narrowed or widened for an inbox. */
export const SETTING_KEYS: Readonly<Record<string, SettingKey>> = {
  bot_users: {
    meaning:
      'ids of users that are bots: their messages count as bots’ and are no first response; an inbox adds to its account',
    example: '17,23',
    read: (text) => {
      const ids = text.split(',').map((part) => part.trim());
      if (!ids.every((id) => /^[1-9]\d{0,14}$/.test(id))) throw new RangeError('ids of users, separated by commas');
      return [...new Set(ids.map(Number))];
    },
  },
  bounce_timeout: {
    meaning:
      'seconds of waiting from which on a visitor who leaves is missed, and no bounce; 60 where not set; in force for ' +
      'dialogs that begin from then on',
    example: '90',
    read: (text) => {
      if (!/^\d{1,5}$/.test(text) || +text > LONGEST_TIMEOUT)
        throw new RangeError(`whole seconds, 0 to ${LONGEST_TIMEOUT}`);
      return Number(text);
    },
  },
  presence_grace: {
    meaning:
      'seconds after a sign of life in which a visitor still counts as online; 45 where not set; of a whole account. ' +
      'Run classify after a change of it',
    example: '60',
    isOfAccount: true,
    read: (text) => {
      if (!/^\d{1,4}$/.test(text) || +text < 1 || +text > LONGEST_GRACE)
        throw new RangeError(`whole seconds, 1 to ${LONGEST_GRACE}`);
      return Number(text);
    },
  },
  presence_capable: {
    meaning:
      'on where the channel knows whether a visitor is online, off where it does not (messengers, mobile apps with ' +
      'push); on for web widgets where not set',
    example: 'off',
    read: (text) => {
      if (text !== 'on' && text !== 'off') throw new RangeError('on or off');
      return text === 'on';
    },
  },
};
