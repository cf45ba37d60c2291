// Generated from src/dashboard/queries by `npm run generate`; never edited by hand.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** Between whom transfers are counted. */
export type TransferFlowBy =
  /** Agents: from a different one each. */
  | 'AGENT'
  /** The teams that had the dialog: just before the first agent left it, and when the second was assigned. Often the same. */
  | 'TEAM';

/** What a dialog is in during a stretch of it. A snooze keeps what it was in. */
export type DialogStretchKind =
  /** Begun by an invitation or an agent, and the client has not written yet. */
  | 'INVITATION'
  /** Pending with a bot. */
  | 'BOT'
  /** The client waits for an agent: pending without a bot, or open and not accepted, whoever is assigned. */
  | 'WAITING'
  /** Open, and an agent has accepted: explicitly, by a public message, or by taking the dialog for itself. */
  | 'CHATTING'
  /** Begun snoozed, and not woken yet. */
  | 'SNOOZED';

export type AgentsQueryVariables = Exact<{
  period: PeriodInput;
  timeZone: string;
  filter?: DialogFilter | null | undefined;
  compareTo?: Comparison | null | undefined;
  workingHours?: boolean | null | undefined;
}>;


export type AgentsQuery = { statistics: { byAgent: Array<{ dialogsFilter: DialogFilter, transfersInFilter: DialogFilter, transfersOutFilter: DialogFilter, dialogs: number, transfersIn: number, transfersOut: number, messagesSent: number, assignedSeconds: number, agent: { databaseId: string, name: string, isBot: boolean, isDeleted: boolean } | null, whileAssigned: { total: number }, firstResponse: { sample: number, medianSeconds: number | null }, reply: { sample: number, medianSeconds: number | null }, handling: { sample: number, medianSeconds: number | null } }>, compared: { byAgent: Array<{ dialogs: number, transfersIn: number, transfersOut: number, messagesSent: number, assignedSeconds: number, agent: { databaseId: string, name: string, isBot: boolean, isDeleted: boolean } | null, whileAssigned: { total: number }, firstResponse: { sample: number, medianSeconds: number | null }, reply: { sample: number, medianSeconds: number | null }, handling: { sample: number, medianSeconds: number | null } }> } | null } };

export type AgentRowFragment = { dialogs: number, transfersIn: number, transfersOut: number, messagesSent: number, assignedSeconds: number, agent: { databaseId: string, name: string, isBot: boolean, isDeleted: boolean } | null, whileAssigned: { total: number }, firstResponse: { sample: number, medianSeconds: number | null }, reply: { sample: number, medianSeconds: number | null }, handling: { sample: number, medianSeconds: number | null } };

export type BreakdownQueryVariables = Exact<{
  period: PeriodInput;
  timeZone: string;
  filter?: DialogFilter | null | undefined;
  compareTo?: Comparison | null | undefined;
  workingHours?: boolean | null | undefined;
}>;


export type BreakdownQuery = { statistics: { started: number, compared: { overTime: Array<{ start: string, started: number }> } | null, overTime: Array<{ start: string, end: string, isPartial: boolean, started: number, resolved: number, missed: number, backlog: number, startedFilter: DialogFilter, resolvedFilter: DialogFilter, missedFilter: DialogFilter, backlogFilter: DialogFilter }>, byHourOfWeek: Array<{ weekday: number, hour: number, started: number, startedFilter: DialogFilter, clientMessages: number }>, byKind: Array<{ kind: DialogKind, started: number, startedFilter: DialogFilter, firstResponse: { sample: number, medianSeconds: number | null, p90Seconds: number | null } }>, byInbox: Array<{ started: number, resolved: number, missed: number, startedFilter: DialogFilter, resolvedFilter: DialogFilter, missedFilter: DialogFilter, inbox: { databaseId: string, name: string, channelType: string | null }, firstResponse: { sample: number, medianSeconds: number | null, p90Seconds: number | null } }>, byTeam: Array<{ started: number, resolved: number, missed: number, startedFilter: DialogFilter, resolvedFilter: DialogFilter, missedFilter: DialogFilter, team: { databaseId: string, name: string } | null, firstResponse: { sample: number, medianSeconds: number | null, p90Seconds: number | null } }> } };

export type DialogQueryVariables = Exact<{
  id: string;
  contents: boolean;
}>;


