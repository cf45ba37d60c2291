import { findStrangers } from '../account-settings/find-strangers';
import { SETTING_KEYS } from '../account-settings/keys';
import { listSettings, removeSetting, setSetting } from '../account-settings/store';
import type { Session } from '../database/database';
import { checkAccount } from './check-account';
import { examples } from './help';
import { type AddCommand, UsageError, withDatabase } from './run';
import { readId } from './token';

const KEYS_HELP = Object.entries(SETTING_KEYS)
  .map(([key, { meaning, example }]) => `  ${key}: ${meaning}. Example: ${example}`)
  .join('\n');

export const addSettings: AddCommand = (program) => {
  const settings = program
    .command('settings')
    .description('Read and change the settings of accounts and inboxes.')
    .helpCommand(false)
    .addHelpText('after', `\nKeys:\n${KEYS_HELP}`)
    .addHelpText('after', examples('settings get', 'settings set --help'));
  settings
    .command('get')
    .description('Print the settings made, tab-separated, with a header row. Inbox 0 is the whole account.')
    .option('--account <id>', 'of this account only', readId)
    .addHelpText('after', examples('settings get', 'settings get --account 1'))
    .action(
      withDatabase(async ({ database }, { account }: { account?: number }) => {
        const made = await listSettings(database, account);
        const rows = made
          .filter(({ key }) => key in SETTING_KEYS)
          .map(({ accountId, inboxId, key, value }) => [accountId, inboxId, key, JSON.stringify(value)]);
        process.stdout.write(
          [['account', 'inbox', 'key', 'value'], ...rows].map((cells) => `${cells.join('\t')}\n`).join(''),
        );
      }),
    );
  settings
    .command('set')
    .description('Change a setting of an account, or of one of its inboxes.')
    .argument('<key>', `one of: ${Object.keys(SETTING_KEYS).join(', ')}`)
    .argument('<value>', 'the value; an empty one takes the setting away')
    .requiredOption('--account <id>', 'the account', readId)
    .option('--inbox <id>', 'one inbox of it; the whole account when left out', readId)
    .addHelpText('after', `\nKeys:\n${KEYS_HELP}`)
    .addHelpText(
      'after',
      examples(
        'settings set bot_users 3,4 --account 1',
        'settings set presence_capable off --account 1 --inbox 1',
        "settings set bot_users '' --account 1   # takes it away",
      ),
    )
    .action(
      withDatabase(async ({ database }, key: string, text: string, options: { account: number; inbox?: number }) => {
        const { account: accountId, inbox: inboxId = 0 } = options;
        const scope = { accountId, inboxId };
        const value = readValue(key, text, inboxId);
        if (key === 'bot_users' && value !== undefined) await checkUsers(database, accountId, value as number[]);
        await database.transaction((session) =>
          value === undefined ? removeSetting(session, scope, key) : setSetting(session, scope, key, value),
        );
        process.stdout.write(
          `${value === undefined ? 'unset' : 'set'} ${key} of account ${accountId}${inboxId === 0 ? '' : `, inbox ${inboxId}`}\n`,
        );
      }),
    );
};

/** A user that the account never had is a slip of the pen, and would never be noticed. */
async function checkUsers(session: Session, accountId: number, userIds: readonly number[]): Promise<void> {
  await checkAccount(session, accountId);
  const strangers = await findStrangers(session, accountId, userIds);
  if (strangers.length === 0) return;
  throw new UsageError(
    `bot_users: account ${accountId} has no ${strangers.length === 1 ? 'user' : 'users'} ${strangers.join(', ')}; ` +
      'give ids of the table `users`, of users that `account_users` has for it',
  );
}

/** The value that a text says; undefined for none. */
function readValue(key: string, text: string, inboxId: number): unknown {
  const setting = SETTING_KEYS[key];
  if (!setting) throw new UsageError(`no setting is named ${key}; there are: ${Object.keys(SETTING_KEYS).join(', ')}`);
  if (setting.isOfAccount && inboxId !== 0)
    throw new UsageError(`${key} is a setting of a whole account: leave out --inbox`);
  if (text === '') return undefined;
  try {
    return setting.read(text);
  } catch (error) {
    throw new UsageError(
      `${key}: ${JSON.stringify(text)} is not ${(error as Error).message}; such as ${setting.example}`,
    );
  }
}
