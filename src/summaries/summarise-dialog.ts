import { formatTimestamp, type Instant } from '../instant';
import { assignmentsOf, stretchesOf, stretchSeconds, transfersOf } from '../rulebook/assignments';
import { agentsOf } from '../rulebook/dialog-agents';
import { stretchesOfDialog } from '../rulebook/dialog-stretches';
import { dialogTimesOf, statusChangesIn } from '../rulebook/dialog-times';
import { countMessages, countMessagesByAgent } from '../rulebook/message-counts';
import { authorOf } from '../rulebook/messages';
import { STATUSES } from '../rulebook/words';
import type { DialogLog } from './dialog-log';
import { firstTimesOf, messageFactsOf, talliesOf } from './message-facts';
import type { DialogRows, HoldingRow, OfDialog, SummaryRow } from './rows';
import { storedOf } from './served';

/**
 * The rows of one dialog in the derived tables, from its log (rules §4). Pure: the same log gives the same rows, whether
 * they are stored or computed for one answer. A dialog whose conversation the host deleted has them too.
 */
export function summariseDialog(accountId: number, log: DialogLog): DialogRows {
  const { dialog, events, messages, botUserIds, decided } = log;
  const { startedAt, resolvedAt } = dialog;
  const assignments = assignmentsOf(dialog, events);
  const stretches = stretchesOf(assignments, resolvedAt);
  const transfers = transfersOf(assignments);
  const tallies = talliesOf(messages);
  const agents = agentsOf(stretches, tallies, botUserIds);
  const times = dialogTimesOf(dialog, firstTimesOf(messages, log.acceptances), events, botUserIds);
  const messageCounts = countMessages(tallies, botUserIds);
  const messagesByAgent = countMessagesByAgent(tallies, botUserIds);
  const ofDialog: OfDialog = {
    ...{ account_id: accountId, dialog_id: dialog.id, inbox_id: dialog.inboxId, team_id: dialog.teamId },
    skipped: decided.kinds.includes('skip'),
  };
  // One literal: made by spreading others, so wide a row takes as long as all else here.
  const summary: SummaryRow = {
    account_id: accountId,
    dialog_id: dialog.id,
    conversation_id: dialog.conversationId,
    inbox_id: dialog.inboxId,
    team_id: dialog.teamId,
    assignee_id: dialog.assigneeId,
    status: STATUSES.indexOf(dialog.status),
    started_at: formatTimestamp(startedAt),
    resolved_at: textOf(resolvedAt),
    resolve_known: dialog.resolveKnown,
    kinds: decided.kinds,
    started_by: dialog.startedBy,
    agent_ids: agents.map(({ agentId }) => agentId),
    was_assigned: stretches.length > 0,
    transfers: transfers.length,
    first_response_seconds: times.firstResponseSeconds,
    first_responder_id: times.firstResponderId,
    handed_over_at: textOf(times.handedOverAt),
    response_after_bot_seconds: times.firstResponseAfterBotSeconds,
    waited_from: textOf(times.waitedFrom),
    wait_seconds: times.waitSeconds,
    answered_at: textOf(decided.answeredAt),
    answer_wait_seconds: decided.answerWaitSeconds,
    departed_assignee_id: decided.departedAssigneeId,
    departed_team_id: decided.departedTeamId,
    waiting_since: textOf(resolvedAt === null ? waitingSince(log, assignments) : null),
    with_bot: times.isWithBot,
    with_agent: agents.some(({ agentId }) => !botUserIds.has(agentId)),
    client_wrote: messages.some(({ type, at }) => type === 'incoming' && (resolvedAt === null || at <= resolvedAt)),
    next_of_conversation_at: textOf(log.nextOfConversationAt),
    next_of_contact_at: textOf(log.nextOfContactAt),
    handled_seconds:
      resolvedAt === null ? null : stretches.reduce((sum, each) => sum + stretchSeconds(each, resolvedAt), 0),
    served: storedOf({ messageCounts, messagesByAgent, transfers, agents }),
  };
  return {
    summary,
    messages: messageFactsOf(messages, ofDialog, botUserIds),
    transfers: transfers.map(({ number, at, fromAgentId, toAgentId, viaQueue }) => ({
      ...ofDialog,
      ...{ number, at: formatTimestamp(at), from_agent_id: fromAgentId, to_agent_id: toAgentId, via_queue: viaQueue },
    })),
    holdings: [
      ...stretches.map(({ agentId, from, to }) => holdingOf(ofDialog, 'agent', agentId, from, to)),
      ...teamStretches(startedAt, log).map(({ teamId, from, to }) => holdingOf(ofDialog, 'team', teamId, from, to)),
    ],
  };
}

/** Since when an unresolved dialog waits, by the stretches that its kinds are decided from (rules §5). */
function waitingSince(
  { dialog, events, messages, acceptances, botUserIds }: DialogLog,
  assignments: ReturnType<typeof assignmentsOf>,
): Instant | null {
  const isPublic = messages.filter((message) => !message.private);
  const last = stretchesOfDialog({
    ...{ startedAt: dialog.startedAt, startedBy: dialog.startedBy, resolvedAt: null, botServes: dialog.botServed },
    // Of a dialog older than the log the status of its start is not known: open is what says least.
    startedStatus: dialog.startedStatus ?? 'open',
    ...{ statuses: statusChangesIn(events), assignments, acceptances },
    agentMessages: isPublic
      .filter((message) => authorOf(message, botUserIds) === 'agent')
      .map(({ at, senderId }) => ({ at, agentId: senderId! })),
    firstClientMessageAt: isPublic.find(({ type }) => type === 'incoming')?.at ?? null,
  }).at(-1);
  return last?.side === 'waiting' ? last.from : null;
}

/** The stretches in which a team had the dialog, up to its resolve. */
function teamStretches(startedAt: Instant, { dialog, teams }: DialogLog) {
  const { startedTeamId, resolvedAt } = dialog;
  const changes = [{ at: startedAt, teamId: startedTeamId }, ...teams];
  return changes.flatMap(({ at: from, teamId }, index) => {
    const to = changes[index + 1]?.at ?? resolvedAt;
    return teamId === null || (to !== null && to <= from) ? [] : [{ teamId, from, to }];
  });
}

function holdingOf(
  { account_id, dialog_id, inbox_id, team_id, skipped }: OfDialog,
  holder: HoldingRow['holder'],
  holder_id: number,
  from: Instant,
  to: Instant | null,
): HoldingRow {
  const held_to = textOf(to === null ? null : Math.max(from, to));
  const held_from = formatTimestamp(from);
  return { account_id, dialog_id, inbox_id, team_id, skipped, holder, holder_id, held_from, held_to };
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : formatTimestamp(at);
}