export type DialogQuery = { dialog: { databaseId: string, status: DialogStatus, createdAt: string, resolvedAt: string | null, resolvedAtKnown: boolean, fromHistory: boolean, durationSeconds: number | null, firstResponseSeconds: number | null, waitSeconds: number | null, startedBy: DialogStarter, closedBy: DialogCloser | null, kinds: Array<DialogKind>, transferCount: number, inbox: { name: string }, team: { name: string } | null, contact: { name: string | null } | null, assignee: { name: string } | null, skip: { reason: string | null, by: string } | null, classification: { presenceKnown: boolean, departedAt: string | null, waitedSeconds: number | null, bounceTimeoutSeconds: number, reason: string, reasonCode: string, departedAssignee: { name: string } | null }, transfers: Array<{ number: number, at: string, viaQueue: boolean, from: { databaseId: string, name: string }, to: { databaseId: string, name: string } }>, agents: Array<{ wasAssigned: boolean, assignedSeconds: number, messagesSent: number, agent: { databaseId: string, name: string, isBot: boolean } }>, stretches: Array<{ kind: DialogStretchKind, from: string, to: string | null, seconds: number, agent: { databaseId: string } | null }>, presence: Array<{ from: string, to: string | null, seconds: number }> | null, messageCounts: { total: number, client: number, agent: number, bot: number, template: number, activity: number, private: number }, events: { totalCount: number, nodes: Array<{ databaseId: string, name: EventName, rawName: string, createdAt: string, agent: { name: string } | null }> }, messages: { totalCount: number, nodes: Array<{ databaseId: string, type: MessageType, private: boolean, createdAt: string, content?: string | null, senderAgent: { databaseId: string, name: string, isBot: boolean } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type MessagePageFragment = { totalCount: number, nodes: Array<{ databaseId: string, type: MessageType, private: boolean, createdAt: string, content?: string | null, senderAgent: { databaseId: string, name: string, isBot: boolean } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } };

export type DialogsQueryVariables = Exact<{
  filter: DialogFilter;
  orderBy: DialogOrder;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type DialogsQuery = { dialogs: { totalCount: number, nodes: Array<{ databaseId: string, createdAt: string, resolvedAt: string | null, status: DialogStatus, kinds: Array<DialogKind>, durationSeconds: number | null, firstResponseSeconds: number | null, transferCount: number, inbox: { name: string }, team: { name: string } | null, assignee: { name: string } | null, contact: { name: string | null } | null, messageCounts: { total: number } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type LiveSubscriptionVariables = Exact<{
  filter?: DialogFilter | null | undefined;
}>;


export type LiveSubscription = { live: { at: string, open: number, pending: number, snoozed: number, waiting: number, longestWaitSeconds: number | null, unassigned: number } };

export type LookupsQueryVariables = Exact<{
  inboxesAfter?: string | null | undefined;
  teamsAfter?: string | null | undefined;
  agentsAfter?: string | null | undefined;
}>;


export type LookupsQuery = { viewer: { role: Role, contents: boolean, account: { name: string } }, inboxes: { nodes: Array<{ databaseId: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, teams: { nodes: Array<{ databaseId: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, agents: { nodes: Array<{ databaseId: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MoreMessagesQueryVariables = Exact<{
  id: string;
  contents: boolean;
  after?: string | null | undefined;
}>;


export type MoreMessagesQuery = { dialog: { messages: { totalCount: number, nodes: Array<{ databaseId: string, type: MessageType, private: boolean, createdAt: string, content?: string | null, senderAgent: { databaseId: string, name: string, isBot: boolean } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type StartedDialogsQueryVariables = Exact<{
  period: PeriodInput;
  timeZone: string;
  filter?: DialogFilter | null | undefined;
}>;


export type StartedDialogsQuery = { statistics: { startedFilter: DialogFilter } };

export type TodayQueryVariables = Exact<{
  day: PeriodInput;
  timeZone: string;
  filter?: DialogFilter | null | undefined;
  workingHours?: boolean | null | undefined;
}>;


export type TodayQuery = { live: { at: string, open: number, pending: number, snoozed: number, waiting: number, longestWaitSeconds: number | null, unassigned: number, openFilter: DialogFilter, pendingFilter: DialogFilter, snoozedFilter: DialogFilter, waitingFilter: DialogFilter, unassignedFilter: DialogFilter }, statistics: { started: number, startedFilter: DialogFilter, firstResponse: { sample: number, medianSeconds: number | null, p90Seconds: number | null }, byKind: Array<{ kind: DialogKind, started: number, startedFilter: DialogFilter }> } };

export type TotalsQueryVariables = Exact<{
  period: PeriodInput;
  timeZone: string;
  filter?: DialogFilter | null | undefined;
  compareTo?: Comparison | null | undefined;
  answerWithin: number;
  workingHours?: boolean | null | undefined;
}>;


export type TotalsQuery = { statistics: { startedFilter: DialogFilter, resolvedFilter: DialogFilter, backlogFilter: DialogFilter, started: number, resolved: number, backlog: number, missedRate: number | null, serviceLevel: number | null, transfers: number, transferredDialogs: number, byKind: Array<{ kind: DialogKind, startedFilter: DialogFilter }>, compared: { started: number, resolved: number, backlog: number, missedRate: number | null, serviceLevel: number | null, transfers: number, transferredDialogs: number, period: { from: string, to: string }, firstResponse: { sample: number, medianSeconds: number | null, p90Seconds: number | null }, wait: { sample: number, medianSeconds: number | null, p90Seconds: number | null }, duration: { sample: number, medianSeconds: number | null, p90Seconds: number | null }, messages: { client: number, agent: number, bot: number } } | null, firstResponse: { sample: number, medianSeconds: number | null, p90Seconds: number | null }, wait: { sample: number, medianSeconds: number | null, p90Seconds: number | null }, duration: { sample: number, medianSeconds: number | null, p90Seconds: number | null }, messages: { client: number, agent: number, bot: number } } };

export type TotalsFragment = { started: number, resolved: number, backlog: number, missedRate: number | null, serviceLevel: number | null, transfers: number, transferredDialogs: number, firstResponse: { sample: number, medianSeconds: number | null, p90Seconds: number | null }, wait: { sample: number, medianSeconds: number | null, p90Seconds: number | null }, duration: { sample: number, medianSeconds: number | null, p90Seconds: number | null }, messages: { client: number, agent: number, bot: number } };

export type DurationFragment = { sample: number, medianSeconds: number | null, p90Seconds: number | null };

export type TransfersQueryVariables = Exact<{
  period: PeriodInput;
  timeZone: string;
  filter?: DialogFilter | null | undefined;
  by: TransferFlowBy;
  transferred: DialogFilter;
}>;


export type TransfersQuery = { statistics: { transfers: number, transferFlows: Array<{ transfers: number, dialogs: number, dialogsFilter: DialogFilter, fromAgent: { databaseId: string, name: string } | null, toAgent: { databaseId: string, name: string } | null, fromTeam: { databaseId: string, name: string } | null, toTeam: { databaseId: string, name: string } | null }> }, dialogs: { totalCount: number } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AgentRowFragmentDoc = new TypedDocumentString(`
    fragment AgentRow on AgentStatistics {
  agent {
    databaseId
    name
    isBot
    isDeleted
  }
  dialogs
  transfersIn
  transfersOut
  messagesSent
  whileAssigned {
    total
  }
  assignedSeconds
  firstResponse {
    sample
    medianSeconds
  }
  reply {
    sample
    medianSeconds
  }
  handling {
    sample
    medianSeconds
  }
}
    `, {"fragmentName":"AgentRow"}) as unknown as TypedDocumentString<AgentRowFragment, unknown>;
export const MessagePageFragmentDoc = new TypedDocumentString(`
    fragment MessagePage on MessageConnection {
  totalCount
  nodes {
    databaseId
    type
    private
    createdAt
    content @include(if: $contents)
    senderAgent {
      databaseId
      name
      isBot
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}
    `, {"fragmentName":"MessagePage"}) as unknown as TypedDocumentString<MessagePageFragment, unknown>;
export const DurationFragmentDoc = new TypedDocumentString(`
    fragment Duration on DurationStatistics {
  sample
  medianSeconds
  p90Seconds
}
    `, {"fragmentName":"Duration"}) as unknown as TypedDocumentString<DurationFragment, unknown>;
export const TotalsFragmentDoc = new TypedDocumentString(`
    fragment Totals on Statistics {
  started
  resolved
  backlog
  missedRate
  serviceLevel(thresholdSeconds: $answerWithin)
  transfers
  transferredDialogs
  firstResponse {
    ...Duration
  }
  wait {
    ...Duration
  }
  duration {
    ...Duration
  }
  messages {
    client
    agent
    bot
  }
}
    fragment Duration on DurationStatistics {
  sample
  medianSeconds
  p90Seconds
}`, {"fragmentName":"Totals"}) as unknown as TypedDocumentString<TotalsFragment, unknown>;
export const AgentsDocument = new TypedDocumentString(`
    query Agents($period: PeriodInput!, $timeZone: TimeZone!, $filter: DialogFilter, $compareTo: Comparison, $workingHours: Boolean) {
  statistics(
    period: $period
    timeZone: $timeZone
    filter: $filter
    compareTo: $compareTo
    workingHours: $workingHours
  ) {
    byAgent {
      ...AgentRow
      dialogsFilter
      transfersInFilter
      transfersOutFilter
    }
    compared {
      byAgent {
        ...AgentRow
      }
    }
  }
}
    fragment AgentRow on AgentStatistics {
  agent {
    databaseId
    name
    isBot
    isDeleted
  }
  dialogs
  transfersIn
  transfersOut
  messagesSent
  whileAssigned {
    total
  }
  assignedSeconds
  firstResponse {
    sample
    medianSeconds
  }
  reply {
    sample
    medianSeconds
  }
  handling {
    sample
    medianSeconds
  }
}`) as unknown as TypedDocumentString<AgentsQuery, AgentsQueryVariables>;
export const BreakdownDocument = new TypedDocumentString(`
    query Breakdown($period: PeriodInput!, $timeZone: TimeZone!, $filter: DialogFilter, $compareTo: Comparison, $workingHours: Boolean) {
  statistics(
    period: $period
    timeZone: $timeZone
    filter: $filter
    compareTo: $compareTo
    workingHours: $workingHours
  ) {
    started
    compared {
      overTime {
        start
        started
      }
    }
    overTime {
      start
      end
      isPartial
      started
      resolved
      missed
      backlog
      startedFilter
      resolvedFilter
      missedFilter
      backlogFilter
    }
    byHourOfWeek {
      weekday
      hour
      started
      startedFilter
      clientMessages
    }
    byKind {
      kind
      started
      startedFilter
      firstResponse {
        ...Duration
      }
    }
    byInbox {
      inbox {
        databaseId
        name
        channelType
      }
      started
      resolved
      missed
      firstResponse {
        ...Duration
      }
      startedFilter
      resolvedFilter
      missedFilter
    }
    byTeam {
      team {
        databaseId
        name
      }
      started
      resolved
      missed
      firstResponse {
        ...Duration
      }
      startedFilter
      resolvedFilter
      missedFilter
    }
  }
}
    fragment Duration on DurationStatistics {
  sample
  medianSeconds
  p90Seconds
}`) as unknown as TypedDocumentString<BreakdownQuery, BreakdownQueryVariables>;
export const DialogDocument = new TypedDocumentString(`
    query Dialog($id: ID!, $contents: Boolean!) {
  dialog(id: $id) {
    databaseId
    status
    createdAt
    resolvedAt
    resolvedAtKnown
    fromHistory
    durationSeconds
    firstResponseSeconds
    waitSeconds
    startedBy
    closedBy
    kinds
    transferCount
    inbox {
      name
    }
    team {
      name
    }
    contact {
      name
    }
    assignee {
      name
    }
    skip {
      reason
      by
    }
    classification {
      presenceKnown
      departedAt
      waitedSeconds
      bounceTimeoutSeconds
      departedAssignee {
        name
      }
      reason
      reasonCode
    }
    transfers {
      number
      at
      viaQueue
      from {
        databaseId
        name
      }
      to {
        databaseId
        name
      }
    }
    agents {
      agent {
        databaseId
        name
        isBot
      }
      wasAssigned
      assignedSeconds
      messagesSent
    }
    stretches {
      kind
      agent {
        databaseId
      }
      from
      to
      seconds
    }
    presence {
      from
      to
      seconds
    }
    messageCounts {
      total
      client
      agent
      bot
      template
      activity
      private
    }
    events(first: 100) {
      totalCount
      nodes {
        databaseId
        name
        rawName
        createdAt
        agent {
          name
        }
      }
    }
    messages(first: 100) {
      ...MessagePage
    }
  }
}
    fragment MessagePage on MessageConnection {
  totalCount
  nodes {
    databaseId
    type
    private
    createdAt
    content @include(if: $contents)
    senderAgent {
      databaseId
      name
      isBot
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}`) as unknown as TypedDocumentString<DialogQuery, DialogQueryVariables>;
export const DialogsDocument = new TypedDocumentString(`
    query Dialogs($filter: DialogFilter!, $orderBy: DialogOrder!, $first: Int, $after: String, $last: Int, $before: String) {
  dialogs(
    filter: $filter
    orderBy: $orderBy
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    totalCount
    nodes {
      databaseId
      createdAt
      resolvedAt
      status
      kinds
      inbox {
        name
      }
      team {
        name
      }
      assignee {
        name
      }
      contact {
        name
      }
      durationSeconds
      firstResponseSeconds
      transferCount
      messageCounts {
        total
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<DialogsQuery, DialogsQueryVariables>;
export const LiveDocument = new TypedDocumentString(`
    subscription Live($filter: DialogFilter) {
  live(filter: $filter) {
    at
    open
    pending
    snoozed
    waiting
    longestWaitSeconds
    unassigned
  }
}
    `) as unknown as TypedDocumentString<LiveSubscription, LiveSubscriptionVariables>;
export const LookupsDocument = new TypedDocumentString(`
    query Lookups($inboxesAfter: String, $teamsAfter: String, $agentsAfter: String) {
  viewer {
    role
    contents
    account {
      name
    }
  }
  inboxes(first: 100, after: $inboxesAfter) {
    nodes {
      databaseId
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  teams(first: 100, after: $teamsAfter) {
    nodes {
      databaseId
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  agents(first: 100, after: $agentsAfter) {
    nodes {
      databaseId
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<LookupsQuery, LookupsQueryVariables>;
export const MoreMessagesDocument = new TypedDocumentString(`
    query MoreMessages($id: ID!, $contents: Boolean!, $after: String) {
  dialog(id: $id) {
    messages(first: 100, after: $after) {
      ...MessagePage
    }
  }
}
    fragment MessagePage on MessageConnection {
  totalCount
  nodes {
    databaseId
    type
    private
    createdAt
    content @include(if: $contents)
    senderAgent {
      databaseId
      name
      isBot
    }
  }
  pageInfo {
    hasNextPage
    endCursor
  }
}`) as unknown as TypedDocumentString<MoreMessagesQuery, MoreMessagesQueryVariables>;
export const StartedDialogsDocument = new TypedDocumentString(`
    query StartedDialogs($period: PeriodInput!, $timeZone: TimeZone!, $filter: DialogFilter) {
  statistics(period: $period, timeZone: $timeZone, filter: $filter) {
    startedFilter
  }
}
    `) as unknown as TypedDocumentString<StartedDialogsQuery, StartedDialogsQueryVariables>;
export const TodayDocument = new TypedDocumentString(`
    query Today($day: PeriodInput!, $timeZone: TimeZone!, $filter: DialogFilter, $workingHours: Boolean) {
  live(filter: $filter) {
    at
    open
    pending
    snoozed
    waiting
    longestWaitSeconds
    unassigned
    openFilter
    pendingFilter
    snoozedFilter
    waitingFilter
    unassignedFilter
  }
  statistics(
    period: $day
    timeZone: $timeZone
    filter: $filter
    workingHours: $workingHours
  ) {
    started
    startedFilter
    firstResponse {
      sample
      medianSeconds
      p90Seconds
    }
    byKind {
      kind
      started
      startedFilter
    }
  }
}
    `) as unknown as TypedDocumentString<TodayQuery, TodayQueryVariables>;
export const TotalsDocument = new TypedDocumentString(`
    query Totals($period: PeriodInput!, $timeZone: TimeZone!, $filter: DialogFilter, $compareTo: Comparison, $answerWithin: Int!, $workingHours: Boolean) {
  statistics(
    period: $period
    timeZone: $timeZone
    filter: $filter
    compareTo: $compareTo
    workingHours: $workingHours
  ) {
    ...Totals
    startedFilter
    resolvedFilter
    backlogFilter
    byKind {
      kind
      startedFilter
    }
    compared {
      period {
        from
        to
      }
      ...Totals
    }
  }
}
    fragment Totals on Statistics {
  started
  resolved
  backlog
  missedRate
  serviceLevel(thresholdSeconds: $answerWithin)
  transfers
  transferredDialogs
  firstResponse {
    ...Duration
  }
  wait {
    ...Duration
  }
  duration {
    ...Duration
  }
  messages {
    client
    agent
    bot
  }
}
fragment Duration on DurationStatistics {
  sample
  medianSeconds
  p90Seconds
}`) as unknown as TypedDocumentString<TotalsQuery, TotalsQueryVariables>;
export const TransfersDocument = new TypedDocumentString(`
    query Transfers($period: PeriodInput!, $timeZone: TimeZone!, $filter: DialogFilter, $by: TransferFlowBy!, $transferred: DialogFilter!) {
  statistics(period: $period, timeZone: $timeZone, filter: $filter) {
    transfers
    transferFlows(by: $by) {
      fromAgent {
        databaseId
        name
      }
      toAgent {
        databaseId
        name
      }
      fromTeam {
        databaseId
        name
      }
      toTeam {
        databaseId
        name
      }
      transfers
      dialogs
      dialogsFilter
    }
  }
  dialogs(filter: $transferred, first: 0) {
    totalCount
  }
}
    `) as unknown as TypedDocumentString<TransfersQuery, TransfersQueryVariables>;
