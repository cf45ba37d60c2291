// Generated from schema.graphql by `npm run generate`; never edited by hand.
import type { Role } from '../tokens/viewer';
import type { TokenRole } from '../tokens/viewer';
import type { Status as DialogStatus } from '../rulebook/words';
import type { DialogKind } from '../rulebook/words';
import type { Starter as DialogStarter } from '../rulebook/words';
import type { Closer as DialogCloser } from '../rulebook/words';
import type { MessageType } from '../rulebook/words';
import type { TransferFlowBy } from '../read-side/statistics/transfer-flows';
import type { StretchKind as DialogStretchKind } from '../rulebook/dialog-timeline';
import type { DialogOrderField } from '../read-side/dialog-page';
import type { Instant } from '../instant';
import type { DialogFilterValue as FilterValue } from './dialog-filter-value';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AccountRecord } from '../read-side/account-by-id';
import type { Viewer as ViewerRecord } from '../tokens/viewer';
import type { TokenRecord } from '../tokens/tokens';
import type { KnownRecord } from '../read-side/known';
import type { ConversationRecord } from '../read-side/conversations-by-id';
import type { DialogRecord } from '../read-side/dialog';
import type { ClassificationRecord, SkipRecord } from '../read-side/classifications';
import type { StatisticsHandle } from '../read-side/statistics/handle';
import type { DepartureRecord } from '../read-side/statistics/departures';
import type { HourOfWeekRecord } from '../read-side/statistics/by-hour-of-week';
import type { PointRecord } from '../read-side/statistics/over-time';
import type { AgentStatisticsRecord } from '../read-side/statistics/by-agent';
import type { PlaceGroup, ChannelGroup, KindGroup } from '../read-side/statistics/groups';
import type { MeasuredRow } from '../read-side/statistics/measure-rows';
import type { LiveHandle, GroupStanding } from '../read-side/statistics/live';
import type { DialogChangesRecord } from '../read-side/changed-dialogs';
import type { EventRecord } from '../read-side/events';
import type { MessageRecord } from '../read-side/messages';
import type { MentionRecord } from '../read-side/mentions';
import type { TransferFlowRecord } from '../read-side/statistics/transfer-flows';
import type { TransferRecord, DialogAgentRecord, StretchRecord, AgentMessagesRecord } from './served-loaders';
import type { DialogStretchRecord } from './resolvers/dialog-timeline';
import type { DialogConnection as DialogPage, KnownConnection as KnownPage, EventConnection as EventPage, MessageConnection as MessagePage } from './connections';
import type { SkippedDialog } from '../write-side/kinds/set-dialog-skip';
import type { CommandResult } from '../write-side/commands';
import type { Context } from './context';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
export type EnumResolverSignature<T, AllowedValues = any> = { [key in keyof T]?: AllowedValues };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * A moment in time. In: RFC 3339 with an offset (`2022-05-27T13:19:40.562111Z`, `2022-05-27T16:19:40+03:00`), at most
   * microseconds, in the years 1970 to 2199. Out: UTC with `Z` and always six digits of the second's fraction, so that values
   * sort as text.
   */
  DateTime: { input: Instant; output: Instant; }
  /** A database id, as a string of decimal digits: ids may exceed what a JavaScript number holds exactly. */
  BigInt: { input: number; output: number; }
  /** An IANA time zone, such as `Europe/Kyiv`; never an offset, which no place keeps all year. */
  TimeZone: { input: string; output: string; }
  /** A `DialogFilter` as JSON, to be passed as the variable of a query of `dialogs`. */
  DialogFilterValue: { input: FilterValue; output: FilterValue; }
};

/** Anything that has an opaque id and can be fetched again by `node`. */
export type Node = {
  /** Opaque and stable; unique among all types. */
  id: Scalars['ID']['output'];
};

