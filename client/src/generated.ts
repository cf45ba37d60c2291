// Generated from schema.graphql and client/operations by `npm run generate`; never edited by hand.
import type { Operation } from './operation';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** The earlier period that statistics are compared with, by the calendar of the zone. */
export type Comparison =
  /** The period that ends where this one begins and is as long: as many months where it is of whole months, else as many days where it begins and ends at the same time of the day, else as much time. */
  | 'PREVIOUS_PERIOD'
  /** The same dates one year earlier. Where there was no 29th of February, it is the 28th, and the 1st of March as the end. */
  | 'PREVIOUS_YEAR';

/** What a token may do. Each role includes those before it. */
export type Role =
  /** Read everything of the account. */
  | 'READER'
  /** Run the commands of the write side too. */
  | 'WRITER'
  /** Do what only administrators may. */
  | 'ADMINISTRATOR';

/** The status of a conversation, and of the dialog that follows it. */
export type DialogStatus =
  /** Agents work on it, or it waits for one. */
  | 'OPEN'
  /** Ended. The next change away from it begins another dialog. */
  | 'RESOLVED'
  /** With a bot, or not yet handed to agents. */
  | 'PENDING'
  /** Put off until later; the dialog goes on. */
  | 'SNOOZED';

/**
 * What a dialog is, for reports. A dialog has a set of kinds; the empty set is normal: nobody answered, and the visitor never
 * left. None of them measures an agent.
 */
export type DialogKind =
  /** It came to talking, with an agent or a bot, while the visitor was online. */
  | 'CHAT'
  /** It began offline: with no agent of the inbox online and no bot serving, or by an offline form. Then it is nothing else, but for SKIP. */
  | 'OFFLINE'
  /** The visitor waited for the bounce timeout or longer, left without an answer and did not come back. Decided at the resolve, and never where the visitor's presence is not known. No measure of an agent. */
  | 'MISSED'
  /** The visitor left the queue before the bounce timeout, or closed an empty dialog while waiting. Decided at the resolve. No measure of an agent. */
  | 'BOUNCE'
  /** An automatic invitation to which the visitor wrote nothing until the resolve. */
  | 'REJECTED_INVITATION'
  /** Marked by an administrator as not to be counted, with a reason. */
  | 'SKIP';

/** Who began a dialog. */
export type DialogStarter =
  /** The client, by writing. */
  | 'VISITOR'
  /** An automatic invitation or a campaign. */
  | 'INVITATION'
  /** An agent, by writing first. */
  | 'AGENT';

/** Who ended a dialog. */
export type DialogCloser =
  /** The client. */
  | 'VISITOR'
  /** An agent. */
  | 'AGENT'
  /** A bot. */
  | 'BOT'
  /** The system: a time-out, a clean-up. */
  | 'SYSTEM';

/** What happened, by the host's names of events. */
export type EventName =
  /** The conversation became pending. */
  | 'CONVERSATION_PENDING'
  /** The conversation became open. */
  | 'CONVERSATION_OPEN'
  /** The assignee changed; the event's agent is the new one, null when nobody is assigned any more. */
  | 'CONVERSATION_ASSIGNED'
  /** The conversation became resolved. */
  | 'CONVERSATION_RESOLVED'
  /** The first public message of a human agent in the whole conversation, as the host counts it: once, ever. */
  | 'FIRST_RESPONSE'
  /** An event of the host that has no name here; see `rawName`. */
  | 'OTHER';

/** Who a message comes from, by the host's types. */
export type MessageType =
  /** From the client. */
  | 'INCOMING'
  /** From an agent or a bot. */
  | 'OUTGOING'
  /** A notice of the system, such as a change of the assignee. */
  | 'ACTIVITY'
  /** An automatic message, such as a greeting. */
  | 'TEMPLATE';

/** The direction of an order. */
export type OrderDirection =
  /** Smallest or earliest first. */
  | 'ASC'
  /** Largest or latest first. */
  | 'DESC';

/** What dialogs can be ordered by. Equal values are ordered by the id of the dialog, in the same direction. */
export type DialogOrderField =
  /** The start of the dialog. */
  | 'CREATED_AT'
  /** The end of the dialog. Dialogs that are not resolved count as later than all that are. */
  | 'RESOLVED_AT'
  /** The last change of the dialog's status, assignee, team, inbox or contact. */
  | 'UPDATED_AT';

/** An order of dialogs. */
export type DialogOrder = {
  /** What to order by. */
  field: DialogOrderField;
  /** Which way. */
  direction: OrderDirection;
};

/** A half-open range of time, [from, to): a moment equal to `to` lies outside. */
export type DateTimeRange = {
  /** The first moment inside; no limit when left out. */
  from?: string | null | undefined;
  /** The first moment outside; no limit when left out. */
  to?: string | null | undefined;
};

/**
 * Which dialogs. All that is given must hold; within a list any may. Each list takes 1 to 100 values; ids are opaque
 * ids or plain database ids. An id that the account has not matches nothing.
 */
