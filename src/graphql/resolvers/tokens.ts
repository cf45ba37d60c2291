import { findByPrefix, listTokens, revokeToken, rotateToken } from '../../tokens/kept-tokens';
import { logTokenChange } from '../../tokens/token-log';
import { createToken, prefixOf } from '../../tokens/tokens';
import { includesRole } from '../../tokens/viewer';
import type { Context } from '../context';
import { apiError, badInput } from '../errors';
import type { MutationResolvers, QueryResolvers } from '../generated';
import { readId } from '../ids';
import { runMutation } from '../run-mutation';

/** In seconds: ten years, and one. */
const LONGEST_LIFE = 315_360_000;
const LONGEST_OVERLAP = 31_536_000;

export const tokenQuery: Pick<QueryResolvers, 'apiTokens'> = {
  apiTokens: (_parent, { ended }, { database, viewer: { accountId, role } }) => {
    if (!includesRole(role, 'administrator')) {
      throw apiError('FORBIDDEN', `this token's role is ${role.toUpperCase()}; this needs ADMINISTRATOR`);
    }
    return listTokens(database, { accountId, inUse: !ended });
  },
};

type TokenMutations = Pick<MutationResolvers, 'createApiToken' | 'rotateApiToken' | 'revokeApiToken'>;

export const tokenMutations: TokenMutations = {
  createApiToken: (_parent, { input }, context) =>
    runMutation(context, 'administrator', async () => {
      const { role, name = null, contents, expiresInSeconds } = input;
      const expiresIn = expiresInSeconds == null ? null : within(expiresInSeconds, 1, LONGEST_LIFE, 'expiresInSeconds');
      if (contents) checkMayGiveContents(context);
      const inboxIds = input.inboxes?.map((id) => readId(id, 'Inbox', 'inboxes')) ?? null;
      const teamIds = input.teams?.map((id) => readId(id, 'Team', 'teams')) ?? null;
      const limits = role === 'presence' ? { ...ofOneInbox(inboxIds), teamIds } : { inboxIds, teamIds };
      const { accountId } = context.viewer;
      const scope = { accountId, role, ...limits, contents: contents ?? false };
      const made = await answerFor(context, await createToken(context.database, { ...scope, name, expiresIn }));
      logTokenChange(context.log, 'made', by(context), made.apiToken);
      return made;
    }),
  rotateApiToken: (_parent, { input: { prefix, overlapSeconds } }, context) =>
    runMutation(context, 'administrator', async () => {
      const { database, viewer } = context;
      const { accountId } = viewer;
      const overlap = within(overlapSeconds ?? 0, 0, LONGEST_OVERLAP, 'overlapSeconds');
      if ((await findByPrefix(database, prefix, { accountId }))?.contents) checkMayGiveContents(context);
      const secret = await rotateToken(database, prefix, { accountId, overlap });
      if (secret === undefined) throw noneInUse();
      const made = await answerFor(context, secret);
      logTokenChange(context.log, 'rotated', by(context), made.apiToken, prefix);
      return made;
    }),
  revokeApiToken: (_parent, { input: { prefix } }, context) =>
    runMutation(context, 'administrator', async () => {
      const { database, viewer } = context;
      if (!(await revokeToken(database, prefix, { accountId: viewer.accountId }))) throw noneInUse();
      logTokenChange(context.log, 'revoked', by(context), { accountId: viewer.accountId, prefix });
      return { prefix };
    }),
};

/** Who changes a token, for the log. */
function by({ viewer, requestId }: Context) {
  return { token: viewer.token.prefix, requestId };
}

async function answerFor({ database, viewer: { accountId } }: Context, secret: string) {
  return { secret, apiToken: (await findByPrefix(database, prefixOf(secret), { accountId }))! };
}

/** A presence token has one inbox or all, kept apart from the limits of readers. */
function ofOneInbox(inboxIds: readonly number[] | null) {
  if (inboxIds === null) return { inboxId: null };
  if (inboxIds.length !== 1) throw badInput('inboxes', 'a token of the role PRESENCE takes one inbox, or none for all');
  return { inboxId: inboxIds[0]! };
}

function within(value: number, least: number, most: number, argument: string): number {
  if (value < least || value > most) throw badInput(argument, `${value} is not ${least} to ${most} seconds`);
  return value;
}

/** Otherwise a token could give itself what it lacks. */
function checkMayGiveContents({ viewer }: Context): void {
  if (viewer.contents) return;
  throw apiError('FORBIDDEN', 'contents: this token lacks the scope contents, and so it gives it to none', 'contents');
}

function noneInUse() {
  return apiError('NOT_FOUND', 'prefix: this account has no token with this prefix in use', 'prefix');
}
