import { secondsBetween } from '../../instant';
import { explain } from '../../rulebook/kind-reasons';
import type { MessageCounts } from '../../rulebook/message-counts';
import { type Column, cursorColumn } from '../column';
import type { DialogExportRow } from '../rows/dialogs';
import { agentsJson, mentionsJson, messagesByAgentJson, transfersJson } from './dialog-json';
import { column, nameOf, said } from './said';

type DialogColumn = Column<DialogExportRow>;

const NOT_DECIDED = 'Nothing was decided yet: the dialog is from before the kinds were.';

const PARTS = ['total', 'client', 'agent', 'bot', 'template', 'activity', 'private'] as const;

const itself: readonly DialogColumn[] = [
  said('dialog_id', 'integer', ['Dialog', 'databaseId'], ({ dialog }) => dialog.id),
  said('conversation_id', 'integer', ['Conversation', 'databaseId'], ({ dialog }) => dialog.conversationId),
  said('status', 'text', ['Dialog', 'status'], ({ dialog }) => dialog.status.toUpperCase()),
  said('created_at', 'moment', ['Dialog', 'createdAt'], ({ dialog }) => dialog.createdAt),
  said('updated_at', 'moment', ['Dialog', 'updatedAt'], ({ dialog }) => dialog.updatedAt),
  said('resolved_at', 'moment', ['Dialog', 'resolvedAt'], ({ dialog }) => dialog.resolvedAt),
  said('resolved_at_known', 'boolean', ['Dialog', 'resolvedAtKnown'], ({ dialog }) => dialog.resolvedAtKnown),
  said('from_history', 'boolean', ['Dialog', 'fromHistory'], ({ dialog }) => dialog.fromHistory),
  said('started_by', 'text', ['Dialog', 'startedBy'], ({ dialog }) => dialog.startedBy.toUpperCase()),
  said('closed_by', 'text', ['Dialog', 'closedBy'], ({ dialog }) => dialog.closedBy?.toUpperCase() ?? null),
];

const places: readonly DialogColumn[] = [
  said('inbox_id', 'integer', ['Inbox', 'databaseId'], ({ dialog }) => dialog.inboxId),
  said('inbox_name', 'text', ['Inbox', 'name'], ({ inbox }) => nameOf(inbox)),
  said('channel_type', 'text', ['Inbox', 'channelType'], ({ inbox }) => inbox.channelType),
  said('contact_id', 'integer', ['Contact', 'databaseId'], ({ dialog }) => dialog.contactId),
  said('contact_name', 'text', ['Contact', 'name'], ({ contact }) => contact?.name ?? null),
  said('team_id', 'integer', ['Team', 'databaseId'], ({ dialog }) => dialog.teamId),
  said('team_name', 'text', ['Dialog', 'team'], ({ team }) => nameOf(team)),
  column('assignee_id', 'integer', "The assignee's id in the host's table `users`.", ({ dialog }) => dialog.assigneeId),
  said('assignee_name', 'text', ['Dialog', 'assignee'], ({ assignee }) => nameOf(assignee)),
];

const times: readonly DialogColumn[] = [
  said('duration_seconds', 'number', ['Dialog', 'durationSeconds'], ({ dialog }) =>
    dialog.resolvedAt === null || !dialog.resolvedAtKnown ? null : secondsBetween(dialog.createdAt, dialog.resolvedAt),
  ),
  said('wait_seconds', 'number', ['Dialog', 'waitSeconds'], ({ times }) => times.waitSeconds),
  said('first_response_seconds', 'number', ['Dialog', 'firstResponseSeconds'], (row) => row.times.firstResponseSeconds),
  said('first_response_after_bot_seconds', 'number', ['Dialog', 'firstResponseAfterBotSeconds'], (row) => {
    return row.times.firstResponseAfterBotSeconds;
  }),
];

const kinds: readonly DialogColumn[] = [
  said('kinds', 'words', ['Dialog', 'kinds'], (row) => row.classification.kinds.map((kind) => kind.toUpperCase())),
  said('reason', 'text', ['DialogClassification', 'reason'], ({ classification: its }) =>
    its.reason === null ? NOT_DECIDED : explain(its.reason, its),
  ),
  said('reason_code', 'text', ['DialogClassification', 'reasonCode'], ({ classification: { reason } }) => {
    return reason ?? 'not-decided';
  }),
  said(
    'presence_known',
    'boolean',
    ['DialogClassification', 'presenceKnown'],
    (row) => row.classification.presenceKnown,
  ),
  said('departed_at', 'moment', ['DialogClassification', 'departedAt'], (row) => row.classification.departedAt),
  said(
    'waited_seconds',
    'number',
    ['DialogClassification', 'waitedSeconds'],
    (row) => row.classification.waitedSeconds,
  ),
  said('bounce_timeout_seconds', 'integer', ['DialogClassification', 'bounceTimeoutSeconds'], (row) => {
    return row.classification.bounceTimeoutSeconds;
  }),
  said('departed_assignee_id', 'integer', ['DialogClassification', 'departedAssignee'], (row) => {
    return row.classification.departedAssigneeId;
  }),
  said('departed_team_id', 'integer', ['DialogClassification', 'departedTeam'], (row) => {
    return row.classification.departedTeamId;
  }),
  said('skipped_at', 'moment', ['DialogSkip', 'at'], ({ classification: { skip } }) => skip?.at ?? null),
  said('skip_reason', 'text', ['DialogSkip', 'reason'], ({ classification: { skip } }) => skip?.reason ?? null),
  said('skipped_by', 'text', ['DialogSkip', 'by'], ({ classification: { skip } }) => skip?.by ?? null),
];

const served: readonly DialogColumn[] = [
  ...PARTS.map((part: keyof MessageCounts) =>
    said(`messages_${part}`, 'integer', ['MessageCounts', part], ({ counts }: DialogExportRow) => counts[part]),
  ),
  said('transfer_count', 'integer', ['Dialog', 'transferCount'], ({ served: { transfers } }) => transfers.length),
  said('transfers', 'json', ['Dialog', 'transfers'], ({ served }) => transfersJson(served)),
  column('agent_count', 'integer', 'How many agents took part.', ({ served: { agents } }) => agents.length),
  said('agents', 'json', ['Dialog', 'agents'], ({ served }) => agentsJson(served)),
  said('messages_by_agent', 'json', ['Dialog', 'messagesByAgent'], ({ served }) => messagesByAgentJson(served)),
  said('mentions', 'json', ['Dialog', 'mentions'], ({ mentions }) => mentionsJson(mentions)),
];

/** The columns of `/export/dialogs`. */
export const dialogColumns: readonly DialogColumn[] = [
  ...[...itself, ...places, ...times, ...kinds, ...served],
  cursorColumn,
];