export type DialogFilter = {
  /** The status now; RESOLVED for those that ended. */
  status?: Array<DialogStatus> | null | undefined;
  /** Dialogs of any of these kinds. With SKIP among them, the skipped ones of the other kinds too. */
  kind?: Array<DialogKind> | null | undefined;
  /** The inbox of the dialog. */
  inbox?: Array<string> | null | undefined;
  /** The team of the dialog, now or at its end. */
  team?: Array<string> | null | undefined;
  /** The agent assigned now, or at the resolve. */
  assignee?: Array<string> | null | undefined;
  /** Any agent who served the dialog: was assigned in it at some time, or wrote a public message in it. */
  agent?: Array<string> | null | undefined;
  /** The contact. Of contacts merged in the host, the one that remains finds all their dialogs. */
  contact?: Array<string> | null | undefined;
  /** The conversation that the dialog is part of. */
  conversation?: Array<string> | null | undefined;
  /** When the dialog started. */
  createdAt?: DateTimeRange | null | undefined;
  /** When the dialog was resolved; leaves out those that are not. */
  resolvedAt?: DateTimeRange | null | undefined;
  /** True: with at least one transfer. False: with none. */
  transferred?: boolean | null | undefined;
  /** The type of the inbox's channel as the host names it, such as `Channel::WebWidget`. */
  channelType?: Array<string> | null | undefined;
  /** With at least one transfer of which all that is given holds. */
  transfer?: TransferFilter | null | undefined;
  /** Started in this hour of the week, in whichever week. */
  hourOfWeek?: HourOfWeekFilter | null | undefined;
  /** Open at this moment: started before it, and not resolved before it. */
  openAt?: string | null | undefined;
  /** True: without a team. False: with one. */
  withoutTeam?: boolean | null | undefined;
  /** True: nobody was ever assigned. False: somebody was. */
  neverAssigned?: boolean | null | undefined;
  /** True: nobody is assigned now, or was at the resolve. False: somebody is. */
  unassigned?: boolean | null | undefined;
  /** True: the client waits now for an agent to accept or answer first, as `LiveStatistics.waiting` counts. False: it does not. */
  waiting?: boolean | null | undefined;
  /** Dialogs marked skip stay out unless this is true or `kind` asks for SKIP. */
  includeSkipped?: boolean | null | undefined;
  /** Further conditions, 1 to 10: all of them must hold too. */
  and?: Array<DialogCondition> | null | undefined;
};

/** A further condition on dialogs: where two lists must each have something of a dialog. All that is given must hold. */
export type DialogCondition = {
  /** Dialogs of any of these kinds. Skipped ones stay out unless the filter itself asks for them. */
  kind?: Array<DialogKind> | null | undefined;
  /** Any agent who served the dialog. */
  agent?: Array<string> | null | undefined;
  /** With at least one transfer of which all that is given holds. */
  transfer?: TransferFilter | null | undefined;
  /** Started in this hour of the week. */
  hourOfWeek?: HourOfWeekFilter | null | undefined;
  /** Open at this moment. */
  openAt?: string | null | undefined;
};

/** An hour of the week by the clock of a zone: a moment lies in it when the clock shows it. Where the clock goes back, an hour comes twice. */
export type HourOfWeekFilter = {
  /** 1 is Monday, 7 is Sunday. */
  weekday: number;
  /** 0 to 23. */
  hour: number;
  /** The zone. */
  timeZone: string;
};

/** Which transfers. All that is given must hold of one and the same; with nothing given, any transfer. Lists take 1 to 100 ids. */
export type TransferFilter = {
  /** The agent assigned before. */
  from?: Array<string> | null | undefined;
  /** The agent assigned by it. */
  to?: Array<string> | null | undefined;
  /** The team that the dialog came from. */
  fromTeam?: Array<string> | null | undefined;
  /** The team that the dialog went to; the same where it stayed with its team. */
  toTeam?: Array<string> | null | undefined;
  /** True: it came from no team. False: from one. */
  withoutFromTeam?: boolean | null | undefined;
  /** True: it went to no team. False: to one. */
  withoutToTeam?: boolean | null | undefined;
  /** True: nobody was assigned in between. False: somebody always was. */
  viaQueue?: boolean | null | undefined;
  /** When it was made. */
  at?: DateTimeRange | null | undefined;
};

/** A period of time, [from, to). */
export type PeriodInput = {
  /** The first moment. */
  from: string;
  /** The moment after the last. Not before `from`, and at most 20 years after it. */
  to: string;
};

/** The length of a point over time. */
export type TimeUnit =
  /** An hour by the zone's clock. */
  | 'HOUR'
  /** A day from midnight to midnight: 23 or 25 hours where the clock changes. */
  | 'DAY'
  /** A week from Monday. */
  | 'WEEK'
  /** A calendar month. */
  | 'MONTH';

/** In which order agents come. */
export type AgentStatisticsOrder =
  /** Most dialogs first. */
  | 'DIALOGS'
  /** Most messages sent first. */
  | 'MESSAGES_SENT'
  /** Most transfers in first. */
  | 'TRANSFERS_IN'
  /** Most transfers out first. */
  | 'TRANSFERS_OUT'
  /** By name. */
  | 'NAME';

/** What a measure is read from, and by which time. */
export type MeasureSource =
  /** Dialogs by their start. */
  | 'STARTED'
  /** Dialogs by their resolve. */
  | 'RESOLVED'
  /** Messages by their time. */
  | 'MESSAGES'
  /** Transfers by their time. */
  | 'TRANSFERS'
  /** Time in which agents were assigned. */
  | 'ASSIGNMENTS';

/** How values become one. */
export type MeasureAggregation =
  /** They are counted. */
  | 'COUNT'
  /** They are added up. */
  | 'SUM'
  /** Durations: sample, mean, median and p90. */
  | 'DURATION';

