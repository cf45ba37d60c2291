import { Option } from 'commander';
import { toIso } from '../instant';
import { createToken, listTokens, revokeToken, type TokenRecord } from '../tokens/tokens';
import { TOKEN_ROLES, type TokenRole } from '../tokens/viewer';
import { type AddCommand, UsageError, withDatabase } from './run';

const SECONDS_IN: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const LONGEST_LIFE_DAYS = 3650;

interface CreateOptions {
  readonly account: number;
  readonly role: TokenRole;
  readonly inbox?: number;
  readonly name?: string;
  readonly expiresIn?: number;
}

export const addToken: AddCommand = (program) => {
  const token = program.command('token').description('Make, list and revoke API tokens.').helpCommand(false);
  token
    .command('create')
    .description('Make a token and print it, alone. It is stored as a hash only: nobody can print it again.')
    .requiredOption('--account <id>', 'the account that it is bound to', readId)
    .addOption(new Option('--role <role>', 'what it may do').choices(TOKEN_ROLES).makeOptionMandatory())
    .option(
      '--inbox <id>',
      'of a presence token: the only inbox whose visitors it may tell of; all when left out',
      readId,
    )
    .option('--name <text>', 'what it is for, shown in lists')
    .option('--expires-in <time>', 'how long it works, such as 90d, 12h, 30m; for ever when left out', readDuration)
    .action(
      withDatabase(async ({ database }, options: CreateOptions) => {
        const { account: accountId, role, inbox: inboxId = null, name = null, expiresIn = null } = options;
        if (inboxId !== null && role !== 'presence') throw new UsageError('--inbox goes with --role presence only');
        process.stdout.write(`${await createToken(database, { accountId, role, inboxId, name, expiresIn })}\n`);
      }),
    );
  token
    .command('list')
    .description('List all tokens by their prefixes, tab-separated, with a header row.')
    .action(
      withDatabase(async ({ database }) => {
        const rows = (await listTokens(database)).map(row);
        process.stdout.write([HEADER, ...rows].map((cells) => `${cells.join('\t')}\n`).join(''));
      }),
    );
  token
    .command('revoke')
    .description('Revoke a token; it stops working at once.')
    .argument('<prefix>', 'the prefix that `token list` shows, such as dst_4fK2xQ9a')
    .action(
      withDatabase(async ({ database }, prefix: string) => {
        if (!(await revokeToken(database, prefix))) {
          throw new Error(`no token with the prefix ${prefix} is in use; \`token list\` shows those that are`);
        }
        process.stdout.write(`revoked ${prefix}\n`);
      }),
    );
};

const HEADER = ['prefix', 'account', 'role', 'state', 'created', 'expires', 'last used', 'inbox', 'name'];

function row({ prefix, accountId, inboxId, role, name, ...token }: TokenRecord): string[] {
  const { createdAt, expiresAt, revokedAt, lastUsedAt } = token;
  const at = (instant: number | null) => (instant === null ? '-' : toIso(instant));
  const isExpired = expiresAt !== null && expiresAt <= Date.now() * 1000;
  const state = revokedAt !== null ? 'revoked' : isExpired ? 'expired' : 'in use';
  const moments = [at(createdAt), at(expiresAt), at(lastUsedAt)];
  return [prefix, String(accountId), role, state, ...moments, String(inboxId ?? '-'), name ?? '-'];
}

/** A database id from the command line. */
export function readId(text: string): number {
  const id = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(id) || id === 0)
    throw new UsageError(`${text} is no id: give a whole number`);
  return id;
}

function readDuration(text: string): number {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  const seconds = match ? Number(match[1]) * SECONDS_IN[match[2]!]! : 0;
  if (seconds === 0 || seconds > LONGEST_LIFE_DAYS * SECONDS_IN.d!) {
    throw new UsageError(
      `--expires-in ${text}: give a number and s, m, h or d, at most ${LONGEST_LIFE_DAYS}d, such as 90d`,
    );
  }
  return seconds;
}