/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type Query = {
  __typename?: 'Query';
  /** Who is asking: the account and the role of the token. */
  viewer: Viewer;
  /** Any object by its opaque id; null where the account has none such. */
  node?: Maybe<Node>;
  /** Several objects by their opaque ids, in the same order; null in the place of each that the account has not. */
  nodes: Array<Maybe<Node>>;
  /** One dialog; null where the account has none such. */
  dialog?: Maybe<Dialog>;
  /** One conversation; null where the account has none such. One that the host deleted is still found while it has dialogs; so is one that has left the limits of the token, as its last dialog within them knew it. */
  conversation?: Maybe<Conversation>;
  /** One agent; null where the account has none such. Former agents stay visible to the account whose dialogs they served. To a limited token, the members of its inboxes and teams; others are named within dialogs only. */
  agent?: Maybe<Agent>;
  /** One contact; null where the account has none such. */
  contact?: Maybe<Contact>;
  /** One inbox; null where the account has none such. */
  inbox?: Maybe<Inbox>;
  /** One team; null where the account has none such. */
  team?: Maybe<Team>;
  /** The dialogs of the account that match the filter, newest start first unless ordered otherwise. */
  dialogs: DialogConnection;
  /** The agents of the account: its users in the host, by name. Former agents are found by id and in their dialogs. */
  agents: AgentConnection;
  /** The inboxes of the account, by name. */
  inboxes: InboxConnection;
  /** The teams of the account, by name. */
  teams: TeamConnection;
  /** The API tokens of the account, oldest first: the newest 1000; for administrators. */
  apiTokens: Array<ApiToken>;
  /** Statistics of a period. A handle: it runs nothing itself, each of its fields is a query, run only when asked for. All that one request asks for is read at one moment. */
  statistics: Statistics;
  /** How things stand now. A handle like `statistics`. */
  live: LiveStatistics;
  /** Everything that `Statistics.measures` can measure, by name. */
  measures: Array<Measure>;
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryDialogArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryConversationArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryAgentArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryContactArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryInboxArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryTeamArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryDialogsArgs = {
  filter?: InputMaybe<DialogFilter>;
  orderBy?: InputMaybe<DialogOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryAgentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryInboxesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryTeamsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryApiTokensArgs = {
  ended?: InputMaybe<Scalars['Boolean']['input']>;
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryStatisticsArgs = {
  period: PeriodInput;
  timeZone?: InputMaybe<Scalars['TimeZone']['input']>;
  filter?: InputMaybe<DialogFilter>;
  compareTo?: InputMaybe<Comparison>;
  workingHours?: InputMaybe<Scalars['Boolean']['input']>;
};


/**
 * Everything answers for the account of the caller's token, and for no other. A token that is limited to inboxes or teams
 * sees the dialogs within its limits and what belongs to them, as if there were nothing else.
 */
export type QueryLiveArgs = {
  filter?: InputMaybe<DialogFilter>;
};

/** The earlier period that statistics are compared with, by the calendar of the zone. */
export type Comparison =
  /** The period that ends where this one begins and is as long: as many months where it is of whole months, else as many days where it begins and ends at the same time of the day, else as much time. */
  | 'PREVIOUS_PERIOD'
  /** The same dates one year earlier. Where there was no 29th of February, it is the 28th, and the 1st of March as the end. */
  | 'PREVIOUS_YEAR';

/** Who is asking, as the token says. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The account that every answer is bound to. */
  account: Account;
  /** What the token may do. */
  role: Role;
  /** The inboxes that it is limited to; null for all. */
  inboxes?: Maybe<Array<Inbox>>;
  /** The teams that it is limited to, and then to dialogs of a team; null for all. */
  teams?: Maybe<Array<Team>>;
  /** Whether it may read what messages and private notes say: the scope `contents`. */
  contents: Scalars['Boolean']['output'];
};

export { TokenRole };

/** A token of this API. Only its prefix can be shown: the token itself is not stored. */
export type ApiToken = {
  __typename?: 'ApiToken';
  /** The first characters of the token, by which it is named. */
  prefix: Scalars['String']['output'];
  /** What it is for; null where nobody said. */
  name?: Maybe<Scalars['String']['output']>;
  /** What it may do. */
  role: TokenRole;
  /** The inboxes that it is limited to; null for all. */
  inboxes?: Maybe<Array<Inbox>>;
  /** The teams that it is limited to, and then to dialogs of a team; null for all. */
  teams?: Maybe<Array<Team>>;
  /** Whether it may read what messages and private notes say. */
  contents: Scalars['Boolean']['output'];
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** When it stops working; null for never. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was revoked; null where it was not. */
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was used last, within a minute; null for never. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
};

export { Role };

export { DialogStatus };

export { DialogKind };

export { DialogStarter };

export { DialogCloser };

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

export { MessageType };

/** The direction of an order. */
export type OrderDirection =
  /** Smallest or earliest first. */
  | 'ASC'
  /** Largest or latest first. */
  | 'DESC';

export { DialogOrderField };

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
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** The first moment outside; no limit when left out. */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/**
 * Which dialogs. All that is given must hold; within a list any may. Each list takes 1 to 100 values; ids are opaque
 * ids or plain database ids. An id that the account has not matches nothing.
 */
export type DialogFilter = {
  /** The status now; RESOLVED for those that ended. */
  status?: InputMaybe<Array<DialogStatus>>;
  /** Dialogs of any of these kinds. With SKIP among them, the skipped ones of the other kinds too. */
  kind?: InputMaybe<Array<DialogKind>>;
  /** The inbox of the dialog. */
  inbox?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The team of the dialog, now or at its end. */
  team?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The agent assigned now, or at the resolve. */
  assignee?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Any agent who served the dialog: was assigned in it at some time, or wrote a public message in it. */
  agent?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The contact. Of contacts merged in the host, the one that remains finds all their dialogs. */
  contact?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The conversation that the dialog is part of. */
  conversation?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** When the dialog started. */
  createdAt?: InputMaybe<DateTimeRange>;
  /** When the dialog was resolved; leaves out those that are not. */
  resolvedAt?: InputMaybe<DateTimeRange>;
  /** True: with at least one transfer. False: with none. */
  transferred?: InputMaybe<Scalars['Boolean']['input']>;
  /** The type of the inbox's channel as the host names it, such as `Channel::WebWidget`. */
  channelType?: InputMaybe<Array<Scalars['String']['input']>>;
  /** With at least one transfer of which all that is given holds. */
  transfer?: InputMaybe<TransferFilter>;
  /** Started in this hour of the week, in whichever week. */
  hourOfWeek?: InputMaybe<HourOfWeekFilter>;
  /** Open at this moment: started before it, and not resolved before it. */
  openAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** True: without a team. False: with one. */
  withoutTeam?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: nobody was ever assigned. False: somebody was. */
  neverAssigned?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: nobody is assigned now, or was at the resolve. False: somebody is. */
  unassigned?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: the client waits now for an agent to accept or answer first, as `LiveStatistics.waiting` counts. False: it does not. */
  waiting?: InputMaybe<Scalars['Boolean']['input']>;
  /** Dialogs marked skip stay out unless this is true or `kind` asks for SKIP. */
  includeSkipped?: InputMaybe<Scalars['Boolean']['input']>;
  /** Further conditions, 1 to 10: all of them must hold too. */
  and?: InputMaybe<Array<DialogCondition>>;
};

/** A further condition on dialogs: where two lists must each have something of a dialog. All that is given must hold. */
export type DialogCondition = {
  /** Dialogs of any of these kinds. Skipped ones stay out unless the filter itself asks for them. */
  kind?: InputMaybe<Array<DialogKind>>;
  /** Any agent who served the dialog. */
  agent?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** With at least one transfer of which all that is given holds. */
  transfer?: InputMaybe<TransferFilter>;
  /** Started in this hour of the week. */
  hourOfWeek?: InputMaybe<HourOfWeekFilter>;
  /** Open at this moment. */
  openAt?: InputMaybe<Scalars['DateTime']['input']>;
};

/** An hour of the week by the clock of a zone: a moment lies in it when the clock shows it. Where the clock goes back, an hour comes twice. */
export type HourOfWeekFilter = {
  /** 1 is Monday, 7 is Sunday. */
  weekday: Scalars['Int']['input'];
  /** 0 to 23. */
  hour: Scalars['Int']['input'];
  /** The zone. */
  timeZone: Scalars['TimeZone']['input'];
};

/** Which transfers. All that is given must hold of one and the same; with nothing given, any transfer. Lists take 1 to 100 ids. */
export type TransferFilter = {
  /** The agent assigned before. */
  from?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The agent assigned by it. */
  to?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The team that the dialog came from. */
  fromTeam?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The team that the dialog went to; the same where it stayed with its team. */
  toTeam?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** True: it came from no team. False: from one. */
  withoutFromTeam?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: it went to no team. False: to one. */
  withoutToTeam?: InputMaybe<Scalars['Boolean']['input']>;
  /** True: nobody was assigned in between. False: somebody always was. */
  viaQueue?: InputMaybe<Scalars['Boolean']['input']>;
  /** When it was made. */
  at?: InputMaybe<DateTimeRange>;
};

/** A period of time, [from, to). */
export type PeriodInput = {
  /** The first moment. */
  from: Scalars['DateTime']['input'];
  /** The moment after the last. Not before `from`, and at most 20 years after it. */
  to: Scalars['DateTime']['input'];
};

/** A period of time, [from, to). */
export type Period = {
  __typename?: 'Period';
  /** The first moment. */
  from: Scalars['DateTime']['output'];
  /** The moment after the last. */
  to: Scalars['DateTime']['output'];
};

/**
 * Statistics of a period. By their start in the period count: dialogs started, kinds, rates, the service level, transferred
 * dialogs, waits and first responses. By their resolve: dialogs resolved, durations, handling times. By their own time: transfers,
 * messages, replies. Skipped dialogs stay out, and all that is in them, unless the filter asks for them. Rates are between 0 and 1; they,
 * means and percentiles are null where there was nothing to measure. Sums of points and of groups are the totals.
 */
export type Statistics = {
  __typename?: 'Statistics';
  /** The period asked for. */
  period: Period;
  /** The zone asked for. */
  timeZone: Scalars['TimeZone']['output'];
  /** The same statistics of the earlier period; null unless `compareTo` is given. */
  compared?: Maybe<Statistics>;
  /** Dialogs by their start in the period. */
  started: Scalars['Int']['output'];
  /** Dialogs by their resolve in the period. */
  resolved: Scalars['Int']['output'];
  /** Dialogs that were open at a moment: started before it, and not resolved before it. */
  backlog: Scalars['Int']['output'];
  /** How many of the started ones have each kind; a dialog of two kinds counts in both. Every kind is there, zeros too. */
  kinds: Array<KindCount>;
  /** missed / (online - bounce) of the started dialogs, where online are all but OFFLINE and REJECTED_INVITATION ones; null where there were none. No measure of an agent: a supervisor's, of how many clients left unanswered. */
  missedRate?: Maybe<Scalars['Float']['output']>;
  /** bounce / online; null where there were none. */
  bounceRate?: Maybe<Scalars['Float']['output']>;
  /** Answered within the threshold / (answered + missed), of online dialogs without bounces; null where there were none. Answered: an agent accepted, or wrote publicly, while the client waited; a dialog in which nobody waited for that, such as one that an agent began, or answered while a bot had it, is in neither. A missed dialog that is answered later is not answered. */
  serviceLevel?: Maybe<Scalars['Float']['output']>;
  /** Missed and bounced dialogs by the agent assigned when the visitor left; null is the general queue. Most missed first. No measure of an agent: an assignment is no acceptance. */
  departuresByAgent: Array<AgentDepartures>;
  /** Missed and bounced dialogs by the team at the time when the visitor left; null is the general queue. Most missed first. */
  departuresByTeam: Array<TeamDepartures>;
  /** The report of what began offline. */
  offline: OfflineReport;
  /** The report of automatic invitations. */
  invitations: InvitationReport;
  /** Transfers by their time in the period: an agent's dialog passed to a different agent, with or without the queue between. */
  transfers: Scalars['Int']['output'];
  /** Between whom: the pairs with any transfers in the period, most first. All pairs add up to `transfers`. */
  transferFlows: Array<TransferFlow>;
  /** Dialogs started in the period with at least one transfer, whenever that was. */
  transferredDialogs: Scalars['Int']['output'];
  /** transferredDialogs / started; null where none started. */
  transferRate?: Maybe<Scalars['Float']['output']>;
  /** Dialogs resolved in the period without any transfer. */
  resolvedWithoutTransfer: Scalars['Int']['output'];
  /** Of the dialogs resolved in the period, those after whose resolve the same contact began no other dialog within the given time, in any conversation, as far as is known now; a skipped one counts too, and one that the filter does not mean. */
  firstContactResolution: Share;
  /** Of the dialogs resolved in the period, those whose conversation began another dialog within the given time after the resolve, whether the filter means that one or not. */
  reopened: Share;
  /** Of the dialogs resolved in the period that a bot had, those in which no human agent took part. */
  botContainment: Share;
  /** Of the dialogs resolved in the period that a bot had, those that it handed over: open after pending. */
  botHandOver: Share;
  /** Messages by their own time in the period, by author. */
  messages: MessageCounts;
  /** From the start of a dialog to the first public message of a human agent after the client had written; of the dialogs started in the period. */
  firstResponse: DurationStatistics;
  /** From the hand-over by a bot to that first response; of the dialogs started in the period. */
  firstResponseAfterBot: DurationStatistics;
  /** How long a client waited without a break until an agent first accepted or answered; of the dialogs started in the period. */
  wait: DurationStatistics;
  /** From the first of a client's unanswered messages to the next public message of a human agent; by the time of the reply. */
  reply: DurationStatistics;
  /** From start to resolve; of the dialogs resolved in the period. Dialogs whose resolve is not known are left out. */
  duration: DurationStatistics;
  /** Seconds in which anybody was assigned; of the dialogs resolved in the period in which anybody was. */
  handling: DurationStatistics;
  /** How many dialogs agents had at once in the period. At most 92 days. */
  concurrency: Concurrency;
  /** Zero-filled, by time. The unit, when not given: HOUR up to 3 days, DAY up to 92, WEEK up to 366, else MONTH. At most 2,000 points. */
  overTime: Array<StatisticsPoint>;
  /** All 168 hours of a week, from Monday 0:00, by the zone's clock. */
  byHourOfWeek: Array<HourOfWeekPoint>;
  /** By agent, those with anything to tell; null for what nobody was assigned to. Dialogs with several agents count for each. */
  byAgent: Array<AgentStatistics>;
  /** By inbox, most started first. */
  byInbox: Array<InboxStatistics>;
  /** By the team of the dialogs now or at their end, most started first; null for dialogs without one. */
  byTeam: Array<TeamStatistics>;
  /** By the type of the inbox's channel, most started first. */
  byChannel: Array<ChannelStatistics>;
  /** By kind, every one; a dialog of two kinds counts in both, one without kinds in none. */
  byKind: Array<KindStatistics>;
  /** Any measures, in total or by a dimension: what a table or chart of one's own is made of. */
  measures: Array<MeasureRow>;
  /** The filter that finds the `started` dialogs: pass it to `dialogs`, and the number is its totalCount. */
  startedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `resolved` dialogs. */
  resolvedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the dialogs of the `backlog`. */
  backlogFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `transferredDialogs`. */
  transferredDialogsFilter: Scalars['DialogFilterValue']['output'];
};


/**
 * Statistics of a period. By their start in the period count: dialogs started, kinds, rates, the service level, transferred
 * dialogs, waits and first responses. By their resolve: dialogs resolved, durations, handling times. By their own time: transfers,
 * messages, replies. Skipped dialogs stay out, and all that is in them, unless the filter asks for them. Rates are between 0 and 1; they,
 * means and percentiles are null where there was nothing to measure. Sums of points and of groups are the totals.
 */
export type StatisticsBacklogArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};


/**
 * Statistics of a period. By their start in the period count: dialogs started, kinds, rates, the service level, transferred
 * dialogs, waits and first responses. By their resolve: dialogs resolved, durations, handling times. By their own time: transfers,
 * messages, replies. Skipped dialogs stay out, and all that is in them, unless the filter asks for them. Rates are between 0 and 1; they,
 * means and percentiles are null where there was nothing to measure. Sums of points and of groups are the totals.
 */
export type StatisticsServiceLevelArgs = {
  thresholdSeconds: Scalars['Int']['input'];
};


/**
 * Statistics of a period. By their start in the period count: dialogs started, kinds, rates, the service level, transferred
 * dialogs, waits and first responses. By their resolve: dialogs resolved, durations, handling times. By their own time: transfers,
 * messages, replies. Skipped dialogs stay out, and all that is in them, unless the filter asks for them. Rates are between 0 and 1; they,
 * means and percentiles are null where there was nothing to measure. Sums of points and of groups are the totals.
 */
export type StatisticsTransferFlowsArgs = {
  by?: TransferFlowBy;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Statistics of a period. By their start in the period count: dialogs started, kinds, rates, the service level, transferred
 * dialogs, waits and first responses. By their resolve: dialogs resolved, durations, handling times. By their own time: transfers,
 * messages, replies. Skipped dialogs stay out, and all that is in them, unless the filter asks for them. Rates are between 0 and 1; they,
 * means and percentiles are null where there was nothing to measure. Sums of points and of groups are the totals.
 */
export type StatisticsFirstContactResolutionArgs = {
  withinHours?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Statistics of a period. By their start in the period count: dialogs started, kinds, rates, the service level, transferred
 * dialogs, waits and first responses. By their resolve: dialogs resolved, durations, handling times. By their own time: transfers,
 * messages, replies. Skipped dialogs stay out, and all that is in them, unless the filter asks for them. Rates are between 0 and 1; they,
 * means and percentiles are null where there was nothing to measure. Sums of points and of groups are the totals.
 */
export type StatisticsReopenedArgs = {
  withinHours?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Statistics of a period. By their start in the period count: dialogs started, kinds, rates, the service level, transferred
 * dialogs, waits and first responses. By their resolve: dialogs resolved, durations, handling times. By their own time: transfers,
 * messages, replies. Skipped dialogs stay out, and all that is in them, unless the filter asks for them. Rates are between 0 and 1; they,
 * means and percentiles are null where there was nothing to measure. Sums of points and of groups are the totals.
 */
export type StatisticsOverTimeArgs = {
  unit?: InputMaybe<TimeUnit>;
};


/**
 * Statistics of a period. By their start in the period count: dialogs started, kinds, rates, the service level, transferred
 * dialogs, waits and first responses. By their resolve: dialogs resolved, durations, handling times. By their own time: transfers,
 * messages, replies. Skipped dialogs stay out, and all that is in them, unless the filter asks for them. Rates are between 0 and 1; they,
 * means and percentiles are null where there was nothing to measure. Sums of points and of groups are the totals.
 */
export type StatisticsByAgentArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<AgentStatisticsOrder>;
};


/**
 * Statistics of a period. By their start in the period count: dialogs started, kinds, rates, the service level, transferred
 * dialogs, waits and first responses. By their resolve: dialogs resolved, durations, handling times. By their own time: transfers,
 * messages, replies. Skipped dialogs stay out, and all that is in them, unless the filter asks for them. Rates are between 0 and 1; they,
 * means and percentiles are null where there was nothing to measure. Sums of points and of groups are the totals.
 */
export type StatisticsByInboxArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Statistics of a period. By their start in the period count: dialogs started, kinds, rates, the service level, transferred
 * dialogs, waits and first responses. By their resolve: dialogs resolved, durations, handling times. By their own time: transfers,
 * messages, replies. Skipped dialogs stay out, and all that is in them, unless the filter asks for them. Rates are between 0 and 1; they,
 * means and percentiles are null where there was nothing to measure. Sums of points and of groups are the totals.
 */
export type StatisticsByTeamArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Statistics of a period. By their start in the period count: dialogs started, kinds, rates, the service level, transferred
 * dialogs, waits and first responses. By their resolve: dialogs resolved, durations, handling times. By their own time: transfers,
 * messages, replies. Skipped dialogs stay out, and all that is in them, unless the filter asks for them. Rates are between 0 and 1; they,
 * means and percentiles are null where there was nothing to measure. Sums of points and of groups are the totals.
 */
export type StatisticsMeasuresArgs = {
  names: Array<Scalars['String']['input']>;
  by?: InputMaybe<StatisticsDimension>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Statistics of a period. By their start in the period count: dialogs started, kinds, rates, the service level, transferred
 * dialogs, waits and first responses. By their resolve: dialogs resolved, durations, handling times. By their own time: transfers,
 * messages, replies. Skipped dialogs stay out, and all that is in them, unless the filter asks for them. Rates are between 0 and 1; they,
 * means and percentiles are null where there was nothing to measure. Sums of points and of groups are the totals.
 */
export type StatisticsBacklogFilterArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};

export { TransferFlowBy };

/** The transfers of a period from one agent, or team, to another. */
export type TransferFlow = {
  __typename?: 'TransferFlow';
  /** The agent assigned before; null by teams. */
  fromAgent?: Maybe<Agent>;
  /** The agent assigned by them; null by teams. */
  toAgent?: Maybe<Agent>;
  /** The team before; null for none, and by agents. */
  fromTeam?: Maybe<Team>;
  /** The team after; null for none, and by agents. */
  toTeam?: Maybe<Team>;
  /** How many transfers. */
  transfers: Scalars['Int']['output'];
  /** How many dialogs have any of them. */
  dialogs: Scalars['Int']['output'];
  /** The filter that finds the `dialogs`. */
  dialogsFilter: Scalars['DialogFilterValue']['output'];
};

/** A part of a whole. */
export type Share = {
  __typename?: 'Share';
  /** How many. */
  part: Scalars['Int']['output'];
  /** Of how many. */
  whole: Scalars['Int']['output'];
  /** part / whole; null where whole is 0. */
  rate?: Maybe<Scalars['Float']['output']>;
};

/**
 * How long something took. Percentiles lie between two values where they fall there (as percentile_cont of SQL), and are exact for
 * samples of up to 10,000 in the statistic as a whole; of larger ones they are within 0.5 %.
 */
export type DurationStatistics = {
  __typename?: 'DurationStatistics';
  /** How many were measured. */
  sample: Scalars['Int']['output'];
  /** The mean, in seconds; null where the sample is 0, as the others. */
  meanSeconds?: Maybe<Scalars['Float']['output']>;
  /** Half of them took at most so many seconds. */
  medianSeconds?: Maybe<Scalars['Float']['output']>;
  /** Nine tenths of them took at most so many seconds. */
  p90Seconds?: Maybe<Scalars['Float']['output']>;
};

/** How many dialogs agents had at once. */
export type Concurrency = {
  __typename?: 'Concurrency';
  /** The mean over the time in which an agent had at least one; null where none had. */
  mean?: Maybe<Scalars['Float']['output']>;
  /** The most that one agent had at one moment. */
  most: Scalars['Int']['output'];
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

/** A point of statistics over time. */
export type StatisticsPoint = {
  __typename?: 'StatisticsPoint';
  /** Its first moment. */
  start: Scalars['DateTime']['output'];
  /** The moment after its last. */
  end: Scalars['DateTime']['output'];
  /** Whether the period cuts it short. */
  isPartial: Scalars['Boolean']['output'];
  /** Dialogs by their start. */
  started: Scalars['Int']['output'];
  /** Dialogs by their resolve. */
  resolved: Scalars['Int']['output'];
  /** Missed ones of the started dialogs. */
  missed: Scalars['Int']['output'];
  /** Bounced ones of the started dialogs. */
  bounced: Scalars['Int']['output'];
  /** Transfers by their time. */
  transfers: Scalars['Int']['output'];
  /** Messages of clients. */
  clientMessages: Scalars['Int']['output'];
  /** Public messages of human agents. */
  agentMessages: Scalars['Int']['output'];
  /** The mean first response of the started dialogs, in seconds; null where there was none. */
  firstResponseMeanSeconds?: Maybe<Scalars['Float']['output']>;
  /** Dialogs open at the end of the point, or now where that is yet to come. */
  backlog: Scalars['Int']['output'];
  /** The filter that finds the `started` dialogs. */
  startedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `missed` dialogs. */
  missedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `bounced` dialogs. */
  bouncedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the dialogs of the `backlog`. */
  backlogFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `resolved` dialogs. */
  resolvedFilter: Scalars['DialogFilterValue']['output'];
};

/** An hour of the week by the zone's clock. */
export type HourOfWeekPoint = {
  __typename?: 'HourOfWeekPoint';
  /** 1 is Monday, 7 is Sunday. */
  weekday: Scalars['Int']['output'];
  /** 0 to 23. */
  hour: Scalars['Int']['output'];
  /** Dialogs by their start. */
  started: Scalars['Int']['output'];
  /** Messages of clients. */
  clientMessages: Scalars['Int']['output'];
  /** The filter that finds the `started` dialogs. */
  startedFilter: Scalars['DialogFilterValue']['output'];
};

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

/**
 * What an agent did in a period. Of the row of nobody (agent null): dialogs that nobody was ever assigned to, messages while nobody was
 * assigned; its other numbers are 0.
 */
export type AgentStatistics = {
  __typename?: 'AgentStatistics';
  /** The agent; null for dialogs and messages that nobody was assigned to. */
  agent?: Maybe<Agent>;
  /** Dialogs started in the period in which the agent took part: was assigned at some time, or wrote a public message. */
  dialogs: Scalars['Int']['output'];
  /** Transfers to the agent. */
  transfersIn: Scalars['Int']['output'];
  /** Transfers from the agent. */
  transfersOut: Scalars['Int']['output'];
  /** Public messages of the agent's own. */
  messagesSent: Scalars['Int']['output'];
  /** All messages that came while the agent was assigned, by author. */
  whileAssigned: MessageCounts;
  /** Seconds within the period in which the agent was assigned, summed over dialogs, up to now. */
  assignedSeconds: Scalars['Float']['output'];
  /** First responses that the agent gave; of the dialogs started in the period. */
  firstResponse: DurationStatistics;
  /** Replies that the agent gave, by their time. */
  reply: DurationStatistics;
  /** Seconds in which the agent was assigned, one value a dialog; of the dialogs resolved in the period. */
  handling: DurationStatistics;
  /** How many dialogs the agent had at once in the period. At most 92 days. */
  concurrency: Concurrency;
  /** The filter that finds the `dialogs`. */
  dialogsFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the dialogs of `transfersIn`; one that was passed to the agent several times is found once. */
  transfersInFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the dialogs of `transfersOut`; one that was passed on by the agent several times is found once. */
  transfersOutFilter: Scalars['DialogFilterValue']['output'];
};

/** The dialogs of an inbox in a period. */
export type InboxStatistics = {
  __typename?: 'InboxStatistics';
  /** The inbox. */
  inbox: Inbox;
  /** Dialogs by their start. */
  started: Scalars['Int']['output'];
  /** Dialogs by their resolve. */
  resolved: Scalars['Int']['output'];
  /** Missed ones of the started dialogs. */
  missed: Scalars['Int']['output'];
  /** Bounced ones of the started dialogs. */
  bounced: Scalars['Int']['output'];
  /** First responses of the started dialogs. */
  firstResponse: DurationStatistics;
  /** The filter that finds the `started` dialogs. */
  startedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `resolved` dialogs. */
  resolvedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `missed` dialogs. */
  missedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `bounced` dialogs. */
  bouncedFilter: Scalars['DialogFilterValue']['output'];
};

/** The dialogs of a team in a period, or of no team. */
export type TeamStatistics = {
  __typename?: 'TeamStatistics';
  /** The team; null for dialogs without one. */
  team?: Maybe<Team>;
  /** Dialogs by their start. */
  started: Scalars['Int']['output'];
  /** Dialogs by their resolve. */
  resolved: Scalars['Int']['output'];
  /** Missed ones of the started dialogs. */
  missed: Scalars['Int']['output'];
  /** Bounced ones of the started dialogs. */
  bounced: Scalars['Int']['output'];
  /** First responses of the started dialogs. */
  firstResponse: DurationStatistics;
  /** Seconds in which dialogs were the team's, one value a dialog; of the dialogs resolved in the period. Sample 0 for no team. */
  handling: DurationStatistics;
  /** The filter that finds the `started` dialogs. */
  startedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `resolved` dialogs. */
  resolvedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `missed` dialogs. */
  missedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `bounced` dialogs. */
  bouncedFilter: Scalars['DialogFilterValue']['output'];
};

/** The dialogs of a type of channel in a period. */
export type ChannelStatistics = {
  __typename?: 'ChannelStatistics';
  /** The type as the host names it, such as `Channel::WebWidget`; null for inboxes that the host deleted. */
  channelType?: Maybe<Scalars['String']['output']>;
  /** Dialogs by their start. */
  started: Scalars['Int']['output'];
  /** Dialogs by their resolve. */
  resolved: Scalars['Int']['output'];
  /** Missed ones of the started dialogs. */
  missed: Scalars['Int']['output'];
  /** Bounced ones of the started dialogs. */
  bounced: Scalars['Int']['output'];
  /** First responses of the started dialogs. */
  firstResponse: DurationStatistics;
  /** The filter that finds the `started` dialogs. */
  startedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `resolved` dialogs. */
  resolvedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `missed` dialogs. */
  missedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `bounced` dialogs. */
  bouncedFilter: Scalars['DialogFilterValue']['output'];
};

/** The dialogs of a kind in a period. */
export type KindStatistics = {
  __typename?: 'KindStatistics';
  /** The kind. */
  kind: DialogKind;
  /** Dialogs by their start. */
  started: Scalars['Int']['output'];
  /** Dialogs by their resolve. */
  resolved: Scalars['Int']['output'];
  /** First responses of the started dialogs. */
  firstResponse: DurationStatistics;
  /** The filter that finds the `started` dialogs. */
  startedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `resolved` dialogs. */
  resolvedFilter: Scalars['DialogFilterValue']['output'];
};

/** Something that can be measured over a period. */
export type Measure = {
  __typename?: 'Measure';
  /** Its name, for `Statistics.measures`. */
  name: Scalars['String']['output'];
  /** What is counted, and by which time. */
  description: Scalars['String']['output'];
  /** What it is read from. */
  source: MeasureSource;
  /** How values become one. */
  aggregation: MeasureAggregation;
  /** The unit of the value. */
  unit: MeasureUnit;
};

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

/** The values of one group. */
export type MeasureRow = {
  __typename?: 'MeasureRow';
  /** The agent, where grouped by agents; null for nobody. */
  agent?: Maybe<Agent>;
  /** The team, where grouped by teams; null for none. */
  team?: Maybe<Team>;
  /** The inbox, where grouped by inboxes. */
  inbox?: Maybe<Inbox>;
  /** The type of the channel, where grouped by channels. */
  channelType?: Maybe<Scalars['String']['output']>;
  /** The kind, where grouped by kinds. */
  kind?: Maybe<DialogKind>;
  /** A value for each of the names asked for, in their order. */
  values: Array<MeasureValue>;
};

/** What was measured. */
export type MeasureValue = {
  __typename?: 'MeasureValue';
  /** The measure's name. */
  name: Scalars['String']['output'];
  /** The count or the sum, or of durations the mean; null where nothing was measured. */
  value?: Maybe<Scalars['Float']['output']>;
  /** How many values it is made of. */
  sample: Scalars['Int']['output'];
  /** Half of the durations are at most so long; null for other measures. */
  medianSeconds?: Maybe<Scalars['Float']['output']>;
  /** Nine tenths of the durations are at most so long; null for other measures. */
  p90Seconds?: Maybe<Scalars['Float']['output']>;
};

/** How things stand now: the unresolved dialogs. Snoozed ones are neither open nor pending. */
export type LiveStatistics = {
  __typename?: 'LiveStatistics';
  /** The moment. */
  at: Scalars['DateTime']['output'];
  /** Open dialogs. */
  open: Scalars['Int']['output'];
  /** Pending dialogs: with a bot, or waiting. */
  pending: Scalars['Int']['output'];
  /** Snoozed dialogs. */
  snoozed: Scalars['Int']['output'];
  /** Dialogs whose client waits now for an agent to accept or answer first: pending without a bot, or open and not accepted. */
  waiting: Scalars['Int']['output'];
  /** For how many seconds the longest of them has waited; null where none waits. */
  longestWaitSeconds?: Maybe<Scalars['Float']['output']>;
  /** Unresolved dialogs that nobody is assigned to. */
  unassigned: Scalars['Int']['output'];
  /** By the agent assigned now, most open first; null for nobody. */
  byAgent: Array<LiveAgent>;
  /** By the team now, most open first; null for none. */
  byTeam: Array<LiveTeam>;
  /** By inbox, most open first. */
  byInbox: Array<LiveInbox>;
  /** The filter that finds all unresolved dialogs that are counted here: pass it to `dialogs`, and the number is its totalCount. */
  filter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `open` ones. */
  openFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `pending` ones. */
  pendingFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `snoozed` ones. */
  snoozedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `waiting` ones. */
  waitingFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `unassigned` ones. */
  unassignedFilter: Scalars['DialogFilterValue']['output'];
};

/** The unresolved dialogs of an agent, or of nobody. */
export type LiveAgent = {
  __typename?: 'LiveAgent';
  /** The agent assigned now; null for nobody. */
  agent?: Maybe<Agent>;
  /** Open dialogs. */
  open: Scalars['Int']['output'];
  /** Pending dialogs. */
  pending: Scalars['Int']['output'];
  /** Snoozed dialogs. */
  snoozed: Scalars['Int']['output'];
  /** Dialogs whose client waits now. */
  waiting: Scalars['Int']['output'];
  /** For how many seconds the longest of them has waited; null where none waits. */
  longestWaitSeconds?: Maybe<Scalars['Float']['output']>;
  /** Dialogs that nobody is assigned to. */
  unassigned: Scalars['Int']['output'];
  /** The filter that finds them all. */
  filter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `open` ones. */
  openFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `pending` ones. */
  pendingFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `snoozed` ones. */
  snoozedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `waiting` ones. */
  waitingFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `unassigned` ones. */
  unassignedFilter: Scalars['DialogFilterValue']['output'];
};

/** The unresolved dialogs of a team, or of none. */
export type LiveTeam = {
  __typename?: 'LiveTeam';
  /** The team now; null for none. */
  team?: Maybe<Team>;
  /** Open dialogs. */
  open: Scalars['Int']['output'];
  /** Pending dialogs. */
  pending: Scalars['Int']['output'];
  /** Snoozed dialogs. */
  snoozed: Scalars['Int']['output'];
  /** Dialogs whose client waits now. */
  waiting: Scalars['Int']['output'];
  /** For how many seconds the longest of them has waited; null where none waits. */
  longestWaitSeconds?: Maybe<Scalars['Float']['output']>;
  /** Dialogs that nobody is assigned to. */
  unassigned: Scalars['Int']['output'];
  /** The filter that finds them all. */
  filter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `open` ones. */
  openFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `pending` ones. */
  pendingFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `snoozed` ones. */
  snoozedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `waiting` ones. */
  waitingFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `unassigned` ones. */
  unassignedFilter: Scalars['DialogFilterValue']['output'];
};

/** The unresolved dialogs of an inbox. */
export type LiveInbox = {
  __typename?: 'LiveInbox';
  /** The inbox. */
  inbox: Inbox;
  /** Open dialogs. */
  open: Scalars['Int']['output'];
  /** Pending dialogs. */
  pending: Scalars['Int']['output'];
  /** Snoozed dialogs. */
  snoozed: Scalars['Int']['output'];
  /** Dialogs whose client waits now. */
  waiting: Scalars['Int']['output'];
  /** For how many seconds the longest of them has waited; null where none waits. */
  longestWaitSeconds?: Maybe<Scalars['Float']['output']>;
  /** Dialogs that nobody is assigned to. */
  unassigned: Scalars['Int']['output'];
  /** The filter that finds them all. */
  filter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `open` ones. */
  openFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `pending` ones. */
  pendingFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `snoozed` ones. */
  snoozedFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `waiting` ones. */
  waitingFilter: Scalars['DialogFilterValue']['output'];
  /** The filter that finds the `unassigned` ones. */
  unassignedFilter: Scalars['DialogFilterValue']['output'];
};

/** How many dialogs have a kind. */
export type KindCount = {
  __typename?: 'KindCount';
  /** The kind. */
  kind: DialogKind;
  /** How many dialogs. */
  dialogs: Scalars['Int']['output'];
};

/** Visitors who left while an agent was assigned. */
export type AgentDepartures = {
  __typename?: 'AgentDepartures';
  /** The agent; null for nobody (the general queue). */
  agent?: Maybe<Agent>;
  /** Missed dialogs. */
  missed: Scalars['Int']['output'];
  /** Bounced dialogs. */
  bounced: Scalars['Int']['output'];
};

/** Visitors who left while a team had their dialogs. */
export type TeamDepartures = {
  __typename?: 'TeamDepartures';
  /** The team; null for none (the general queue). */
  team?: Maybe<Team>;
  /** Missed dialogs. */
  missed: Scalars['Int']['output'];
  /** Bounced dialogs. */
  bounced: Scalars['Int']['output'];
};

/** Dialogs that began offline. */
export type OfflineReport = {
  __typename?: 'OfflineReport';
  /** How many there were. */
  dialogs: Scalars['Int']['output'];
  /** How many of them an agent accepted or answered. */
  answered: Scalars['Int']['output'];
  /** How many of them are resolved. */
  resolved: Scalars['Int']['output'];
};

/** Dialogs that an automatic invitation began, but for those that began offline. */
export type InvitationReport = {
  __typename?: 'InvitationReport';
  /** How many there were. */
  dialogs: Scalars['Int']['output'];
  /** How many visitors wrote. */
  taken: Scalars['Int']['output'];
  /** How many were resolved without a word of the visitor. */
  rejected: Scalars['Int']['output'];
};

/** What the kinds of a dialog were decided from. */
export type DialogClassification = {
  __typename?: 'DialogClassification';
  /** Whether anything told when the visitor was online. Where nothing did, the visitor counts as online all the time, and nothing is called missed. */
  presenceKnown: Scalars['Boolean']['output'];
  /** When the visitor left for good; null where it did not, where nobody knows, and where nothing depended on it. */
  departedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Seconds of the unbroken waiting for an agent that the departure ended; null where the visitor was not waiting then. */
  waitedSeconds?: Maybe<Scalars['Float']['output']>;
  /** The bounce timeout in force at the dialog's start, in seconds: leaving earlier is a bounce, later or just then is missed. */
  bounceTimeoutSeconds: Scalars['Int']['output'];
  /** The agent who was assigned at the departure; null for nobody (the general queue), and without a departure. */
  departedAssignee?: Maybe<Agent>;
  /** The team at the departure; null for none, and without a departure. */
  departedTeam?: Maybe<Team>;
  /** Why the dialog has the kinds that it has, as a sentence. */
  reason: Scalars['String']['output'];
  /** The same as a word that stays the same, such as `waited-in-vain`; `not-decided` for a dialog from before the kinds were decided. */
  reasonCode: Scalars['String']['output'];
};

/** A mark that keeps a dialog out of lists, counts and statistics. */
export type DialogSkip = {
  __typename?: 'DialogSkip';
  /** When it was set. */
  at: Scalars['DateTime']['output'];
  /** Why. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The name of the token that it was set with, else the token's prefix. */
  by: Scalars['String']['output'];
};

/**
 * One stretch of a conversation, from the moment it leaves `resolved` (or is created unresolved) until it is resolved.
 * At most one dialog of a conversation is not resolved.
 */
export type Dialog = Node & {
  __typename?: 'Dialog';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The id in the table `dialogs`, unique in the whole installation. */
  databaseId: Scalars['BigInt']['output'];
  /** The conversation that it is part of. One that the host has deleted answers with what is still known of it. */
  conversation: Conversation;
  /** The inbox, now or at the end of the dialog. */
  inbox: Inbox;
  /** The contact that the conversation has now; null where it has none. */
  contact?: Maybe<Contact>;
  /** The team, now or at the end of the dialog; null for none, and where `fromHistory` is true and it is not known. */
  team?: Maybe<Team>;
  /** The agent assigned now or at the end of the dialog; null for nobody, and where `fromHistory` is true and it is not known. */
  assignee?: Maybe<Agent>;
  /** The status of the dialog; RESOLVED for good once it ended. */
  status: DialogStatus;
  /** When it started. */
  createdAt: Scalars['DateTime']['output'];
  /** When its status, assignee, team, inbox or contact changed last. Nothing changes it after the resolve. */
  updatedAt: Scalars['DateTime']['output'];
  /** When it was resolved; null while it lasts. Where `resolvedAtKnown` is false, the last sign of the dialog: it was resolved then or later. */
  resolvedAt?: Maybe<Scalars['DateTime']['output']>;
  /** False where the dialog is known to have ended but nothing tells when, such as after an update in bulk that nobody logged. */
  resolvedAtKnown: Scalars['Boolean']['output'];
  /** True where the dialog, or a part of it, happened before the log or unseen by it, and was put together afterwards from what the host keeps. What can't be known of that part is left out and never guessed: who was assigned, transfers, changes of status and acceptances. Messages, their times and who wrote them are known. */
  fromHistory: Scalars['Boolean']['output'];
  /** Seconds from the start to the resolve; null while it lasts, and where `resolvedAtKnown` is false. */
  durationSeconds?: Maybe<Scalars['Float']['output']>;
  /** Who began it. Where `fromHistory` is true, by the campaign or by who wrote first; VISITOR where nobody did. */
  startedBy: DialogStarter;
  /** Who ended it; null while it lasts, and where nobody said. */
  closedBy?: Maybe<DialogCloser>;
  /** What it is, in the order of the enum; empty where none fits. CHAT, OFFLINE and SKIP are current while it lasts; the others are decided at its resolve, and again when something about the visitor's presence is told late. */
  kinds: Array<DialogKind>;
  /** What the kinds were decided from. */
  classification: DialogClassification;
  /** The skip mark; null where there is none. */
  skip?: Maybe<DialogSkip>;
  /** How many transfers there were: times that the dialog passed from one agent to a different one, with or without nobody assigned in between. Where `fromHistory` is true, those that are known: there may have been more. */
  transferCount: Scalars['Int']['output'];
  /** The transfers, in their order; where `fromHistory` is true, those that are known. */
  transfers: Array<Transfer>;
  /** Everybody who was assigned at some time or wrote a public message, in the order of their first appearance. Where `fromHistory` is true, those who are known: whoever wrote, and who was assigned since the log found the dialog. */
  agents: Array<DialogAgent>;
  /** What the dialog was in, from its start to its resolve or now: each stretch begins where the one before it ends, and has another kind or another agent. Where `fromHistory` is true, from the first change of the status that was logged; empty where none was. */
  stretches: Array<DialogStretch>;
  /** When the visitor was online while the dialog lasted, in the order of time; null where that is not known or was removed, and of channels whose visitors count as online all the time. */
  presence?: Maybe<Array<PresenceStretch>>;
  /** The messages of the dialog, by author. */
  messageCounts: MessageCounts;
  /** The messages by the agent who was assigned when they came, and how many each agent sent. One row for each agent with either, by id; nobody assigned is a row of its own, first. Messages of which it was never logged who was assigned count in that row as well, and apart as `assigneeUnknown`. */
  messagesByAgent: Array<AgentMessageCounts>;
  /** Seconds from the start of the dialog to the first public message of a human agent that came after a message of the client; null while there is none. */
  firstResponseSeconds?: Maybe<Scalars['Float']['output']>;
  /** The same response counted from the first moment that the dialog was open after a bot: how long the client waited for a human. Null where no bot came before, and while there is no response. */
  firstResponseAfterBotSeconds?: Maybe<Scalars['Float']['output']>;
  /** Seconds that the client waited for the agent who first accepted: the unbroken stretch of waiting before the first acceptance (an explicit accept, or the first public message of a human agent). A bot's time breaks the stretch and is not counted; where an agent or an invitation began the dialog, nobody waits before the client's first message. Null while nobody has accepted, where nobody waited, and where `fromHistory` is true and it is not known since when the client waited. */
  waitSeconds?: Maybe<Scalars['Float']['output']>;
  /** What happened in the dialog, in the order of time. Events after the resolve and before the next dialog belong to it too. */
  events: EventConnection;
  /** The messages of the dialog, in the order of time. Messages after the resolve and before the next dialog belong to it too. */
  messages: MessageConnection;
  /** Mentions of agents whose latest moment lies in this dialog, in the order of time. The host keeps one row for each agent and conversation: a mention made again moves. */
  mentions: Array<Mention>;
};


/**
 * One stretch of a conversation, from the moment it leaves `resolved` (or is created unresolved) until it is resolved.
 * At most one dialog of a conversation is not resolved.
 */
export type DialogEventsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/**
 * One stretch of a conversation, from the moment it leaves `resolved` (or is created unresolved) until it is resolved.
 * At most one dialog of a conversation is not resolved.
 */
export type DialogMessagesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** The passing of a dialog from one agent to a different one. Back to the same agent is none; the first assignment is none. */
export type Transfer = {
  __typename?: 'Transfer';
  /** 1 for the first transfer of the dialog, and so on. */
  number: Scalars['Int']['output'];
  /** When the new agent was assigned. */
  at: Scalars['DateTime']['output'];
  /** The agent assigned before, last of all before any stretch of nobody. */
  from: Agent;
  /** The agent assigned by the transfer. */
  to: Agent;
  /** The team that had the dialog just before `from` left it; null for none, and where it is not known. */
  fromTeam?: Maybe<Team>;
  /** The team that had the dialog once `to` was assigned, the same where it stayed with it; null for none, and where it is not known. */
  toTeam?: Maybe<Team>;
  /** True when nobody was assigned in between: the dialog went back to the queue first. */
  viaQueue: Scalars['Boolean']['output'];
};

/** What an agent was to one dialog. */
export type DialogAgent = {
  __typename?: 'DialogAgent';
  /** The agent. */
  agent: Agent;
  /** Whether the agent was assigned at some time; false for one who only wrote. */
  wasAssigned: Scalars['Boolean']['output'];
  /** The stretches in which the agent was assigned, in their order. In a dialog older than the log, the first known stretch begins when the log found who was assigned. */
  assignments: Array<AssignmentStretch>;
  /** The sum of the stretches, in seconds. A stretch that lasts counts until now. */
  assignedSeconds: Scalars['Float']['output'];
  /** Public messages that the agent sent in this dialog, whoever was assigned. */
  messagesSent: Scalars['Int']['output'];
  /** Public messages that the agent sent while being assigned itself: a part of `whileAssigned.agent` (of `.bot` for a bot's user); the rest there came from other agents. */
  messagesSentWhileAssigned: Scalars['Int']['output'];
  /** The messages that came while the agent was assigned, by author. */
  whileAssigned: MessageCounts;
};

/** A stretch of time in which one agent was assigned without a break. It ends with the next assignment or the resolve. */
export type AssignmentStretch = {
  __typename?: 'AssignmentStretch';
  /** When it began. */
  from: Scalars['DateTime']['output'];
  /** When it ended; null while it lasts. */
  to?: Maybe<Scalars['DateTime']['output']>;
  /** How long it was, in seconds; until now while it lasts. */
  seconds: Scalars['Float']['output'];
};

export { DialogStretchKind };

/** A stretch of a dialog in which neither its kind nor who was assigned changed. */
export type DialogStretch = {
  __typename?: 'DialogStretch';
  /** What the dialog was in. */
  kind: DialogStretchKind;
  /** The agent assigned meanwhile; null for nobody, and where `fromHistory` of the dialog is true and it is not known. */
  agent?: Maybe<Agent>;
  /** When it began. */
  from: Scalars['DateTime']['output'];
  /** When it ended; null while it lasts. */
  to?: Maybe<Scalars['DateTime']['output']>;
  /** How long it was, in seconds; until now while it lasts. */
  seconds: Scalars['Float']['output'];
};

/** A stretch of a dialog in which its visitor was online: on the site, with the chat window open or not. */
export type PresenceStretch = {
  __typename?: 'PresenceStretch';
  /** When the visitor came, or the start of the dialog where that is later. */
  from: Scalars['DateTime']['output'];
  /** When the visitor left, or the last sign of life; null where the visitor was online still at the resolve, or is now. */
  to?: Maybe<Scalars['DateTime']['output']>;
  /** How long it was, in seconds; without an end, until the resolve or now. */
  seconds: Scalars['Float']['output'];
};

/** Two answers about one agent in one dialog: what came while the agent was assigned, and what the agent sent. */
export type AgentMessageCounts = {
  __typename?: 'AgentMessageCounts';
  /** The agent; null for the messages that came while nobody was assigned, or where it was never logged who was. */
  agent?: Maybe<Agent>;
  /** The messages that came while the agent was assigned, by author. */
  whileAssigned: MessageCounts;
  /** How many of `whileAssigned` were never logged with who was assigned, as messages older than the log; 0 in every row but that of nobody. */
  assigneeUnknown: Scalars['Int']['output'];
  /** Public messages that the agent sent, whoever was assigned; 0 in the row of nobody. */
  sent: Scalars['Int']['output'];
};

/** Numbers of messages by author. Each message counts in one of the parts, so that the parts add up to the total. */
export type MessageCounts = {
  __typename?: 'MessageCounts';
  /** All messages, private notes and system messages included. */
  total: Scalars['Int']['output'];
  /** Messages of the client. */
  client: Scalars['Int']['output'];
  /** Public messages of human agents. */
  agent: Scalars['Int']['output'];
  /** Public messages of bots: of the host's agent bots, and of users that are set as bots. */
  bot: Scalars['Int']['output'];
  /** Automatic messages, such as greetings. */
  template: Scalars['Int']['output'];
  /** Notices of the system. */
  activity: Scalars['Int']['output'];
  /** Private notes, whoever wrote them; counted only here. */
  private: Scalars['Int']['output'];
};

/** One row of the event log. */
export type Event = Node & {
  __typename?: 'Event';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The id in the host's event table. */
  databaseId: Scalars['BigInt']['output'];
  /** What happened; OTHER for a name that is not known here. */
  name: EventName;
  /** The name as stored. */
  rawName: Scalars['String']['output'];
  /** Whole seconds from the creation of the conversation to the event, as the host computes it; null where the host left it empty. */
  value?: Maybe<Scalars['Float']['output']>;
  /** The new assignee of CONVERSATION_ASSIGNED, else the agent assigned at that moment; null for nobody. */
  agent?: Maybe<Agent>;
  /** The dialog that the event belongs to; null where none is known. */
  dialog?: Maybe<Dialog>;
  /** When it happened. */
  createdAt: Scalars['DateTime']['output'];
};

/** One message of a conversation. */
export type Message = Node & {
  __typename?: 'Message';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The id in the host's table `messages`. */
  databaseId: Scalars['BigInt']['output'];
  /** Who it comes from. */
  type: MessageType;
  /** The text; null where the host stored none (attachments only). Needs the scope `contents`: for a token without it, null with an error FORBIDDEN. */
  content?: Maybe<Scalars['String']['output']>;
  /** True for a private note, which clients never see. */
  private: Scalars['Boolean']['output'];
  /** When it was sent. */
  createdAt: Scalars['DateTime']['output'];
  /** The dialog that it belongs to; null where none is known. */
  dialog?: Maybe<Dialog>;
  /** The agent assigned when it was sent; null for nobody, and where `assigneeKnown` is false. */
  assignee?: Maybe<Agent>;
  /** False where it was never logged who was assigned, as for messages older than the log. */
  assigneeKnown: Scalars['Boolean']['output'];
  /** The agent who wrote it; null for messages of clients, of the host's agent bots and of the system. */
  senderAgent?: Maybe<Agent>;
};

/** The mention of an agent in a conversation. The host keeps one for each agent and conversation, and moves it. */
export type Mention = Node & {
  __typename?: 'Mention';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The id in the host's table `mentions`. */
  databaseId: Scalars['BigInt']['output'];
  /** Who was mentioned. */
  agent: Agent;
  /** The dialog in which the agent was mentioned last; null where none is known. */
  dialog?: Maybe<Dialog>;
  /** When the agent was mentioned last. */
  mentionedAt: Scalars['DateTime']['output'];
};

/** Everything that one contact and the company ever said in one inbox. It lives for years and consists of dialogs. */
export type Conversation = Node & {
  __typename?: 'Conversation';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The id in the host's table `conversations` (not the number that agents see). */
  databaseId: Scalars['BigInt']['output'];
  /** The status now. */
  status: DialogStatus;
  /** The agent assigned now; null for nobody. */
  assignee?: Maybe<Agent>;
  /** The inbox. */
  inbox: Inbox;
  /** The contact; null where it has none. */
  contact?: Maybe<Contact>;
  /** When it was created; of a conversation that the host deleted, when its first dialog started. */
  createdAt: Scalars['DateTime']['output'];
  /** True when the host has deleted it: the rest is then what its last dialog knew. */
  isDeleted: Scalars['Boolean']['output'];
  /** Its dialogs, newest start first unless ordered otherwise. */
  dialogs: DialogConnection;
};


/** Everything that one contact and the company ever said in one inbox. It lives for years and consists of dialogs. */
export type ConversationDialogsArgs = {
  filter?: InputMaybe<DialogFilter>;
  orderBy?: InputMaybe<DialogOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
};

/** A user of the host who serves dialogs. A user that is set as a bot is one too. */
export type Agent = Node & {
  __typename?: 'Agent';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The id in the host's table `users`. */
  databaseId: Scalars['BigInt']['output'];
  /** The name; the last known one of a former agent; "deleted" where none is known. */
  name: Scalars['String']['output'];
  /** True for a user that is set as a bot of this account. */
  isBot: Scalars['Boolean']['output'];
  /** True when the user is no longer an agent of this account. */
  isDeleted: Scalars['Boolean']['output'];
  /** What the agent did in a period; zeros where nothing. */
  statistics: AgentStatistics;
};


/** A user of the host who serves dialogs. A user that is set as a bot is one too. */
export type AgentStatisticsArgs = {
  period: PeriodInput;
  timeZone?: InputMaybe<Scalars['TimeZone']['input']>;
  filter?: InputMaybe<DialogFilter>;
  workingHours?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A client. */
export type Contact = Node & {
  __typename?: 'Contact';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The id in the host's table `contacts`. */
  databaseId: Scalars['BigInt']['output'];
  /**
   * The name; null where the host has none; the last known one, else "deleted", of a contact that the host deleted;
   * "erased" of one that was erased here, for good.
   */
  name?: Maybe<Scalars['String']['output']>;
  /** True when the host has deleted the contact. */
  isDeleted: Scalars['Boolean']['output'];
};

/** A channel through which clients write: a website, a messenger, a mailbox. */
export type Inbox = Node & {
  __typename?: 'Inbox';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The id in the host's table `inboxes`. */
  databaseId: Scalars['BigInt']['output'];
  /** The name; the last known one, else "deleted", of an inbox that the host deleted. */
  name: Scalars['String']['output'];
  /** The host's class of the channel, such as `Channel::WebWidget` or `Channel::Telegram`; null where it is not known. */
  channelType?: Maybe<Scalars['String']['output']>;
  /** True when the host has deleted the inbox. */
  isDeleted: Scalars['Boolean']['output'];
};

/** A team of agents. */
export type Team = Node & {
  __typename?: 'Team';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The id in the host's table `teams`. */
  databaseId: Scalars['BigInt']['output'];
  /** The name; the last known one, else "deleted", of a team that the host deleted. */
  name: Scalars['String']['output'];
  /** True when the host has deleted the team. */
  isDeleted: Scalars['Boolean']['output'];
};

/** An account of the host: a company, or a part of one. */
export type Account = Node & {
  __typename?: 'Account';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The id in the host's table `accounts`. */
  databaseId: Scalars['BigInt']['output'];
  /** The name. */
  name: Scalars['String']['output'];
};

/** Where a page lies in its list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Whether there is more behind this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is more before this page. A page asked for by `after` has what the cursor came from before it. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first item; null on an empty page. */
  startCursor?: Maybe<Scalars['String']['output']>;
  /** The cursor of the last item; null on an empty page. */
  endCursor?: Maybe<Scalars['String']['output']>;
};

/** A page of dialogs. */
export type DialogConnection = {
  __typename?: 'DialogConnection';
  /** The items with their cursors. */
  edges: Array<DialogEdge>;
  /** The items alone. */
  nodes: Array<Dialog>;
  /** Where the page lies. */
  pageInfo: PageInfo;
  /** How many there are on all pages; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A dialog and its place in a list. */
export type DialogEdge = {
  __typename?: 'DialogEdge';
  /** The dialog. */
  node: Dialog;
  /** Its place, for `after` and `before`. */
  cursor: Scalars['String']['output'];
};

/** A page of agents. */
export type AgentConnection = {
  __typename?: 'AgentConnection';
  /** The items with their cursors. */
  edges: Array<AgentEdge>;
  /** The items alone. */
  nodes: Array<Agent>;
  /** Where the page lies. */
  pageInfo: PageInfo;
  /** How many there are on all pages; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** An agent and its place in a list. */
export type AgentEdge = {
  __typename?: 'AgentEdge';
  /** The agent. */
  node: Agent;
  /** Its place, for `after` and `before`. */
  cursor: Scalars['String']['output'];
};

/** A page of inboxes. */
export type InboxConnection = {
  __typename?: 'InboxConnection';
  /** The items with their cursors. */
  edges: Array<InboxEdge>;
  /** The items alone. */
  nodes: Array<Inbox>;
  /** Where the page lies. */
  pageInfo: PageInfo;
  /** How many there are on all pages; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** An inbox and its place in a list. */
export type InboxEdge = {
  __typename?: 'InboxEdge';
  /** The inbox. */
  node: Inbox;
  /** Its place, for `after` and `before`. */
  cursor: Scalars['String']['output'];
};

/** A page of teams. */
export type TeamConnection = {
  __typename?: 'TeamConnection';
  /** The items with their cursors. */
  edges: Array<TeamEdge>;
  /** The items alone. */
  nodes: Array<Team>;
  /** Where the page lies. */
  pageInfo: PageInfo;
  /** How many there are on all pages; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A team and its place in a list. */
export type TeamEdge = {
  __typename?: 'TeamEdge';
  /** The team. */
  node: Team;
  /** Its place, for `after` and `before`. */
  cursor: Scalars['String']['output'];
};

/** A page of events. */
export type EventConnection = {
  __typename?: 'EventConnection';
  /** The items with their cursors. */
  edges: Array<EventEdge>;
  /** The items alone. */
  nodes: Array<Event>;
  /** Where the page lies. */
  pageInfo: PageInfo;
  /** How many there are on all pages; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** An event and its place in a list. */
export type EventEdge = {
  __typename?: 'EventEdge';
  /** The event. */
  node: Event;
  /** Its place, for `after`. */
  cursor: Scalars['String']['output'];
};

/** A page of messages. */
export type MessageConnection = {
  __typename?: 'MessageConnection';
  /** The items with their cursors. */
  edges: Array<MessageEdge>;
  /** The items alone. */
  nodes: Array<Message>;
  /** Where the page lies. */
  pageInfo: PageInfo;
  /** How many there are on all pages; counted only when asked for. */
  totalCount: Scalars['Int']['output'];
};

/** A message and its place in a list. */
export type MessageEdge = {
  __typename?: 'MessageEdge';
  /** The message. */
  node: Message;
  /** Its place, for `after`. */
  cursor: Scalars['String']['output'];
};

/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type Mutation = {
  __typename?: 'Mutation';
  /** Creates a conversation, which begins its first dialog unless it is created resolved. */
  startConversation: ConversationPayload;
  /** Changes the status: to RESOLVED ends the dialog, away from RESOLVED begins the next one. */
  setConversationStatus: ConversationPayload;
  /** Changes the assigned agent, the team, or both. Agent null: nobody is assigned any more. */
  assignConversation: ConversationPayload;
  /** Logs that an agent took the dialog; also assigns the agent when another or nobody is. */
  acceptConversation: ConversationPayload;
  /** Writes a message. A client's message wakes a snoozed conversation; on a resolved one it, or a human agent's public one, begins the next dialog: pending for a client where a bot serves the inbox, else open. */
  postMessage: PostMessagePayload;
  /** Logs that an agent was mentioned. Mentioned again in the same conversation, the mention moves. */
  mentionAgent: MentionAgentPayload;
  /** Records that a visitor was seen, or has left. May come late, out of order and again; the kinds of the dialogs concerned are decided anew. */
  recordVisitorPresence: RecordVisitorPresencePayload;
  /** Marks a dialog as not to be counted, or takes the mark back; for administrators. */
  setDialogSkip: SetDialogSkipPayload;
  /** Changes the bounce timeout of the account or of one inbox, for dialogs that begin from now on; for administrators. */
  setBounceTimeout: SetBounceTimeoutPayload;
  /** Makes an API token of the account; for administrators. Nobody gives a scope that their own token lacks. */
  createApiToken: ApiTokenSecretPayload;
  /** Makes a token in the place of another, with its name and scope; for administrators. */
  rotateApiToken: ApiTokenSecretPayload;
  /** Revokes a token: it stops working within a second; for administrators. */
  revokeApiToken: RevokeApiTokenPayload;
};


/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type MutationStartConversationArgs = {
  input: StartConversationInput;
};


/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type MutationSetConversationStatusArgs = {
  input: SetConversationStatusInput;
};


/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type MutationAssignConversationArgs = {
  input: AssignConversationInput;
};


/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type MutationAcceptConversationArgs = {
  input: AcceptConversationInput;
};


/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type MutationPostMessageArgs = {
  input: PostMessageInput;
};


/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type MutationMentionAgentArgs = {
  input: MentionAgentInput;
};


/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type MutationRecordVisitorPresenceArgs = {
  input: RecordVisitorPresenceInput;
};


/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type MutationSetDialogSkipArgs = {
  input: SetDialogSkipInput;
};


/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type MutationSetBounceTimeoutArgs = {
  input: SetBounceTimeoutInput;
};


/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type MutationCreateApiTokenArgs = {
  input: CreateApiTokenInput;
};


/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type MutationRotateApiTokenArgs = {
  input: RotateApiTokenInput;
};


/**
 * The commands of the write side, for tokens with the role WRITER; limited ones name what lies within their limits. Each is one transaction: it changes the host's rows
 * and logs what that means, or does neither. A change that already holds succeeds and logs nothing, so that changes may be
 * repeated; starting a conversation and posting a message are not repeatable: each makes another one.
 * `at` says when it happened; left out, now. It can't lie in the future, nor before the last change of the conversation; a
 * change of the status, the assignee or the team not before its last message either.
 */
export type MutationRevokeApiTokenArgs = {
  input: RevokeApiTokenInput;
};

/**
 * What changes, told as it does. Asked for by `POST /graphql` with `Accept: text/event-stream`, one field an operation; the
 * answers come as server-sent events, `next` each, and `complete` at last. Each tells the state of its moment, not what
 * differs: a client that reads slowly, or comes back, gets the newest. It is at most one a second.
 */
export type Subscription = {
  __typename?: 'Subscription';
  /** How things stand: at once, then after each change of a dialog of the account, and every 15 seconds. A handle like that of `Query`. */
  live: LiveStatistics;
  /** The dialogs that change, as they are then. The first answer tells from where on changes are followed: with `after` what changed since; without it the present state of `dialog`, or no dialogs. */
  dialogChanges: DialogChanges;
};


/**
 * What changes, told as it does. Asked for by `POST /graphql` with `Accept: text/event-stream`, one field an operation; the
 * answers come as server-sent events, `next` each, and `complete` at last. Each tells the state of its moment, not what
 * differs: a client that reads slowly, or comes back, gets the newest. It is at most one a second.
 */
export type SubscriptionLiveArgs = {
  filter?: InputMaybe<DialogFilter>;
};


/**
 * What changes, told as it does. Asked for by `POST /graphql` with `Accept: text/event-stream`, one field an operation; the
 * answers come as server-sent events, `next` each, and `complete` at last. Each tells the state of its moment, not what
 * differs: a client that reads slowly, or comes back, gets the newest. It is at most one a second.
 */
export type SubscriptionDialogChangesArgs = {
  filter?: InputMaybe<DialogFilter>;
  dialog?: InputMaybe<Scalars['ID']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Dialogs that changed: created, another status, assignee, team, inbox, kind or skip mark, a message, a mention. */
export type DialogChanges = {
  __typename?: 'DialogChanges';
  /** Of everything up to these changes: the `after` by which to go on without a gap. What was told by an answer that never arrived is told again. */
  cursor: Scalars['String']['output'];
  /** The dialogs as they are at this moment, by id; at most 100. What is more follows in the next answers. */
  dialogs: Array<Dialog>;
};

/** A token to make. Ids are opaque ids or plain database ids. */
export type CreateApiTokenInput = {
  /** What it may do. */
  role: TokenRole;
  /** What it is for, at most 100 characters. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The only inboxes of whose dialogs a reader or writer may know, 1 to 100; of a presence token, the only one of which it may tell. All when left out. */
  inboxes?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The only teams of whose dialogs a reader or writer may know, 1 to 100; all when left out. */
  teams?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Whether it may read what messages and private notes say. */
  contents?: InputMaybe<Scalars['Boolean']['input']>;
  /** How long it works, in seconds: 1 to 315360000; for ever when left out. */
  expiresInSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** A token to rotate. */
export type RotateApiTokenInput = {
  /** The prefix of a token that works. */
  prefix: Scalars['String']['input'];
  /** How long the old one still works, in seconds: 0 to 31536000. */
  overlapSeconds?: InputMaybe<Scalars['Int']['input']>;
};

/** A token to revoke. */
export type RevokeApiTokenInput = {
  /** The prefix of a token that is not revoked. */
  prefix: Scalars['String']['input'];
};

/** A token that was made. */
export type ApiTokenSecretPayload = {
  __typename?: 'ApiTokenSecretPayload';
  /** The token itself. It is not stored, and can't be shown again. */
  secret: Scalars['String']['output'];
  /** The token as lists show it. */
  apiToken: ApiToken;
};

/** A token that was revoked. */
export type RevokeApiTokenPayload = {
  __typename?: 'RevokeApiTokenPayload';
  /** Its prefix. */
  prefix: Scalars['String']['output'];
};

/** A conversation to create. Ids are opaque ids or plain database ids. */
export type StartConversationInput = {
  /** The inbox it comes in by. */
  inbox: Scalars['ID']['input'];
  /** The client. On a live host, one who has a row of this inbox in `contact_inboxes`: the host's application expects it. */
  contact: Scalars['ID']['input'];
  /** The status it is created with. */
  status?: InputMaybe<DialogStatus>;
  /** The agent it is created with; nobody when left out. */
  assignee?: InputMaybe<Scalars['ID']['input']>;
  /** The team it is created with; none when left out. */
  team?: InputMaybe<Scalars['ID']['input']>;
  /** Who began it. */
  startedBy?: InputMaybe<DialogStarter>;
  /** Whether it began offline: with no agent online and no bot serving, or by an offline form. Not known when left out. */
  startedOffline?: InputMaybe<Scalars['Boolean']['input']>;
  /** When it was created; now when left out. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A change of status. Ids are opaque ids or plain database ids. */
export type SetConversationStatusInput = {
  /** The conversation. */
  conversation: Scalars['ID']['input'];
  /** The new status. */
  status: DialogStatus;
  /** Who ended the dialog; only with RESOLVED. Not known when left out. */
  closedBy?: InputMaybe<DialogCloser>;
  /** When it changed; now when left out. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A change of the agent, the team, or both: what is left out stays, null takes away. Ids are opaque ids or plain database ids. */
export type AssignConversationInput = {
  /** The conversation. */
  conversation: Scalars['ID']['input'];
  /** The new agent; null for nobody; stays when left out. */
  agent?: InputMaybe<Scalars['ID']['input']>;
  /** The new team; null for none; stays when left out. */
  team?: InputMaybe<Scalars['ID']['input']>;
  /** When it changed; now when left out. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
};

/** An agent's taking of a dialog. Ids are opaque ids or plain database ids. */
export type AcceptConversationInput = {
  /** The conversation; it must not be resolved. */
  conversation: Scalars['ID']['input'];
  /** Who took it. */
  agent: Scalars['ID']['input'];
  /** When; now when left out. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A message to write. Ids are opaque ids or plain database ids. */
export type PostMessageInput = {
  /** The conversation. */
  conversation: Scalars['ID']['input'];
  /** Who it comes from. */
  type: MessageType;
  /** The text, 1 to 150,000 characters. */
  content: Scalars['String']['input'];
  /** The agent who wrote it; only for OUTGOING, which needs an agent or `bot: true`. */
  agent?: InputMaybe<Scalars['ID']['input']>;
  /** True for a message of the inbox's bot; only for OUTGOING. */
  bot?: InputMaybe<Scalars['Boolean']['input']>;
  /** True for a private note; only for OUTGOING. */
  private?: InputMaybe<Scalars['Boolean']['input']>;
  /** When it was sent; now when left out. A message may lie before the last message, but not before the last change of the conversation. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A mention. Ids are opaque ids or plain database ids. */
export type MentionAgentInput = {
  /** The conversation. */
  conversation: Scalars['ID']['input'];
  /** Who was mentioned. */
  agent: Scalars['ID']['input'];
  /** When; now when left out. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Whether a visitor is online. Online includes a closed chat window on an open site. */
export type VisitorPresence =
  /** A sign of life. */
  | 'ONLINE'
  /** The visitor has left. */
  | 'OFFLINE';

/** What was seen of a visitor. */
export type RecordVisitorPresenceInput = {
  /** The visitor. */
  contact: Scalars['ID']['input'];
  /** The inbox whose site it is; all inboxes of the account when left out. */
  inbox?: InputMaybe<Scalars['ID']['input']>;
  /** What tells one open page or app of the visitor from another: 1 to 100 characters. A visitor is online while any session is. */
  session: Scalars['String']['input'];
  /** Whether it was seen or has left. */
  presence: VisitorPresence;
  /** When; now when left out. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What a record of presence did. */
export type RecordVisitorPresencePayload = {
  __typename?: 'RecordVisitorPresencePayload';
  /** False where it told nothing new. */
  recorded: Scalars['Boolean']['output'];
};

/** A skip mark to set or to take back. */
export type SetDialogSkipInput = {
  /** The dialog. */
  dialog: Scalars['ID']['input'];
  /** True to set the mark, false to take it back. */
  skip: Scalars['Boolean']['input'];
  /** Why; at most 1000 characters. Needed to set the mark. */
  reason?: InputMaybe<Scalars['String']['input']>;
};

/** What a skip mark did. */
export type SetDialogSkipPayload = {
  __typename?: 'SetDialogSkipPayload';
  /** The dialog, with its kinds of now. */
  dialog: Dialog;
};

/** A bounce timeout. */
export type SetBounceTimeoutInput = {
  /** One inbox; the whole account when left out. */
  inbox?: InputMaybe<Scalars['ID']['input']>;
  /** Whole seconds, 0 to 86400; null takes the setting away. */
  seconds?: InputMaybe<Scalars['Int']['input']>;
};

/** The bounce timeout that is in force now. */
export type SetBounceTimeoutPayload = {
  __typename?: 'SetBounceTimeoutPayload';
  /** Whole seconds. */
  bounceTimeoutSeconds: Scalars['Int']['output'];
};

/** What a command on a conversation did. */
export type ConversationPayload = {
  __typename?: 'ConversationPayload';
  /** The conversation after the command. */
  conversation: Conversation;
  /** The current dialog, or with none current the one that ended last; null where there never was one. */
  dialog?: Maybe<Dialog>;
  /** The events that this command logged, in their order; none when nothing changed. */
  events: Array<Event>;
};

/** What the writing of a message did. */
export type PostMessagePayload = {
  __typename?: 'PostMessagePayload';
  /** The message. */
  message: Message;
  /** The dialog that the message belongs to; null where there never was one. */
  dialog?: Maybe<Dialog>;
  /** The events that this command logged, in their order. */
  events: Array<Event>;
};

/** What a mention did. */
export type MentionAgentPayload = {
  __typename?: 'MentionAgentPayload';
  /** The mention, new or moved. */
  mention: Mention;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( DialogRecord )
    | ( EventRecord )
    | ( MessageRecord )
    | ( MentionRecord )
    | ( ConversationRecord )
    | ( KnownRecord )
    | ( KnownRecord )
    | ( KnownRecord )
    | ( KnownRecord )
    | ( AccountRecord )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  BigInt: ResolverTypeWrapper<Scalars['BigInt']['output']>;
  TimeZone: ResolverTypeWrapper<Scalars['TimeZone']['output']>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Comparison: Comparison;
  Viewer: ResolverTypeWrapper<ViewerRecord>;
  TokenRole: TokenRole;
  ApiToken: ResolverTypeWrapper<TokenRecord>;
  Role: Role;
  DialogStatus: DialogStatus;
  DialogKind: DialogKind;
  DialogStarter: DialogStarter;
  DialogCloser: DialogCloser;
  EventName: EventName;
  MessageType: MessageType;
  OrderDirection: OrderDirection;
  DialogOrderField: DialogOrderField;
  DialogOrder: DialogOrder;
  DateTimeRange: DateTimeRange;
  DialogFilter: DialogFilter;
  DialogCondition: DialogCondition;
  HourOfWeekFilter: HourOfWeekFilter;
  TransferFilter: TransferFilter;
  PeriodInput: PeriodInput;
  Period: ResolverTypeWrapper<Period>;
  Statistics: ResolverTypeWrapper<StatisticsHandle>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  DialogFilterValue: ResolverTypeWrapper<Scalars['DialogFilterValue']['output']>;
  TransferFlowBy: TransferFlowBy;
  TransferFlow: ResolverTypeWrapper<TransferFlowRecord>;
  Share: ResolverTypeWrapper<Share>;
  DurationStatistics: ResolverTypeWrapper<DurationStatistics>;
  Concurrency: ResolverTypeWrapper<Concurrency>;
  TimeUnit: TimeUnit;
  StatisticsPoint: ResolverTypeWrapper<PointRecord>;
  HourOfWeekPoint: ResolverTypeWrapper<HourOfWeekRecord>;
  AgentStatisticsOrder: AgentStatisticsOrder;
  AgentStatistics: ResolverTypeWrapper<AgentStatisticsRecord>;
  InboxStatistics: ResolverTypeWrapper<PlaceGroup>;
  TeamStatistics: ResolverTypeWrapper<PlaceGroup>;
  ChannelStatistics: ResolverTypeWrapper<ChannelGroup>;
  KindStatistics: ResolverTypeWrapper<KindGroup>;
  Measure: ResolverTypeWrapper<Measure>;
  MeasureSource: MeasureSource;
  MeasureAggregation: MeasureAggregation;
  MeasureUnit: MeasureUnit;
  StatisticsDimension: StatisticsDimension;
  MeasureRow: ResolverTypeWrapper<MeasuredRow>;
  MeasureValue: ResolverTypeWrapper<MeasureValue>;
  LiveStatistics: ResolverTypeWrapper<LiveHandle>;
  LiveAgent: ResolverTypeWrapper<GroupStanding>;
  LiveTeam: ResolverTypeWrapper<GroupStanding>;
  LiveInbox: ResolverTypeWrapper<GroupStanding>;
  KindCount: ResolverTypeWrapper<KindCount>;
  AgentDepartures: ResolverTypeWrapper<DepartureRecord>;
  TeamDepartures: ResolverTypeWrapper<DepartureRecord>;
  OfflineReport: ResolverTypeWrapper<OfflineReport>;
  InvitationReport: ResolverTypeWrapper<InvitationReport>;
  DialogClassification: ResolverTypeWrapper<ClassificationRecord>;
  DialogSkip: ResolverTypeWrapper<SkipRecord>;
  Dialog: ResolverTypeWrapper<DialogRecord>;
  Transfer: ResolverTypeWrapper<TransferRecord>;
  DialogAgent: ResolverTypeWrapper<DialogAgentRecord>;
  AssignmentStretch: ResolverTypeWrapper<StretchRecord>;
  DialogStretchKind: DialogStretchKind;
  DialogStretch: ResolverTypeWrapper<DialogStretchRecord>;
  PresenceStretch: ResolverTypeWrapper<PresenceStretch>;
  AgentMessageCounts: ResolverTypeWrapper<AgentMessagesRecord>;
  MessageCounts: ResolverTypeWrapper<MessageCounts>;
  Event: ResolverTypeWrapper<EventRecord>;
  Message: ResolverTypeWrapper<MessageRecord>;
  Mention: ResolverTypeWrapper<MentionRecord>;
  Conversation: ResolverTypeWrapper<ConversationRecord>;
  Agent: ResolverTypeWrapper<KnownRecord>;
  Contact: ResolverTypeWrapper<KnownRecord>;
  Inbox: ResolverTypeWrapper<KnownRecord>;
  Team: ResolverTypeWrapper<KnownRecord>;
  Account: ResolverTypeWrapper<AccountRecord>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  DialogConnection: ResolverTypeWrapper<DialogPage>;
  DialogEdge: ResolverTypeWrapper<Omit<DialogEdge, 'node'> & { node: ResolversTypes['Dialog'] }>;
  AgentConnection: ResolverTypeWrapper<KnownPage>;
  AgentEdge: ResolverTypeWrapper<Omit<AgentEdge, 'node'> & { node: ResolversTypes['Agent'] }>;
  InboxConnection: ResolverTypeWrapper<KnownPage>;
  InboxEdge: ResolverTypeWrapper<Omit<InboxEdge, 'node'> & { node: ResolversTypes['Inbox'] }>;
  TeamConnection: ResolverTypeWrapper<KnownPage>;
  TeamEdge: ResolverTypeWrapper<Omit<TeamEdge, 'node'> & { node: ResolversTypes['Team'] }>;
  EventConnection: ResolverTypeWrapper<EventPage>;
  EventEdge: ResolverTypeWrapper<Omit<EventEdge, 'node'> & { node: ResolversTypes['Event'] }>;
  MessageConnection: ResolverTypeWrapper<MessagePage>;
  MessageEdge: ResolverTypeWrapper<Omit<MessageEdge, 'node'> & { node: ResolversTypes['Message'] }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  DialogChanges: ResolverTypeWrapper<DialogChangesRecord>;
  CreateApiTokenInput: CreateApiTokenInput;
  RotateApiTokenInput: RotateApiTokenInput;
  RevokeApiTokenInput: RevokeApiTokenInput;
  ApiTokenSecretPayload: ResolverTypeWrapper<Omit<ApiTokenSecretPayload, 'apiToken'> & { apiToken: ResolversTypes['ApiToken'] }>;
  RevokeApiTokenPayload: ResolverTypeWrapper<RevokeApiTokenPayload>;
  StartConversationInput: StartConversationInput;
  SetConversationStatusInput: SetConversationStatusInput;
  AssignConversationInput: AssignConversationInput;
  AcceptConversationInput: AcceptConversationInput;
  PostMessageInput: PostMessageInput;
  MentionAgentInput: MentionAgentInput;
  VisitorPresence: VisitorPresence;
  RecordVisitorPresenceInput: RecordVisitorPresenceInput;
  RecordVisitorPresencePayload: ResolverTypeWrapper<RecordVisitorPresencePayload>;
  SetDialogSkipInput: SetDialogSkipInput;
  SetDialogSkipPayload: ResolverTypeWrapper<SkippedDialog>;
  SetBounceTimeoutInput: SetBounceTimeoutInput;
  SetBounceTimeoutPayload: ResolverTypeWrapper<SetBounceTimeoutPayload>;
  ConversationPayload: ResolverTypeWrapper<CommandResult>;
  PostMessagePayload: ResolverTypeWrapper<CommandResult>;
  MentionAgentPayload: ResolverTypeWrapper<CommandResult>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Scalars['DateTime']['output'];
  BigInt: Scalars['BigInt']['output'];
  TimeZone: Scalars['TimeZone']['output'];
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  ID: Scalars['ID']['output'];
  Query: Record<PropertyKey, never>;
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
  Boolean: Scalars['Boolean']['output'];
  Viewer: ViewerRecord;
  ApiToken: TokenRecord;
  DialogOrder: DialogOrder;
  DateTimeRange: DateTimeRange;
  DialogFilter: DialogFilter;
  DialogCondition: DialogCondition;
  HourOfWeekFilter: HourOfWeekFilter;
  TransferFilter: TransferFilter;
  PeriodInput: PeriodInput;
  Period: Period;
  Statistics: StatisticsHandle;
  Float: Scalars['Float']['output'];
  DialogFilterValue: Scalars['DialogFilterValue']['output'];
  TransferFlow: TransferFlowRecord;
  Share: Share;
  DurationStatistics: DurationStatistics;
  Concurrency: Concurrency;
  StatisticsPoint: PointRecord;
  HourOfWeekPoint: HourOfWeekRecord;
  AgentStatistics: AgentStatisticsRecord;
  InboxStatistics: PlaceGroup;
  TeamStatistics: PlaceGroup;
  ChannelStatistics: ChannelGroup;
  KindStatistics: KindGroup;
  Measure: Measure;
  MeasureRow: MeasuredRow;
  MeasureValue: MeasureValue;
  LiveStatistics: LiveHandle;
  LiveAgent: GroupStanding;
  LiveTeam: GroupStanding;
  LiveInbox: GroupStanding;
  KindCount: KindCount;
  AgentDepartures: DepartureRecord;
  TeamDepartures: DepartureRecord;
  OfflineReport: OfflineReport;
  InvitationReport: InvitationReport;
  DialogClassification: ClassificationRecord;
  DialogSkip: SkipRecord;
  Dialog: DialogRecord;
  Transfer: TransferRecord;
  DialogAgent: DialogAgentRecord;
  AssignmentStretch: StretchRecord;
  DialogStretch: DialogStretchRecord;
  PresenceStretch: PresenceStretch;
  AgentMessageCounts: AgentMessagesRecord;
  MessageCounts: MessageCounts;
  Event: EventRecord;
  Message: MessageRecord;
  Mention: MentionRecord;
  Conversation: ConversationRecord;
  Agent: KnownRecord;
  Contact: KnownRecord;
  Inbox: KnownRecord;
  Team: KnownRecord;
  Account: AccountRecord;
  PageInfo: PageInfo;
  DialogConnection: DialogPage;
  DialogEdge: Omit<DialogEdge, 'node'> & { node: ResolversParentTypes['Dialog'] };
  AgentConnection: KnownPage;
  AgentEdge: Omit<AgentEdge, 'node'> & { node: ResolversParentTypes['Agent'] };
  InboxConnection: KnownPage;
  InboxEdge: Omit<InboxEdge, 'node'> & { node: ResolversParentTypes['Inbox'] };
  TeamConnection: KnownPage;
  TeamEdge: Omit<TeamEdge, 'node'> & { node: ResolversParentTypes['Team'] };
  EventConnection: EventPage;
  EventEdge: Omit<EventEdge, 'node'> & { node: ResolversParentTypes['Event'] };
  MessageConnection: MessagePage;
  MessageEdge: Omit<MessageEdge, 'node'> & { node: ResolversParentTypes['Message'] };
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  DialogChanges: DialogChangesRecord;
  CreateApiTokenInput: CreateApiTokenInput;
  RotateApiTokenInput: RotateApiTokenInput;
  RevokeApiTokenInput: RevokeApiTokenInput;
  ApiTokenSecretPayload: Omit<ApiTokenSecretPayload, 'apiToken'> & { apiToken: ResolversParentTypes['ApiToken'] };
  RevokeApiTokenPayload: RevokeApiTokenPayload;
  StartConversationInput: StartConversationInput;
  SetConversationStatusInput: SetConversationStatusInput;
  AssignConversationInput: AssignConversationInput;
  AcceptConversationInput: AcceptConversationInput;
  PostMessageInput: PostMessageInput;
  MentionAgentInput: MentionAgentInput;
  RecordVisitorPresenceInput: RecordVisitorPresenceInput;
  RecordVisitorPresencePayload: RecordVisitorPresencePayload;
  SetDialogSkipInput: SetDialogSkipInput;
  SetDialogSkipPayload: SkippedDialog;
  SetBounceTimeoutInput: SetBounceTimeoutInput;
  SetBounceTimeoutPayload: SetBounceTimeoutPayload;
  ConversationPayload: CommandResult;
  PostMessagePayload: CommandResult;
  MentionAgentPayload: CommandResult;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export interface TimeZoneScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['TimeZone'], any> {
  name: 'TimeZone';
}

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'Dialog' | 'Event' | 'Message' | 'Mention' | 'Conversation' | 'Agent' | 'Contact' | 'Inbox' | 'Team' | 'Account', ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  dialog?: Resolver<Maybe<ResolversTypes['Dialog']>, ParentType, ContextType, RequireFields<QueryDialogArgs, 'id'>>;
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType, RequireFields<QueryConversationArgs, 'id'>>;
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType, RequireFields<QueryAgentArgs, 'id'>>;
  contact?: Resolver<Maybe<ResolversTypes['Contact']>, ParentType, ContextType, RequireFields<QueryContactArgs, 'id'>>;
  inbox?: Resolver<Maybe<ResolversTypes['Inbox']>, ParentType, ContextType, RequireFields<QueryInboxArgs, 'id'>>;
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType, RequireFields<QueryTeamArgs, 'id'>>;
  dialogs?: Resolver<ResolversTypes['DialogConnection'], ParentType, ContextType, Partial<QueryDialogsArgs>>;
  agents?: Resolver<ResolversTypes['AgentConnection'], ParentType, ContextType, Partial<QueryAgentsArgs>>;
  inboxes?: Resolver<ResolversTypes['InboxConnection'], ParentType, ContextType, Partial<QueryInboxesArgs>>;
  teams?: Resolver<ResolversTypes['TeamConnection'], ParentType, ContextType, Partial<QueryTeamsArgs>>;
  apiTokens?: Resolver<Array<ResolversTypes['ApiToken']>, ParentType, ContextType, RequireFields<QueryApiTokensArgs, 'ended'>>;
  statistics?: Resolver<ResolversTypes['Statistics'], ParentType, ContextType, RequireFields<QueryStatisticsArgs, 'period' | 'timeZone' | 'workingHours'>>;
  live?: Resolver<ResolversTypes['LiveStatistics'], ParentType, ContextType, Partial<QueryLiveArgs>>;
  measures?: Resolver<Array<ResolversTypes['Measure']>, ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  account?: Resolver<ResolversTypes['Account'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  inboxes?: Resolver<Maybe<Array<ResolversTypes['Inbox']>>, ParentType, ContextType>;
  teams?: Resolver<Maybe<Array<ResolversTypes['Team']>>, ParentType, ContextType>;
  contents?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type TokenRoleResolvers = EnumResolverSignature<{ READER?: any, WRITER?: any, ADMINISTRATOR?: any, PRESENCE?: any }, ResolversTypes['TokenRole']>;

export type ApiTokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiToken'] = ResolversParentTypes['ApiToken']> = {
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['TokenRole'], ParentType, ContextType>;
  inboxes?: Resolver<Maybe<Array<ResolversTypes['Inbox']>>, ParentType, ContextType>;
  teams?: Resolver<Maybe<Array<ResolversTypes['Team']>>, ParentType, ContextType>;
  contents?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type RoleResolvers = EnumResolverSignature<{ READER?: any, WRITER?: any, ADMINISTRATOR?: any }, ResolversTypes['Role']>;

export type DialogStatusResolvers = EnumResolverSignature<{ OPEN?: any, RESOLVED?: any, PENDING?: any, SNOOZED?: any }, ResolversTypes['DialogStatus']>;

export type DialogKindResolvers = EnumResolverSignature<{ CHAT?: any, OFFLINE?: any, MISSED?: any, BOUNCE?: any, REJECTED_INVITATION?: any, SKIP?: any }, ResolversTypes['DialogKind']>;

export type DialogStarterResolvers = EnumResolverSignature<{ VISITOR?: any, INVITATION?: any, AGENT?: any }, ResolversTypes['DialogStarter']>;

export type DialogCloserResolvers = EnumResolverSignature<{ VISITOR?: any, AGENT?: any, BOT?: any, SYSTEM?: any }, ResolversTypes['DialogCloser']>;

export type MessageTypeResolvers = EnumResolverSignature<{ INCOMING?: any, OUTGOING?: any, ACTIVITY?: any, TEMPLATE?: any }, ResolversTypes['MessageType']>;

export type DialogOrderFieldResolvers = EnumResolverSignature<{ CREATED_AT?: any, RESOLVED_AT?: any, UPDATED_AT?: any }, ResolversTypes['DialogOrderField']>;

export type PeriodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Period'] = ResolversParentTypes['Period']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type StatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Statistics'] = ResolversParentTypes['Statistics']> = {
  period?: Resolver<ResolversTypes['Period'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['TimeZone'], ParentType, ContextType>;
  compared?: Resolver<Maybe<ResolversTypes['Statistics']>, ParentType, ContextType>;
  started?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resolved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  backlog?: Resolver<ResolversTypes['Int'], ParentType, ContextType, Partial<StatisticsBacklogArgs>>;
  kinds?: Resolver<Array<ResolversTypes['KindCount']>, ParentType, ContextType>;
  missedRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  bounceRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  serviceLevel?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType, RequireFields<StatisticsServiceLevelArgs, 'thresholdSeconds'>>;
  departuresByAgent?: Resolver<Array<ResolversTypes['AgentDepartures']>, ParentType, ContextType>;
  departuresByTeam?: Resolver<Array<ResolversTypes['TeamDepartures']>, ParentType, ContextType>;
  offline?: Resolver<ResolversTypes['OfflineReport'], ParentType, ContextType>;
  invitations?: Resolver<ResolversTypes['InvitationReport'], ParentType, ContextType>;
  transfers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  transferFlows?: Resolver<Array<ResolversTypes['TransferFlow']>, ParentType, ContextType, RequireFields<StatisticsTransferFlowsArgs, 'by' | 'first'>>;
  transferredDialogs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  transferRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  resolvedWithoutTransfer?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstContactResolution?: Resolver<ResolversTypes['Share'], ParentType, ContextType, RequireFields<StatisticsFirstContactResolutionArgs, 'withinHours'>>;
  reopened?: Resolver<ResolversTypes['Share'], ParentType, ContextType, RequireFields<StatisticsReopenedArgs, 'withinHours'>>;
  botContainment?: Resolver<ResolversTypes['Share'], ParentType, ContextType>;
  botHandOver?: Resolver<ResolversTypes['Share'], ParentType, ContextType>;
  messages?: Resolver<ResolversTypes['MessageCounts'], ParentType, ContextType>;
  firstResponse?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  firstResponseAfterBot?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  wait?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  reply?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  duration?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  handling?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  concurrency?: Resolver<ResolversTypes['Concurrency'], ParentType, ContextType>;
  overTime?: Resolver<Array<ResolversTypes['StatisticsPoint']>, ParentType, ContextType, Partial<StatisticsOverTimeArgs>>;
  byHourOfWeek?: Resolver<Array<ResolversTypes['HourOfWeekPoint']>, ParentType, ContextType>;
  byAgent?: Resolver<Array<ResolversTypes['AgentStatistics']>, ParentType, ContextType, RequireFields<StatisticsByAgentArgs, 'first' | 'orderBy'>>;
  byInbox?: Resolver<Array<ResolversTypes['InboxStatistics']>, ParentType, ContextType, RequireFields<StatisticsByInboxArgs, 'first'>>;
  byTeam?: Resolver<Array<ResolversTypes['TeamStatistics']>, ParentType, ContextType, RequireFields<StatisticsByTeamArgs, 'first'>>;
  byChannel?: Resolver<Array<ResolversTypes['ChannelStatistics']>, ParentType, ContextType>;
  byKind?: Resolver<Array<ResolversTypes['KindStatistics']>, ParentType, ContextType>;
  measures?: Resolver<Array<ResolversTypes['MeasureRow']>, ParentType, ContextType, RequireFields<StatisticsMeasuresArgs, 'names' | 'first'>>;
  startedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  resolvedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  backlogFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType, Partial<StatisticsBacklogFilterArgs>>;
  transferredDialogsFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export interface DialogFilterValueScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DialogFilterValue'], any> {
  name: 'DialogFilterValue';
}

export type TransferFlowByResolvers = EnumResolverSignature<{ AGENT?: any, TEAM?: any }, ResolversTypes['TransferFlowBy']>;

export type TransferFlowResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TransferFlow'] = ResolversParentTypes['TransferFlow']> = {
  fromAgent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  toAgent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  fromTeam?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  toTeam?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  transfers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dialogs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dialogsFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export type ShareResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Share'] = ResolversParentTypes['Share']> = {
  part?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  whole?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type DurationStatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DurationStatistics'] = ResolversParentTypes['DurationStatistics']> = {
  sample?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  meanSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  medianSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p90Seconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ConcurrencyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Concurrency'] = ResolversParentTypes['Concurrency']> = {
  mean?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  most?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type StatisticsPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StatisticsPoint'] = ResolversParentTypes['StatisticsPoint']> = {
  start?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  end?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  isPartial?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  started?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resolved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bounced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  transfers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  clientMessages?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  agentMessages?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstResponseMeanSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  backlog?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  missedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  bouncedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  backlogFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  resolvedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export type HourOfWeekPointResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HourOfWeekPoint'] = ResolversParentTypes['HourOfWeekPoint']> = {
  weekday?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  hour?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  started?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  clientMessages?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export type AgentStatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentStatistics'] = ResolversParentTypes['AgentStatistics']> = {
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  dialogs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  transfersIn?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  transfersOut?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  messagesSent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  whileAssigned?: Resolver<ResolversTypes['MessageCounts'], ParentType, ContextType>;
  assignedSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  firstResponse?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  reply?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  handling?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  concurrency?: Resolver<ResolversTypes['Concurrency'], ParentType, ContextType>;
  dialogsFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  transfersInFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  transfersOutFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export type InboxStatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboxStatistics'] = ResolversParentTypes['InboxStatistics']> = {
  inbox?: Resolver<ResolversTypes['Inbox'], ParentType, ContextType>;
  started?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resolved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bounced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstResponse?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  startedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  resolvedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  missedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  bouncedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export type TeamStatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TeamStatistics'] = ResolversParentTypes['TeamStatistics']> = {
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  started?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resolved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bounced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstResponse?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  handling?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  startedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  resolvedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  missedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  bouncedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export type ChannelStatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChannelStatistics'] = ResolversParentTypes['ChannelStatistics']> = {
  channelType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  started?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resolved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bounced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstResponse?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  startedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  resolvedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  missedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  bouncedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export type KindStatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['KindStatistics'] = ResolversParentTypes['KindStatistics']> = {
  kind?: Resolver<ResolversTypes['DialogKind'], ParentType, ContextType>;
  started?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resolved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstResponse?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  startedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  resolvedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export type MeasureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Measure'] = ResolversParentTypes['Measure']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['MeasureSource'], ParentType, ContextType>;
  aggregation?: Resolver<ResolversTypes['MeasureAggregation'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['MeasureUnit'], ParentType, ContextType>;
};

export type MeasureRowResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MeasureRow'] = ResolversParentTypes['MeasureRow']> = {
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  inbox?: Resolver<Maybe<ResolversTypes['Inbox']>, ParentType, ContextType>;
  channelType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['DialogKind']>, ParentType, ContextType>;
  values?: Resolver<Array<ResolversTypes['MeasureValue']>, ParentType, ContextType>;
};

export type MeasureValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MeasureValue'] = ResolversParentTypes['MeasureValue']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  sample?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medianSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p90Seconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type LiveStatisticsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LiveStatistics'] = ResolversParentTypes['LiveStatistics']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  snoozed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  longestWaitSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unassigned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  byAgent?: Resolver<Array<ResolversTypes['LiveAgent']>, ParentType, ContextType>;
  byTeam?: Resolver<Array<ResolversTypes['LiveTeam']>, ParentType, ContextType>;
  byInbox?: Resolver<Array<ResolversTypes['LiveInbox']>, ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  openFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  pendingFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  snoozedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  waitingFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  unassignedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export type LiveAgentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LiveAgent'] = ResolversParentTypes['LiveAgent']> = {
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  snoozed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  longestWaitSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unassigned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  openFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  pendingFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  snoozedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  waitingFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  unassignedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export type LiveTeamResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LiveTeam'] = ResolversParentTypes['LiveTeam']> = {
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  snoozed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  longestWaitSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unassigned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  openFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  pendingFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  snoozedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  waitingFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  unassignedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export type LiveInboxResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LiveInbox'] = ResolversParentTypes['LiveInbox']> = {
  inbox?: Resolver<ResolversTypes['Inbox'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  snoozed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  longestWaitSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unassigned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  openFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  pendingFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  snoozedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  waitingFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
  unassignedFilter?: Resolver<ResolversTypes['DialogFilterValue'], ParentType, ContextType>;
};

export type KindCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['KindCount'] = ResolversParentTypes['KindCount']> = {
  kind?: Resolver<ResolversTypes['DialogKind'], ParentType, ContextType>;
  dialogs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AgentDeparturesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentDepartures'] = ResolversParentTypes['AgentDepartures']> = {
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  missed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bounced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TeamDeparturesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TeamDepartures'] = ResolversParentTypes['TeamDepartures']> = {
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  missed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bounced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OfflineReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OfflineReport'] = ResolversParentTypes['OfflineReport']> = {
  dialogs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  answered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resolved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type InvitationReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationReport'] = ResolversParentTypes['InvitationReport']> = {
  dialogs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  taken?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DialogClassificationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DialogClassification'] = ResolversParentTypes['DialogClassification']> = {
  presenceKnown?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  departedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  waitedSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  bounceTimeoutSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  departedAssignee?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  departedTeam?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reasonCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DialogSkipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DialogSkip'] = ResolversParentTypes['DialogSkip']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DialogResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Dialog'] = ResolversParentTypes['Dialog']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  conversation?: Resolver<ResolversTypes['Conversation'], ParentType, ContextType>;
  inbox?: Resolver<ResolversTypes['Inbox'], ParentType, ContextType>;
  contact?: Resolver<Maybe<ResolversTypes['Contact']>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DialogStatus'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  resolvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  resolvedAtKnown?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  fromHistory?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  durationSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  startedBy?: Resolver<ResolversTypes['DialogStarter'], ParentType, ContextType>;
  closedBy?: Resolver<Maybe<ResolversTypes['DialogCloser']>, ParentType, ContextType>;
  kinds?: Resolver<Array<ResolversTypes['DialogKind']>, ParentType, ContextType>;
  classification?: Resolver<ResolversTypes['DialogClassification'], ParentType, ContextType>;
  skip?: Resolver<Maybe<ResolversTypes['DialogSkip']>, ParentType, ContextType>;
  transferCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  transfers?: Resolver<Array<ResolversTypes['Transfer']>, ParentType, ContextType>;
  agents?: Resolver<Array<ResolversTypes['DialogAgent']>, ParentType, ContextType>;
  stretches?: Resolver<Array<ResolversTypes['DialogStretch']>, ParentType, ContextType>;
  presence?: Resolver<Maybe<Array<ResolversTypes['PresenceStretch']>>, ParentType, ContextType>;
  messageCounts?: Resolver<ResolversTypes['MessageCounts'], ParentType, ContextType>;
  messagesByAgent?: Resolver<Array<ResolversTypes['AgentMessageCounts']>, ParentType, ContextType>;
  firstResponseSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  firstResponseAfterBotSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  waitSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  events?: Resolver<ResolversTypes['EventConnection'], ParentType, ContextType, Partial<DialogEventsArgs>>;
  messages?: Resolver<ResolversTypes['MessageConnection'], ParentType, ContextType, Partial<DialogMessagesArgs>>;
  mentions?: Resolver<Array<ResolversTypes['Mention']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TransferResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Transfer'] = ResolversParentTypes['Transfer']> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
  fromTeam?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  toTeam?: Resolver<Maybe<ResolversTypes['Team']>, ParentType, ContextType>;
  viaQueue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type DialogAgentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DialogAgent'] = ResolversParentTypes['DialogAgent']> = {
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
  wasAssigned?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  assignments?: Resolver<Array<ResolversTypes['AssignmentStretch']>, ParentType, ContextType>;
  assignedSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  messagesSent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  messagesSentWhileAssigned?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  whileAssigned?: Resolver<ResolversTypes['MessageCounts'], ParentType, ContextType>;
};

export type AssignmentStretchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssignmentStretch'] = ResolversParentTypes['AssignmentStretch']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  seconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type DialogStretchKindResolvers = EnumResolverSignature<{ INVITATION?: any, BOT?: any, WAITING?: any, CHATTING?: any, SNOOZED?: any }, ResolversTypes['DialogStretchKind']>;

export type DialogStretchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DialogStretch'] = ResolversParentTypes['DialogStretch']> = {
  kind?: Resolver<ResolversTypes['DialogStretchKind'], ParentType, ContextType>;
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  seconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type PresenceStretchResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PresenceStretch'] = ResolversParentTypes['PresenceStretch']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  seconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type AgentMessageCountsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentMessageCounts'] = ResolversParentTypes['AgentMessageCounts']> = {
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  whileAssigned?: Resolver<ResolversTypes['MessageCounts'], ParentType, ContextType>;
  assigneeUnknown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MessageCountsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageCounts'] = ResolversParentTypes['MessageCounts']> = {
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  client?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  agent?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  bot?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  template?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  activity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  private?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Event'] = ResolversParentTypes['Event']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['EventName'], ParentType, ContextType>;
  rawName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  agent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  dialog?: Resolver<Maybe<ResolversTypes['Dialog']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['MessageType'], ParentType, ContextType>;
  content?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  private?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  dialog?: Resolver<Maybe<ResolversTypes['Dialog']>, ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  assigneeKnown?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  senderAgent?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MentionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mention'] = ResolversParentTypes['Mention']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  agent?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
  dialog?: Resolver<Maybe<ResolversTypes['Dialog']>, ParentType, ContextType>;
  mentionedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConversationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Conversation'] = ResolversParentTypes['Conversation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DialogStatus'], ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['Agent']>, ParentType, ContextType>;
  inbox?: Resolver<ResolversTypes['Inbox'], ParentType, ContextType>;
  contact?: Resolver<Maybe<ResolversTypes['Contact']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  isDeleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  dialogs?: Resolver<ResolversTypes['DialogConnection'], ParentType, ContextType, Partial<ConversationDialogsArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AgentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Agent'] = ResolversParentTypes['Agent']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isBot?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  isDeleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  statistics?: Resolver<ResolversTypes['AgentStatistics'], ParentType, ContextType, RequireFields<AgentStatisticsArgs, 'period' | 'timeZone' | 'workingHours'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ContactResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isDeleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InboxResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Inbox'] = ResolversParentTypes['Inbox']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  channelType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isDeleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TeamResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Team'] = ResolversParentTypes['Team']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isDeleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  databaseId?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DialogConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DialogConnection'] = ResolversParentTypes['DialogConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DialogEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Dialog']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DialogEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DialogEdge'] = ResolversParentTypes['DialogEdge']> = {
  node?: Resolver<ResolversTypes['Dialog'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AgentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentConnection'] = ResolversParentTypes['AgentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AgentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Agent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AgentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AgentEdge'] = ResolversParentTypes['AgentEdge']> = {
  node?: Resolver<ResolversTypes['Agent'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InboxConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboxConnection'] = ResolversParentTypes['InboxConnection']> = {
  edges?: Resolver<Array<ResolversTypes['InboxEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Inbox']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type InboxEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboxEdge'] = ResolversParentTypes['InboxEdge']> = {
  node?: Resolver<ResolversTypes['Inbox'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TeamConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TeamConnection'] = ResolversParentTypes['TeamConnection']> = {
  edges?: Resolver<Array<ResolversTypes['TeamEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Team']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TeamEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TeamEdge'] = ResolversParentTypes['TeamEdge']> = {
  node?: Resolver<ResolversTypes['Team'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EventConnection'] = ResolversParentTypes['EventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Event']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EventEdge'] = ResolversParentTypes['EventEdge']> = {
  node?: Resolver<ResolversTypes['Event'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MessageConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageConnection'] = ResolversParentTypes['MessageConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MessageEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Message']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MessageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageEdge'] = ResolversParentTypes['MessageEdge']> = {
  node?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  startConversation?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<MutationStartConversationArgs, 'input'>>;
  setConversationStatus?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<MutationSetConversationStatusArgs, 'input'>>;
  assignConversation?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<MutationAssignConversationArgs, 'input'>>;
  acceptConversation?: Resolver<ResolversTypes['ConversationPayload'], ParentType, ContextType, RequireFields<MutationAcceptConversationArgs, 'input'>>;
  postMessage?: Resolver<ResolversTypes['PostMessagePayload'], ParentType, ContextType, RequireFields<MutationPostMessageArgs, 'input'>>;
  mentionAgent?: Resolver<ResolversTypes['MentionAgentPayload'], ParentType, ContextType, RequireFields<MutationMentionAgentArgs, 'input'>>;
  recordVisitorPresence?: Resolver<ResolversTypes['RecordVisitorPresencePayload'], ParentType, ContextType, RequireFields<MutationRecordVisitorPresenceArgs, 'input'>>;
  setDialogSkip?: Resolver<ResolversTypes['SetDialogSkipPayload'], ParentType, ContextType, RequireFields<MutationSetDialogSkipArgs, 'input'>>;
  setBounceTimeout?: Resolver<ResolversTypes['SetBounceTimeoutPayload'], ParentType, ContextType, RequireFields<MutationSetBounceTimeoutArgs, 'input'>>;
  createApiToken?: Resolver<ResolversTypes['ApiTokenSecretPayload'], ParentType, ContextType, RequireFields<MutationCreateApiTokenArgs, 'input'>>;
  rotateApiToken?: Resolver<ResolversTypes['ApiTokenSecretPayload'], ParentType, ContextType, RequireFields<MutationRotateApiTokenArgs, 'input'>>;
  revokeApiToken?: Resolver<ResolversTypes['RevokeApiTokenPayload'], ParentType, ContextType, RequireFields<MutationRevokeApiTokenArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  live?: SubscriptionResolver<ResolversTypes['LiveStatistics'], "live", ParentType, ContextType, Partial<SubscriptionLiveArgs>>;
  dialogChanges?: SubscriptionResolver<ResolversTypes['DialogChanges'], "dialogChanges", ParentType, ContextType, Partial<SubscriptionDialogChangesArgs>>;
};

export type DialogChangesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DialogChanges'] = ResolversParentTypes['DialogChanges']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dialogs?: Resolver<Array<ResolversTypes['Dialog']>, ParentType, ContextType>;
};

export type ApiTokenSecretPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiTokenSecretPayload'] = ResolversParentTypes['ApiTokenSecretPayload']> = {
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  apiToken?: Resolver<ResolversTypes['ApiToken'], ParentType, ContextType>;
};

export type RevokeApiTokenPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeApiTokenPayload'] = ResolversParentTypes['RevokeApiTokenPayload']> = {
  prefix?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RecordVisitorPresencePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecordVisitorPresencePayload'] = ResolversParentTypes['RecordVisitorPresencePayload']> = {
  recorded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SetDialogSkipPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetDialogSkipPayload'] = ResolversParentTypes['SetDialogSkipPayload']> = {
  dialog?: Resolver<ResolversTypes['Dialog'], ParentType, ContextType>;
};

export type SetBounceTimeoutPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetBounceTimeoutPayload'] = ResolversParentTypes['SetBounceTimeoutPayload']> = {
  bounceTimeoutSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ConversationPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConversationPayload'] = ResolversParentTypes['ConversationPayload']> = {
  conversation?: Resolver<ResolversTypes['Conversation'], ParentType, ContextType>;
  dialog?: Resolver<Maybe<ResolversTypes['Dialog']>, ParentType, ContextType>;
  events?: Resolver<Array<ResolversTypes['Event']>, ParentType, ContextType>;
};

export type PostMessagePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PostMessagePayload'] = ResolversParentTypes['PostMessagePayload']> = {
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  dialog?: Resolver<Maybe<ResolversTypes['Dialog']>, ParentType, ContextType>;
  events?: Resolver<Array<ResolversTypes['Event']>, ParentType, ContextType>;
};

export type MentionAgentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MentionAgentPayload'] = ResolversParentTypes['MentionAgentPayload']> = {
  mention?: Resolver<ResolversTypes['Mention'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  BigInt?: GraphQLScalarType;
  TimeZone?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  TokenRole?: TokenRoleResolvers;
  ApiToken?: ApiTokenResolvers<ContextType>;
  Role?: RoleResolvers;
  DialogStatus?: DialogStatusResolvers;
  DialogKind?: DialogKindResolvers;
  DialogStarter?: DialogStarterResolvers;
  DialogCloser?: DialogCloserResolvers;
  MessageType?: MessageTypeResolvers;
  DialogOrderField?: DialogOrderFieldResolvers;
  Period?: PeriodResolvers<ContextType>;
  Statistics?: StatisticsResolvers<ContextType>;
  DialogFilterValue?: GraphQLScalarType;
  TransferFlowBy?: TransferFlowByResolvers;
  TransferFlow?: TransferFlowResolvers<ContextType>;
  Share?: ShareResolvers<ContextType>;
  DurationStatistics?: DurationStatisticsResolvers<ContextType>;
  Concurrency?: ConcurrencyResolvers<ContextType>;
  StatisticsPoint?: StatisticsPointResolvers<ContextType>;
  HourOfWeekPoint?: HourOfWeekPointResolvers<ContextType>;
  AgentStatistics?: AgentStatisticsResolvers<ContextType>;
  InboxStatistics?: InboxStatisticsResolvers<ContextType>;
  TeamStatistics?: TeamStatisticsResolvers<ContextType>;
  ChannelStatistics?: ChannelStatisticsResolvers<ContextType>;
  KindStatistics?: KindStatisticsResolvers<ContextType>;
  Measure?: MeasureResolvers<ContextType>;
  MeasureRow?: MeasureRowResolvers<ContextType>;
  MeasureValue?: MeasureValueResolvers<ContextType>;
  LiveStatistics?: LiveStatisticsResolvers<ContextType>;
  LiveAgent?: LiveAgentResolvers<ContextType>;
  LiveTeam?: LiveTeamResolvers<ContextType>;
  LiveInbox?: LiveInboxResolvers<ContextType>;
  KindCount?: KindCountResolvers<ContextType>;
  AgentDepartures?: AgentDeparturesResolvers<ContextType>;
  TeamDepartures?: TeamDeparturesResolvers<ContextType>;
  OfflineReport?: OfflineReportResolvers<ContextType>;
  InvitationReport?: InvitationReportResolvers<ContextType>;
  DialogClassification?: DialogClassificationResolvers<ContextType>;
  DialogSkip?: DialogSkipResolvers<ContextType>;
  Dialog?: DialogResolvers<ContextType>;
  Transfer?: TransferResolvers<ContextType>;
  DialogAgent?: DialogAgentResolvers<ContextType>;
  AssignmentStretch?: AssignmentStretchResolvers<ContextType>;
  DialogStretchKind?: DialogStretchKindResolvers;
  DialogStretch?: DialogStretchResolvers<ContextType>;
  PresenceStretch?: PresenceStretchResolvers<ContextType>;
  AgentMessageCounts?: AgentMessageCountsResolvers<ContextType>;
  MessageCounts?: MessageCountsResolvers<ContextType>;
  Event?: EventResolvers<ContextType>;
  Message?: MessageResolvers<ContextType>;
  Mention?: MentionResolvers<ContextType>;
  Conversation?: ConversationResolvers<ContextType>;
  Agent?: AgentResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  Inbox?: InboxResolvers<ContextType>;
  Team?: TeamResolvers<ContextType>;
  Account?: AccountResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  DialogConnection?: DialogConnectionResolvers<ContextType>;
  DialogEdge?: DialogEdgeResolvers<ContextType>;
  AgentConnection?: AgentConnectionResolvers<ContextType>;
  AgentEdge?: AgentEdgeResolvers<ContextType>;
  InboxConnection?: InboxConnectionResolvers<ContextType>;
  InboxEdge?: InboxEdgeResolvers<ContextType>;
  TeamConnection?: TeamConnectionResolvers<ContextType>;
  TeamEdge?: TeamEdgeResolvers<ContextType>;
  EventConnection?: EventConnectionResolvers<ContextType>;
  EventEdge?: EventEdgeResolvers<ContextType>;
  MessageConnection?: MessageConnectionResolvers<ContextType>;
  MessageEdge?: MessageEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  DialogChanges?: DialogChangesResolvers<ContextType>;
  ApiTokenSecretPayload?: ApiTokenSecretPayloadResolvers<ContextType>;
  RevokeApiTokenPayload?: RevokeApiTokenPayloadResolvers<ContextType>;
  RecordVisitorPresencePayload?: RecordVisitorPresencePayloadResolvers<ContextType>;
  SetDialogSkipPayload?: SetDialogSkipPayloadResolvers<ContextType>;
  SetBounceTimeoutPayload?: SetBounceTimeoutPayloadResolvers<ContextType>;
  ConversationPayload?: ConversationPayloadResolvers<ContextType>;
  PostMessagePayload?: PostMessagePayloadResolvers<ContextType>;
  MentionAgentPayload?: MentionAgentPayloadResolvers<ContextType>;
};


