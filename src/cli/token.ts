import { Option } from 'commander';
import type { Database } from '../database/database';
import { createLogger } from '../http/logger';
import { toIso } from '../instant';
import { readSettings } from '../settings';
import { findByPrefix, listTokens, revokeToken, rotateToken } from '../tokens/kept-tokens';
import { logTokenChange } from '../tokens/token-log';
import { createToken, prefixOf, type TokenRecord } from '../tokens/tokens';
import { TOKEN_ROLES, type TokenRole } from '../tokens/viewer';
import { CommandError } from '../write-side/command-error';
import { examples } from './help';
import { type AddCommand, UsageError, withDatabase } from './run';

const SECONDS_IN: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const LONGEST_LIFE_DAYS = 3650;

interface CreateOptions {
  readonly account: number;
  readonly role: TokenRole;
  readonly inbox?: number;
  readonly inboxes?: readonly number[];
  readonly teams?: readonly number[];
  readonly contents?: boolean;
  readonly name?: string;
  readonly expiresIn?: number;
}

export const addToken: AddCommand = (program) => {
  const token = program
    .command('token')
    .description('Make, list, rotate and revoke API tokens.')
    .helpCommand(false)
    .addHelpText('after', examples('token list', 'token create --help'));
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
    .option('--inboxes <ids>', 'the only inboxes of whose dialogs it may know, with commas between', readIds)
    .option('--teams <ids>', 'the only teams of whose dialogs it may know, with commas between', readIds)
    .option('--contents', 'let it read what messages and private notes say')
    .option('--name <text>', 'what it is for, shown in lists')
    .option('--expires-in <time>', 'how long it works, such as 90d, 12h, 30m; for ever when left out', readDuration)
    .addHelpText(
      'after',
      examples(
        'token create --account 1 --role reader --name board --expires-in 90d',
        'token create --account 1 --role reader --inboxes 3,4 --contents',
        'token create --account 1 --role presence --inbox 1',
      ),
    )
    .action(
      withDatabase(async ({ database }, options: CreateOptions) => {
        const { account: accountId, role, inbox: inboxId = null, name = null, expiresIn = null } = options;
        if (inboxId !== null && role !== 'presence')
          throw new UsageError('--inbox goes with --role presence only; readers and writers take --inboxes');
        const { inboxes: inboxIds = null, teams: teamIds = null, contents = false } = options;
        const scope = { accountId, role, inboxId, inboxIds, teamIds, contents };
        const made = await asUsage(createToken(database, { ...scope, name, expiresIn }));
        process.stdout.write(`${made}\n`);
        await logChange(database, 'made', prefixOf(made));
      }),
    );
  token
    .command('list')
    .description('List the newest 1000 tokens by their prefixes, tab-separated, with a header row.')
    .option('--account <id>', 'those of one account; of all when left out', readId)
    .addHelpText('after', examples('token list', 'token list --account 1'))
    .action(
      withDatabase(async ({ database }, { account: accountId }: { account?: number }) => {
        const rows = (await listTokens(database, { accountId })).map(row);
        process.stdout.write([HEADER, ...rows].map((cells) => `${cells.join('\t')}\n`).join(''));
      }),
    );
  token
    .command('rotate')
    .description('Make a token in the place of another, with its name and scope, and print it, alone.')
    .argument('<prefix>', 'the prefix that `token list` shows, such as dst_4fK2xQ9a')
    .option('--overlap <time>', 'how long the old one still works, such as 24h; not at all when left out', readDuration)
    .option('--expires-in <time>', 'how long the new one works; as long as the old one when left out', readDuration)
    .addHelpText('after', examples('token rotate dst_4fK2xQ9a --overlap 24h'))
    .action(
      withDatabase(async ({ database }, prefix: string, options: { overlap?: number; expiresIn?: number }) => {
        const { overlap = 0, expiresIn } = options;
        const made = await rotateToken(database, prefix, { overlap, expiresIn });
        if (made === undefined) throw noneInUse(prefix);
        process.stdout.write(`${made}\n`);
        await logChange(database, 'rotated', prefixOf(made), prefix);
      }),
    );
  token
    .command('revoke')
    .description('Revoke a token; it stops working within a second.')
    .argument('<prefix>', 'the prefix that `token list` shows, such as dst_4fK2xQ9a')
    .addHelpText('after', examples('token revoke dst_4fK2xQ9a'))
    .action(
      withDatabase(async ({ database }, prefix: string) => {
        const token = await findByPrefix(database, prefix);
        if (!(await revokeToken(database, prefix))) throw noneInUse(prefix);
        logTokenChange(log(), 'revoked', 'command line', { ...token, prefix });
        process.stdout.write(`revoked ${prefix}\n`);
      }),
    );
};

const HEADER = [
  ...['prefix', 'account', 'role', 'state', 'created', 'expires', 'last used'],
  ...['contents', 'teams', 'inbox', 'name'],
];

function row({ prefix, accountId, role, name, ...token }: TokenRecord): string[] {
  const { createdAt, expiresAt, revokedAt, lastUsedAt } = token;
  const at = (instant: number | null) => (instant === null ? '-' : toIso(instant));
  const isExpired = expiresAt !== null && expiresAt <= Date.now() * 1000;
  const state = revokedAt !== null ? 'revoked' : isExpired ? 'expired' : 'in use';
  const moments = [at(createdAt), at(expiresAt), at(lastUsedAt)];
  const inboxes = token.inboxId === null ? token.inboxIds : [token.inboxId];
  const scope = [token.contents ? 'yes' : 'no', token.teamIds?.join(',') ?? '-', inboxes?.join(',') ?? '-'];
  return [prefix, String(accountId), role, state, ...moments, ...scope, name ?? '-'];
}

/** The log, on stderr: results are on stdout. */
function log() {
  return createLogger(readSettings(process.env).logLevel);
}

async function logChange(database: Database, change: 'made' | 'rotated', prefix: string, replaces?: string) {
  const token = await findByPrefix(database, prefix);
  if (token) logTokenChange(log(), change, 'command line', token, replaces);
}

function noneInUse(prefix: string): Error {
  return new Error(`no token with the prefix ${prefix} is in use; \`token list\` shows those that are`);
}

/** What can't go together on a command line is bad usage; what is not in the database is a failure. */
async function asUsage<Result>(work: Promise<Result>): Promise<Result> {
  return work.catch((error: unknown) => {
    throw error instanceof CommandError && error.code === 'BAD_USER_INPUT' ? new UsageError(error.message) : error;
  });
}

function readIds(text: string): readonly number[] {
  return text.split(',').map((each) => readId(each.trim()));
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
    throw new UsageError(`${text}: give a number and s, m, h or d, at most ${LONGEST_LIFE_DAYS}d, such as 90d`);
  }
  return seconds;
}
