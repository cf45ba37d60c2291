import type { Logger } from '../http/logger';
import { toIso } from '../instant';
import type { TokenRecord } from './tokens';

/** Who changed a token: the token that asked for it, or somebody at the command line. */
export type ChangedBy = { readonly token: string; readonly requestId: string } | 'command line';

type Change = 'made' | 'rotated' | 'revoked';

/** What a line tells of a token: never the token itself, nor its name, which a person wrote. */
type Changed = Pick<TokenRecord, 'prefix'> & Partial<TokenRecord>;

/** Logs that a token was made, rotated or revoked: by whom, and of what scope. `replaces` is the one it was made for. */
export function logTokenChange(log: Logger, change: Change, by: ChangedBy, token: Changed, replaces?: string): void {
  const { accountId: account, prefix, role, inboxId, inboxIds, teamIds, contents, expiresAt } = token;
  const expires = typeof expiresAt === 'number' ? toIso(expiresAt) : undefined;
  const inboxes = inboxIds ?? (inboxId == null ? undefined : [inboxId]);
  const scope = { role, inboxes, teams: teamIds ?? undefined, contents, expires };
  const who = by === 'command line' ? { by } : { by: by.token, requestId: by.requestId };
  log.info({ ...who, account, prefix, ...scope, replaces }, `a token was ${change}`);
}