/** A unit. */
export type MeasureUnit =
  /** Dialogs. */
  | 'DIALOGS'
  /** Messages. */
  | 'MESSAGES'
  /** Transfers. */
  | 'TRANSFERS'
  /** Seconds. */
  | 'SECONDS';

/** What measures may be grouped by. */
export type StatisticsDimension =
  /** Of dialogs, everybody who took part; of messages, the sender; of transfers, the one transferred to; of assignments, the one assigned; of first responses and replies, who gave them. */
  | 'AGENT'
  /** The team of the dialog, now or at its end; of `handling` the team that had the dialog meanwhile. */
  | 'TEAM'
  /** The inbox. */
  | 'INBOX'
  /** The type of the inbox's channel. */
  | 'CHANNEL'
  /** The kinds of the dialog; one of two kinds counts in both. */
  | 'KIND';

/** A change of status. Ids are opaque ids or plain database ids. */
export type SetConversationStatusInput = {
  /** The conversation. */
  conversation: string;
  /** The new status. */
  status: DialogStatus;
  /** Who ended the dialog; only with RESOLVED. Not known when left out. */
  closedBy?: DialogCloser | null | undefined;
  /** When it changed; now when left out. */
  at?: string | null | undefined;
};

/** A change of the agent, the team, or both: what is left out stays, null takes away. Ids are opaque ids or plain database ids. */
export type AssignConversationInput = {
  /** The conversation. */
  conversation: string;
  /** The new agent; null for nobody; stays when left out. */
  agent?: string | null | undefined;
  /** The new team; null for none; stays when left out. */
  team?: string | null | undefined;
  /** When it changed; now when left out. */
  at?: string | null | undefined;
};

/** An agent's taking of a dialog. Ids are opaque ids or plain database ids. */
export type AcceptConversationInput = {
  /** The conversation; it must not be resolved. */
  conversation: string;
  /** Who took it. */
  agent: string;
  /** When; now when left out. */
  at?: string | null | undefined;
};

/** A message to write. Ids are opaque ids or plain database ids. */
export type PostMessageInput = {
  /** The conversation. */
  conversation: string;
  /** Who it comes from. */
  type: MessageType;
  /** The text, 1 to 150,000 characters. */
  content: string;
  /** The agent who wrote it; only for OUTGOING, which needs an agent or `bot: true`. */
  agent?: string | null | undefined;
  /** True for a message of the inbox's bot; only for OUTGOING. */
  bot?: boolean | null | undefined;
  /** True for a private note; only for OUTGOING. */
  private?: boolean | null | undefined;
  /** When it was sent; now when left out. A message may lie before the last message, but not before the last change of the conversation. */
  at?: string | null | undefined;
};

/** A skip mark to set or to take back. */
export type SetDialogSkipInput = {
  /** The dialog. */
  dialog: string;
  /** True to set the mark, false to take it back. */
  skip: boolean;
  /** Why; at most 1000 characters. Needed to set the mark. */
  reason?: string | null | undefined;
};

export type ChangedFragment = { events: Array<{ databaseId: string, name: EventName, createdAt: string, agent: { databaseId: string, name: string } | null }>, dialog: { id: string, databaseId: string, status: DialogStatus, createdAt: string, resolvedAt: string | null, durationSeconds: number | null, startedBy: DialogStarter, closedBy: DialogCloser | null, kinds: Array<DialogKind>, firstResponseSeconds: number | null, waitSeconds: number | null, transferCount: number, inbox: { databaseId: string, name: string }, team: { databaseId: string, name: string } | null, assignee: { databaseId: string, name: string } | null, contact: { databaseId: string, name: string | null } | null, conversation: { databaseId: string } } | null };

export type SetConversationStatusMutationVariables = Exact<{
  input: SetConversationStatusInput;
}>;


export type SetConversationStatusMutation = { setConversationStatus: { events: Array<{ databaseId: string, name: EventName, createdAt: string, agent: { databaseId: string, name: string } | null }>, dialog: { id: string, databaseId: string, status: DialogStatus, createdAt: string, resolvedAt: string | null, durationSeconds: number | null, startedBy: DialogStarter, closedBy: DialogCloser | null, kinds: Array<DialogKind>, firstResponseSeconds: number | null, waitSeconds: number | null, transferCount: number, inbox: { databaseId: string, name: string }, team: { databaseId: string, name: string } | null, assignee: { databaseId: string, name: string } | null, contact: { databaseId: string, name: string | null } | null, conversation: { databaseId: string } } | null } };

export type AssignConversationMutationVariables = Exact<{
  input: AssignConversationInput;
}>;


export type AssignConversationMutation = { assignConversation: { events: Array<{ databaseId: string, name: EventName, createdAt: string, agent: { databaseId: string, name: string } | null }>, dialog: { id: string, databaseId: string, status: DialogStatus, createdAt: string, resolvedAt: string | null, durationSeconds: number | null, startedBy: DialogStarter, closedBy: DialogCloser | null, kinds: Array<DialogKind>, firstResponseSeconds: number | null, waitSeconds: number | null, transferCount: number, inbox: { databaseId: string, name: string }, team: { databaseId: string, name: string } | null, assignee: { databaseId: string, name: string } | null, contact: { databaseId: string, name: string | null } | null, conversation: { databaseId: string } } | null } };

export type AcceptConversationMutationVariables = Exact<{
  input: AcceptConversationInput;
}>;


