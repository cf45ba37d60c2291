import { sql } from 'drizzle-orm';
import { seenOf } from '../read-side/seen';
import { isWithin, seesAll } from '../read-side/visibility';
import type { Context } from './context';
import { apiError } from './errors';

/** What a command names, by database ids; undefined: nothing. */
interface Named {
  readonly conversationId?: number | undefined;
  /** null: all inboxes, or nobody's. */
  readonly inboxId?: number | null | undefined;
  readonly contactId?: number | undefined;
  readonly agentId?: number | null | undefined;
  readonly assigneeId?: number | null | undefined;
  readonly teamId?: number | null | undefined;
}

/**
 * Refuses a command that names what its token does not see, with NOT_FOUND as if it were not there, and one that would
 * take a conversation out of its sight. A conversation must lie within the limits as it is now.
 */
export async function checkWithinLimits(context: Context, named: Named): Promise<void> {
  if (seesAll(context.viewer.visibility)) return;
  checkInboxAndTeam(context, named);
  await checkAgent(context, named.agentId, 'agent');
  await checkAgent(context, named.assigneeId, 'assignee');
  if (named.contactId !== undefined) await checkContact(context, named.contactId, named.inboxId ?? 0);
  if (named.conversationId !== undefined) await checkConversation(context, named.conversationId);
}

function checkInboxAndTeam({ viewer: { visibility } }: Context, { inboxId, teamId }: Named): void {
  const { inboxIds, teamIds } = visibility;
  const [ofInboxes, ofTeams] = [inboxIds !== null && inboxId !== undefined, teamIds !== null && teamId !== undefined];
  if (ofInboxes && inboxId === null) throw leavesLimits('inbox', 'inboxes');
  if (ofTeams && teamId === null) throw leavesLimits('team', 'teams');
  if (ofInboxes && !inboxIds?.includes(inboxId!)) throw notSeen('inbox', 'inbox');
  if (ofTeams && !teamIds?.includes(teamId!)) throw notSeen('team', 'team');
}

async function checkAgent({ database, viewer }: Context, id: number | null | undefined, argument: string) {
  if (id == null) return;
  const seen = await seenOf(database, viewer.visibility, 'agent', [id]);
  if (!seen.has(id)) throw notSeen('agent', argument);
}

/** A contact may be new to the inbox that is named: its row there is enough. */
async function checkContact({ database, viewer: { visibility } }: Context, id: number, inboxId: number) {
  const seen = await seenOf(database, visibility, 'contact', [id]);
  if (seen.has(id)) return;
  const [row] = await database.rows(sql`
    SELECT FROM contact_inboxes ci JOIN contacts c ON c.id = ci.contact_id
    WHERE c.account_id = ${visibility.accountId} AND ci.contact_id = ${id} AND ci.inbox_id = ${inboxId} LIMIT 1`);
  if (!row) throw notSeen('contact', 'contact');
}

async function checkConversation({ database, viewer: { visibility } }: Context, id: number) {
  const [row] = await database.rows(sql`
    SELECT FROM conversations c
    WHERE c.account_id = ${visibility.accountId} AND c.id = ${id} AND ${isWithin(visibility, sql`c`)}`);
  if (!row) throw notSeen('conversation', 'conversation');
}

/** As the write side refuses what the account has not. */
function notSeen(kind: string, argument: string) {
  return apiError('NOT_FOUND', `${argument}: this account has no such ${kind}`, argument);
}

function leavesLimits(argument: string, limits: string) {
  return apiError('FORBIDDEN', `${argument}: this token is limited to some ${limits}; name one of them`, argument);
}
