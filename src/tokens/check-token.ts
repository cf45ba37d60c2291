import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import type { Instant } from '../instant';
import { CommandError } from '../write-side/command-error';
import type { TokenScope } from './tokens';

/** In characters. */
const LONGEST_NAME = 100;
const LONGEST_LIST = 100;

/**
 * Throws CommandError unless a token of this scope and name may be made: what it names is in the account, and its parts
 * go together. Returns the moment, by the database's clock.
 */
export async function checkToken(session: Session, scope: TokenScope, name: string | null): Promise<Instant> {
  checkParts(scope, name);
  const { accountId } = scope;
  const inboxIds = scope.inboxId === null ? (scope.inboxIds ?? []) : [scope.inboxId];
  const [found] = await session.rows<{ now: Instant; account: boolean; inboxes: number[]; teams: number[] }>(sql`
    SELECT clock_timestamp() AT TIME ZONE 'UTC' AS now, EXISTS (SELECT FROM accounts WHERE id = ${accountId}::bigint) AS account,
      ARRAY(SELECT id::bigint FROM inboxes WHERE account_id = ${accountId} AND id = ANY(${sql.param(inboxIds)}::bigint[])) AS inboxes,
      ARRAY(SELECT id FROM teams WHERE account_id = ${accountId} AND id = ANY(${sql.param(scope.teamIds ?? [])}::bigint[])) AS teams`);
  const { now, account, inboxes, teams } = found!;
  if (!account) throw new CommandError('NOT_FOUND', `the host has no account ${accountId}`);
  const missingInbox = inboxIds.find((id) => !inboxes.includes(id));
  if (missingInbox !== undefined) throw missing(accountId, 'inbox', missingInbox, 'inboxes');
  const missingTeam = scope.teamIds?.find((id) => !teams.includes(id));
  if (missingTeam !== undefined) throw missing(accountId, 'team', missingTeam, 'teams');
  return now;
}

function checkParts({ role, inboxIds, teamIds, contents }: TokenScope, name: string | null): void {
  const refuse = (argument: string, message: string): never => {
    throw new CommandError('BAD_USER_INPUT', `${argument}: ${message}`, argument);
  };
  const isLimitable = role === 'reader' || role === 'writer';
  for (const [argument, ids] of [['inboxes', inboxIds] as const, ['teams', teamIds] as const]) {
    if (ids === null) continue;
    if (!isLimitable) refuse(argument, `limits go with the roles reader and writer, not with ${role}`);
    if (ids.length === 0) refuse(argument, 'an empty list would see nothing; leave it out for no limit');
    if (ids.length > LONGEST_LIST) refuse(argument, `${ids.length} values; at most ${LONGEST_LIST}`);
  }
  if (contents && role === 'presence') refuse('contents', 'a token of the role presence reads nothing');
  const fault = name === null ? undefined : faultOfName(name);
  if (fault !== undefined) refuse('name', fault);
}

/** What keeps a name from being a token's: lists show it in a line. Undefined for nothing. */
export function faultOfName(name: string): string | undefined {
  if ([...name].length > LONGEST_NAME) return `at most ${LONGEST_NAME} characters are kept`;
  return /\p{Cc}/u.test(name) || !name.isWellFormed() ? 'holds what is no printable text' : undefined;
}

function missing(accountId: number, kind: string, id: number, argument: string): CommandError {
  return new CommandError('NOT_FOUND', `account ${accountId} has no ${kind} ${id}`, argument);
}