export type AcceptConversationMutation = { acceptConversation: { events: Array<{ databaseId: string, name: EventName, createdAt: string, agent: { databaseId: string, name: string } | null }>, dialog: { id: string, databaseId: string, status: DialogStatus, createdAt: string, resolvedAt: string | null, durationSeconds: number | null, startedBy: DialogStarter, closedBy: DialogCloser | null, kinds: Array<DialogKind>, firstResponseSeconds: number | null, waitSeconds: number | null, transferCount: number, inbox: { databaseId: string, name: string }, team: { databaseId: string, name: string } | null, assignee: { databaseId: string, name: string } | null, contact: { databaseId: string, name: string | null } | null, conversation: { databaseId: string } } | null } };

export type PostMessageMutationVariables = Exact<{
  input: PostMessageInput;
}>;


export type PostMessageMutation = { postMessage: { message: { databaseId: string, createdAt: string }, events: Array<{ databaseId: string, name: EventName, createdAt: string }>, dialog: { id: string, databaseId: string, status: DialogStatus, createdAt: string, resolvedAt: string | null, durationSeconds: number | null, startedBy: DialogStarter, closedBy: DialogCloser | null, kinds: Array<DialogKind>, firstResponseSeconds: number | null, waitSeconds: number | null, transferCount: number, inbox: { databaseId: string, name: string }, team: { databaseId: string, name: string } | null, assignee: { databaseId: string, name: string } | null, contact: { databaseId: string, name: string | null } | null, conversation: { databaseId: string } } | null } };

export type SetDialogSkipMutationVariables = Exact<{
  input: SetDialogSkipInput;
}>;


export type SetDialogSkipMutation = { setDialogSkip: { dialog: { id: string, databaseId: string, status: DialogStatus, createdAt: string, resolvedAt: string | null, durationSeconds: number | null, startedBy: DialogStarter, closedBy: DialogCloser | null, kinds: Array<DialogKind>, firstResponseSeconds: number | null, waitSeconds: number | null, transferCount: number, inbox: { databaseId: string, name: string }, team: { databaseId: string, name: string } | null, assignee: { databaseId: string, name: string } | null, contact: { databaseId: string, name: string | null } | null, conversation: { databaseId: string } } } };

export type DialogsQueryVariables = Exact<{
  filter?: DialogFilter | null | undefined;
  orderBy?: DialogOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DialogsQuery = { dialogs: { nodes: Array<{ id: string, databaseId: string, status: DialogStatus, createdAt: string, resolvedAt: string | null, durationSeconds: number | null, startedBy: DialogStarter, closedBy: DialogCloser | null, kinds: Array<DialogKind>, firstResponseSeconds: number | null, waitSeconds: number | null, transferCount: number, inbox: { databaseId: string, name: string }, team: { databaseId: string, name: string } | null, assignee: { databaseId: string, name: string } | null, contact: { databaseId: string, name: string | null } | null, conversation: { databaseId: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CountDialogsQueryVariables = Exact<{
  filter?: DialogFilter | null | undefined;
}>;


export type CountDialogsQuery = { dialogs: { totalCount: number } };

export type DialogQueryVariables = Exact<{
  id: string;
}>;


export type DialogQuery = { dialog: { id: string, databaseId: string, status: DialogStatus, createdAt: string, resolvedAt: string | null, durationSeconds: number | null, startedBy: DialogStarter, closedBy: DialogCloser | null, kinds: Array<DialogKind>, firstResponseSeconds: number | null, waitSeconds: number | null, transferCount: number, transfers: Array<{ number: number, at: string, viaQueue: boolean, from: { databaseId: string, name: string }, to: { databaseId: string, name: string } }>, agents: Array<{ wasAssigned: boolean, assignedSeconds: number, messagesSent: number, agent: { databaseId: string, name: string }, assignments: Array<{ from: string, to: string | null, seconds: number }>, whileAssigned: { total: number, client: number, agent: number, bot: number, template: number, activity: number, private: number } }>, messageCounts: { total: number, client: number, agent: number, bot: number, template: number, activity: number, private: number }, classification: { presenceKnown: boolean, departedAt: string | null, waitedSeconds: number | null, bounceTimeoutSeconds: number, reason: string, reasonCode: string }, inbox: { databaseId: string, name: string }, team: { databaseId: string, name: string } | null, assignee: { databaseId: string, name: string } | null, contact: { databaseId: string, name: string | null } | null, conversation: { databaseId: string } } | null };

export type DialogEventsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DialogEventsQuery = { dialog: { events: { nodes: Array<{ databaseId: string, name: EventName, rawName: string, createdAt: string, agent: { databaseId: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DialogMessagesQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DialogMessagesQuery = { dialog: { messages: { nodes: Array<{ databaseId: string, type: MessageType, private: boolean, content: string | null, createdAt: string, senderAgent: { databaseId: string, name: string } | null, assignee: { databaseId: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type DurationsFragment = { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null };

export type MessageNumbersFragment = { total: number, client: number, agent: number, bot: number, template: number, activity: number, private: number };

export type TotalsFragment = { started: number, resolved: number, backlog: number, transfers: number, transferRate: number | null, missedRate: number | null, bounceRate: number | null, kinds: Array<{ kind: DialogKind, dialogs: number }>, messages: { total: number, client: number, agent: number, bot: number, template: number, activity: number, private: number }, firstResponse: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, wait: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, reply: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, duration: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null } };

export type DialogSummaryFragment = { id: string, databaseId: string, status: DialogStatus, createdAt: string, resolvedAt: string | null, durationSeconds: number | null, startedBy: DialogStarter, closedBy: DialogCloser | null, kinds: Array<DialogKind>, firstResponseSeconds: number | null, waitSeconds: number | null, transferCount: number, inbox: { databaseId: string, name: string }, team: { databaseId: string, name: string } | null, assignee: { databaseId: string, name: string } | null, contact: { databaseId: string, name: string | null } | null, conversation: { databaseId: string } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { role: Role, contents: boolean, account: { id: string, name: string }, inboxes: Array<{ databaseId: string, name: string }> | null, teams: Array<{ databaseId: string, name: string }> | null } };

export type AgentsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AgentsQuery = { agents: { nodes: Array<{ id: string, databaseId: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type InboxesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type InboxesQuery = { inboxes: { nodes: Array<{ id: string, databaseId: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TeamsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type TeamsQuery = { teams: { nodes: Array<{ id: string, databaseId: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type TotalsQueryVariables = Exact<{
  period: PeriodInput;
  timeZone?: string | null | undefined;
  filter?: DialogFilter | null | undefined;
  workingHours?: boolean | null | undefined;
}>;


export type TotalsQuery = { statistics: { started: number, resolved: number, backlog: number, transfers: number, transferRate: number | null, missedRate: number | null, bounceRate: number | null, kinds: Array<{ kind: DialogKind, dialogs: number }>, messages: { total: number, client: number, agent: number, bot: number, template: number, activity: number, private: number }, firstResponse: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, wait: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, reply: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, duration: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null } } };

export type ComparedTotalsQueryVariables = Exact<{
  period: PeriodInput;
  compareTo: Comparison;
  timeZone?: string | null | undefined;
  filter?: DialogFilter | null | undefined;
  workingHours?: boolean | null | undefined;
}>;


export type ComparedTotalsQuery = { statistics: { started: number, resolved: number, backlog: number, transfers: number, transferRate: number | null, missedRate: number | null, bounceRate: number | null, compared: { started: number, resolved: number, backlog: number, transfers: number, transferRate: number | null, missedRate: number | null, bounceRate: number | null, period: { from: string, to: string }, kinds: Array<{ kind: DialogKind, dialogs: number }>, messages: { total: number, client: number, agent: number, bot: number, template: number, activity: number, private: number }, firstResponse: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, wait: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, reply: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, duration: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null } } | null, kinds: Array<{ kind: DialogKind, dialogs: number }>, messages: { total: number, client: number, agent: number, bot: number, template: number, activity: number, private: number }, firstResponse: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, wait: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, reply: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, duration: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null } } };

export type OverTimeQueryVariables = Exact<{
  period: PeriodInput;
  timeZone?: string | null | undefined;
  filter?: DialogFilter | null | undefined;
  unit?: TimeUnit | null | undefined;
}>;


export type OverTimeQuery = { statistics: { overTime: Array<{ start: string, end: string, isPartial: boolean, started: number, resolved: number, missed: number, bounced: number, transfers: number, clientMessages: number, agentMessages: number, firstResponseMeanSeconds: number | null, backlog: number }> } };

export type ByAgentQueryVariables = Exact<{
  period: PeriodInput;
  timeZone?: string | null | undefined;
  filter?: DialogFilter | null | undefined;
  first?: number | null | undefined;
  orderBy?: AgentStatisticsOrder | null | undefined;
}>;


export type ByAgentQuery = { statistics: { byAgent: Array<{ dialogs: number, transfersIn: number, transfersOut: number, messagesSent: number, assignedSeconds: number, dialogsFilter: DialogFilter, agent: { databaseId: string, name: string } | null, whileAssigned: { total: number, client: number, agent: number, bot: number, template: number, activity: number, private: number }, firstResponse: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null }, reply: { sample: number, meanSeconds: number | null, medianSeconds: number | null, p90Seconds: number | null } }> } };

export type MeasureQueryVariables = Exact<{
  names: Array<string> | string;
  by?: StatisticsDimension | null | undefined;
  period: PeriodInput;
  timeZone?: string | null | undefined;
  filter?: DialogFilter | null | undefined;
  first?: number | null | undefined;
}>;


export type MeasureQuery = { statistics: { measures: Array<{ channelType: string | null, kind: DialogKind | null, agent: { databaseId: string, name: string } | null, team: { databaseId: string, name: string } | null, inbox: { databaseId: string, name: string } | null, values: Array<{ name: string, value: number | null, sample: number, medianSeconds: number | null, p90Seconds: number | null }> }> } };

export type MeasuresQueryVariables = Exact<{ [key: string]: never; }>;


export type MeasuresQuery = { measures: Array<{ name: string, description: string, source: MeasureSource, aggregation: MeasureAggregation, unit: MeasureUnit }> };

export type LiveQueryVariables = Exact<{
  filter?: DialogFilter | null | undefined;
}>;


export type LiveQuery = { live: { at: string, open: number, pending: number, snoozed: number, waiting: number, longestWaitSeconds: number | null, unassigned: number, byAgent: Array<{ open: number, pending: number, snoozed: number, waiting: number, longestWaitSeconds: number | null, agent: { databaseId: string, name: string } | null }>, byTeam: Array<{ open: number, pending: number, snoozed: number, waiting: number, longestWaitSeconds: number | null, unassigned: number, team: { databaseId: string, name: string } | null }> } };


export const SetConversationStatus: Operation<SetConversationStatusMutation, SetConversationStatusMutationVariables> = {
  name: 'SetConversationStatus',
  kind: 'mutation',
  text: "mutation SetConversationStatus($input: SetConversationStatusInput!) {\n  setConversationStatus(input: $input) {\n    ...Changed\n  }\n}\n\nfragment Changed on ConversationPayload {\n  events {\n    databaseId\n    name\n    createdAt\n    agent {\n      databaseId\n      name\n    }\n  }\n  dialog {\n    ...DialogSummary\n  }\n}\n\nfragment DialogSummary on Dialog {\n  id\n  databaseId\n  status\n  createdAt\n  resolvedAt\n  durationSeconds\n  startedBy\n  closedBy\n  kinds\n  firstResponseSeconds\n  waitSeconds\n  transferCount\n  inbox {\n    databaseId\n    name\n  }\n  team {\n    databaseId\n    name\n  }\n  assignee {\n    databaseId\n    name\n  }\n  contact {\n    databaseId\n    name\n  }\n  conversation {\n    databaseId\n  }\n}",
};

export const AssignConversation: Operation<AssignConversationMutation, AssignConversationMutationVariables> = {
  name: 'AssignConversation',
  kind: 'mutation',
  text: "mutation AssignConversation($input: AssignConversationInput!) {\n  assignConversation(input: $input) {\n    ...Changed\n  }\n}\n\nfragment Changed on ConversationPayload {\n  events {\n    databaseId\n    name\n    createdAt\n    agent {\n      databaseId\n      name\n    }\n  }\n  dialog {\n    ...DialogSummary\n  }\n}\n\nfragment DialogSummary on Dialog {\n  id\n  databaseId\n  status\n  createdAt\n  resolvedAt\n  durationSeconds\n  startedBy\n  closedBy\n  kinds\n  firstResponseSeconds\n  waitSeconds\n  transferCount\n  inbox {\n    databaseId\n    name\n  }\n  team {\n    databaseId\n    name\n  }\n  assignee {\n    databaseId\n    name\n  }\n  contact {\n    databaseId\n    name\n  }\n  conversation {\n    databaseId\n  }\n}",
};

export const AcceptConversation: Operation<AcceptConversationMutation, AcceptConversationMutationVariables> = {
  name: 'AcceptConversation',
  kind: 'mutation',
  text: "mutation AcceptConversation($input: AcceptConversationInput!) {\n  acceptConversation(input: $input) {\n    ...Changed\n  }\n}\n\nfragment Changed on ConversationPayload {\n  events {\n    databaseId\n    name\n    createdAt\n    agent {\n      databaseId\n      name\n    }\n  }\n  dialog {\n    ...DialogSummary\n  }\n}\n\nfragment DialogSummary on Dialog {\n  id\n  databaseId\n  status\n  createdAt\n  resolvedAt\n  durationSeconds\n  startedBy\n  closedBy\n  kinds\n  firstResponseSeconds\n  waitSeconds\n  transferCount\n  inbox {\n    databaseId\n    name\n  }\n  team {\n    databaseId\n    name\n  }\n  assignee {\n    databaseId\n    name\n  }\n  contact {\n    databaseId\n    name\n  }\n  conversation {\n    databaseId\n  }\n}",
};

export const PostMessage: Operation<PostMessageMutation, PostMessageMutationVariables> = {
  name: 'PostMessage',
  kind: 'mutation',
  text: "mutation PostMessage($input: PostMessageInput!) {\n  postMessage(input: $input) {\n    message {\n      databaseId\n      createdAt\n    }\n    events {\n      databaseId\n      name\n      createdAt\n    }\n    dialog {\n      ...DialogSummary\n    }\n  }\n}\n\nfragment DialogSummary on Dialog {\n  id\n  databaseId\n  status\n  createdAt\n  resolvedAt\n  durationSeconds\n  startedBy\n  closedBy\n  kinds\n  firstResponseSeconds\n  waitSeconds\n  transferCount\n  inbox {\n    databaseId\n    name\n  }\n  team {\n    databaseId\n    name\n  }\n  assignee {\n    databaseId\n    name\n  }\n  contact {\n    databaseId\n    name\n  }\n  conversation {\n    databaseId\n  }\n}",
};

export const SetDialogSkip: Operation<SetDialogSkipMutation, SetDialogSkipMutationVariables> = {
  name: 'SetDialogSkip',
  kind: 'mutation',
  text: "mutation SetDialogSkip($input: SetDialogSkipInput!) {\n  setDialogSkip(input: $input) {\n    dialog {\n      ...DialogSummary\n    }\n  }\n}\n\nfragment DialogSummary on Dialog {\n  id\n  databaseId\n  status\n  createdAt\n  resolvedAt\n  durationSeconds\n  startedBy\n  closedBy\n  kinds\n  firstResponseSeconds\n  waitSeconds\n  transferCount\n  inbox {\n    databaseId\n    name\n  }\n  team {\n    databaseId\n    name\n  }\n  assignee {\n    databaseId\n    name\n  }\n  contact {\n    databaseId\n    name\n  }\n  conversation {\n    databaseId\n  }\n}",
};

export const Dialogs: Operation<DialogsQuery, DialogsQueryVariables> = {
  name: 'Dialogs',
  kind: 'query',
  text: "query Dialogs($filter: DialogFilter, $orderBy: DialogOrder, $first: Int = 100, $after: String) {\n  dialogs(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {\n    nodes {\n      ...DialogSummary\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}\n\nfragment DialogSummary on Dialog {\n  id\n  databaseId\n  status\n  createdAt\n  resolvedAt\n  durationSeconds\n  startedBy\n  closedBy\n  kinds\n  firstResponseSeconds\n  waitSeconds\n  transferCount\n  inbox {\n    databaseId\n    name\n  }\n  team {\n    databaseId\n    name\n  }\n  assignee {\n    databaseId\n    name\n  }\n  contact {\n    databaseId\n    name\n  }\n  conversation {\n    databaseId\n  }\n}",
};

export const CountDialogs: Operation<CountDialogsQuery, CountDialogsQueryVariables> = {
  name: 'CountDialogs',
  kind: 'query',
  text: "query CountDialogs($filter: DialogFilter) {\n  dialogs(filter: $filter, first: 0) {\n    totalCount\n  }\n}",
};

export const Dialog: Operation<DialogQuery, DialogQueryVariables> = {
  name: 'Dialog',
  kind: 'query',
  text: "query Dialog($id: ID!) {\n  dialog(id: $id) {\n    ...DialogSummary\n    transfers {\n      number\n      at\n      from {\n        databaseId\n        name\n      }\n      to {\n        databaseId\n        name\n      }\n      viaQueue\n    }\n    agents {\n      agent {\n        databaseId\n        name\n      }\n      wasAssigned\n      assignedSeconds\n      messagesSent\n      assignments {\n        from\n        to\n        seconds\n      }\n      whileAssigned {\n        ...MessageNumbers\n      }\n    }\n    messageCounts {\n      ...MessageNumbers\n    }\n    classification {\n      presenceKnown\n      departedAt\n      waitedSeconds\n      bounceTimeoutSeconds\n      reason\n      reasonCode\n    }\n  }\n}\n\nfragment DialogSummary on Dialog {\n  id\n  databaseId\n  status\n  createdAt\n  resolvedAt\n  durationSeconds\n  startedBy\n  closedBy\n  kinds\n  firstResponseSeconds\n  waitSeconds\n  transferCount\n  inbox {\n    databaseId\n    name\n  }\n  team {\n    databaseId\n    name\n  }\n  assignee {\n    databaseId\n    name\n  }\n  contact {\n    databaseId\n    name\n  }\n  conversation {\n    databaseId\n  }\n}\n\nfragment MessageNumbers on MessageCounts {\n  total\n  client\n  agent\n  bot\n  template\n  activity\n  private\n}",
};

export const DialogEvents: Operation<DialogEventsQuery, DialogEventsQueryVariables> = {
  name: 'DialogEvents',
  kind: 'query',
  text: "query DialogEvents($id: ID!, $first: Int = 100, $after: String) {\n  dialog(id: $id) {\n    events(first: $first, after: $after) {\n      nodes {\n        databaseId\n        name\n        rawName\n        createdAt\n        agent {\n          databaseId\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}",
};

export const DialogMessages: Operation<DialogMessagesQuery, DialogMessagesQueryVariables> = {
  name: 'DialogMessages',
  kind: 'query',
  text: "query DialogMessages($id: ID!, $first: Int = 100, $after: String) {\n  dialog(id: $id) {\n    messages(first: $first, after: $after) {\n      nodes {\n        databaseId\n        type\n        private\n        content\n        createdAt\n        senderAgent {\n          databaseId\n          name\n        }\n        assignee {\n          databaseId\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n}",
};

export const Viewer: Operation<ViewerQuery, ViewerQueryVariables> = {
  name: 'Viewer',
  kind: 'query',
  text: "query Viewer {\n  viewer {\n    role\n    contents\n    account {\n      id\n      name\n    }\n    inboxes {\n      databaseId\n      name\n    }\n    teams {\n      databaseId\n      name\n    }\n  }\n}",
};

export const Agents: Operation<AgentsQuery, AgentsQueryVariables> = {
  name: 'Agents',
  kind: 'query',
  text: "query Agents($first: Int = 100, $after: String) {\n  agents(first: $first, after: $after) {\n    nodes {\n      id\n      databaseId\n      name\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}",
};

export const Inboxes: Operation<InboxesQuery, InboxesQueryVariables> = {
  name: 'Inboxes',
  kind: 'query',
  text: "query Inboxes($first: Int = 100, $after: String) {\n  inboxes(first: $first, after: $after) {\n    nodes {\n      id\n      databaseId\n      name\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}",
};

export const Teams: Operation<TeamsQuery, TeamsQueryVariables> = {
  name: 'Teams',
  kind: 'query',
  text: "query Teams($first: Int = 100, $after: String) {\n  teams(first: $first, after: $after) {\n    nodes {\n      id\n      databaseId\n      name\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}",
};

export const Totals: Operation<TotalsQuery, TotalsQueryVariables> = {
  name: 'Totals',
  kind: 'query',
  text: "query Totals($period: PeriodInput!, $timeZone: TimeZone = \"UTC\", $filter: DialogFilter, $workingHours: Boolean = false) {\n  statistics(\n    period: $period\n    timeZone: $timeZone\n    filter: $filter\n    workingHours: $workingHours\n  ) {\n    ...Totals\n  }\n}\n\nfragment Totals on Statistics {\n  started\n  resolved\n  backlog\n  transfers\n  transferRate\n  missedRate\n  bounceRate\n  kinds {\n    kind\n    dialogs\n  }\n  messages {\n    ...MessageNumbers\n  }\n  firstResponse {\n    ...Durations\n  }\n  wait {\n    ...Durations\n  }\n  reply {\n    ...Durations\n  }\n  duration {\n    ...Durations\n  }\n}\n\nfragment MessageNumbers on MessageCounts {\n  total\n  client\n  agent\n  bot\n  template\n  activity\n  private\n}\n\nfragment Durations on DurationStatistics {\n  sample\n  meanSeconds\n  medianSeconds\n  p90Seconds\n}",
};

export const ComparedTotals: Operation<ComparedTotalsQuery, ComparedTotalsQueryVariables> = {
  name: 'ComparedTotals',
  kind: 'query',
  text: "query ComparedTotals($period: PeriodInput!, $compareTo: Comparison!, $timeZone: TimeZone = \"UTC\", $filter: DialogFilter, $workingHours: Boolean = false) {\n  statistics(\n    period: $period\n    timeZone: $timeZone\n    filter: $filter\n    compareTo: $compareTo\n    workingHours: $workingHours\n  ) {\n    ...Totals\n    compared {\n      period {\n        from\n        to\n      }\n      ...Totals\n    }\n  }\n}\n\nfragment Totals on Statistics {\n  started\n  resolved\n  backlog\n  transfers\n  transferRate\n  missedRate\n  bounceRate\n  kinds {\n    kind\n    dialogs\n  }\n  messages {\n    ...MessageNumbers\n  }\n  firstResponse {\n    ...Durations\n  }\n  wait {\n    ...Durations\n  }\n  reply {\n    ...Durations\n  }\n  duration {\n    ...Durations\n  }\n}\n\nfragment MessageNumbers on MessageCounts {\n  total\n  client\n  agent\n  bot\n  template\n  activity\n  private\n}\n\nfragment Durations on DurationStatistics {\n  sample\n  meanSeconds\n  medianSeconds\n  p90Seconds\n}",
};

export const OverTime: Operation<OverTimeQuery, OverTimeQueryVariables> = {
  name: 'OverTime',
  kind: 'query',
  text: "query OverTime($period: PeriodInput!, $timeZone: TimeZone = \"UTC\", $filter: DialogFilter, $unit: TimeUnit) {\n  statistics(period: $period, timeZone: $timeZone, filter: $filter) {\n    overTime(unit: $unit) {\n      start\n      end\n      isPartial\n      started\n      resolved\n      missed\n      bounced\n      transfers\n      clientMessages\n      agentMessages\n      firstResponseMeanSeconds\n      backlog\n    }\n  }\n}",
};

export const ByAgent: Operation<ByAgentQuery, ByAgentQueryVariables> = {
  name: 'ByAgent',
  kind: 'query',
  text: "query ByAgent($period: PeriodInput!, $timeZone: TimeZone = \"UTC\", $filter: DialogFilter, $first: Int = 1000, $orderBy: AgentStatisticsOrder = DIALOGS) {\n  statistics(period: $period, timeZone: $timeZone, filter: $filter) {\n    byAgent(first: $first, orderBy: $orderBy) {\n      agent {\n        databaseId\n        name\n      }\n      dialogs\n      transfersIn\n      transfersOut\n      messagesSent\n      assignedSeconds\n      whileAssigned {\n        ...MessageNumbers\n      }\n      firstResponse {\n        ...Durations\n      }\n      reply {\n        ...Durations\n      }\n      dialogsFilter\n    }\n  }\n}\n\nfragment MessageNumbers on MessageCounts {\n  total\n  client\n  agent\n  bot\n  template\n  activity\n  private\n}\n\nfragment Durations on DurationStatistics {\n  sample\n  meanSeconds\n  medianSeconds\n  p90Seconds\n}",
};

export const Measure: Operation<MeasureQuery, MeasureQueryVariables> = {
  name: 'Measure',
  kind: 'query',
  text: "query Measure($names: [String!]!, $by: StatisticsDimension, $period: PeriodInput!, $timeZone: TimeZone = \"UTC\", $filter: DialogFilter, $first: Int = 1000) {\n  statistics(period: $period, timeZone: $timeZone, filter: $filter) {\n    measures(names: $names, by: $by, first: $first) {\n      agent {\n        databaseId\n        name\n      }\n      team {\n        databaseId\n        name\n      }\n      inbox {\n        databaseId\n        name\n      }\n      channelType\n      kind\n      values {\n        name\n        value\n        sample\n        medianSeconds\n        p90Seconds\n      }\n    }\n  }\n}",
};

export const Measures: Operation<MeasuresQuery, MeasuresQueryVariables> = {
  name: 'Measures',
  kind: 'query',
  text: "query Measures {\n  measures {\n    name\n    description\n    source\n    aggregation\n    unit\n  }\n}",
};

export const Live: Operation<LiveQuery, LiveQueryVariables> = {
  name: 'Live',
  kind: 'query',
  text: "query Live($filter: DialogFilter) {\n  live(filter: $filter) {\n    at\n    open\n    pending\n    snoozed\n    waiting\n    longestWaitSeconds\n    unassigned\n    byAgent {\n      agent {\n        databaseId\n        name\n      }\n      open\n      pending\n      snoozed\n      waiting\n      longestWaitSeconds\n    }\n    byTeam {\n      team {\n        databaseId\n        name\n      }\n      open\n      pending\n      snoozed\n      waiting\n      longestWaitSeconds\n      unassigned\n    }\n  }\n}",
};
