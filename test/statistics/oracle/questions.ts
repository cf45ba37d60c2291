import fc from 'fast-check';
import { hourOfWeekAt, type Unit } from './clock';
import { type Filter, textOf } from './meant';
import type { Told } from './told';

/** Everything that is asked in one request. */
export interface Question {
  readonly period: { readonly from: string; readonly to: string };
  readonly timeZone: string;
  readonly filter: Filter;
  readonly workingHours: boolean;
  readonly unit: Unit | null;
  /** A moment for the backlog. */
  readonly at: string;
  readonly hours: number;
  readonly threshold: number;
}

export const ZONES = ['Europe/Kyiv', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'];
const DAY = 86_400_000_000;
/** The longest period that concurrency is told of is 92 days. */
const LONGEST = 91 * DAY;

/** Questions about dialogs: periods begin and end anywhere, and often on the very moments of rows and of clock changes. */
export function questions(all: readonly Told[]): fc.Arbitrary<Question> {
  const moment = moments(all);
  const range = fc
    .tuple(moment, moment)
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
    .map(([from, to]) => ({ from: textOf(from), to: textOf(Math.min(to, from + LONGEST)) }));
  return fc
    .record({
      period: range,
      timeZone: fc.constantFrom(...ZONES),
      filter: filters(all, range),
      workingHours: fc.boolean(),
      unit: fc.constantFrom<Unit | null>(null, 'DAY', 'WEEK', 'MONTH', 'HOUR'),
      at: moment.map(textOf),
      hours: fc.constantFrom(1, 24, 72, 8760),
      threshold: fc.constantFrom(0, 20, 3600, 86_400),
    })
    .map((asked) => {
      const days = (Date.parse(asked.period.to) - Date.parse(asked.period.from)) / 86_400_000;
      return asked.unit === 'HOUR' && days > 10 ? { ...asked, unit: null } : asked;
    });
}

/** Moments in and around the life of the dialogs. */
export function moments(all: readonly Told[]): fc.Arbitrary<number> {
  const rows = all.flatMap(({ startedAt, resolvedAt, messages, stretches }) => [
    ...[startedAt, resolvedAt ?? startedAt],
    ...[...messages.map(({ at }) => at), ...stretches.map(({ from }) => from)],
  ]);
  const [first, last] = [Math.min(...rows) - 3 * DAY, Math.max(...rows) + 3 * DAY];
  return fc.oneof(
    fc.constantFrom(...rows),
    fc.tuple(fc.constantFrom(...rows), fc.constantFrom(-1, 1)).map(([at, away]) => at + away),
    fc.integer({ min: first, max: last }),
    fc.integer({ min: Math.ceil(first / (DAY / 96)), max: Math.floor(last / (DAY / 96)) }).map((at) => at * (DAY / 96)),
  );
}

/** A few conditions at most, so that something is left. */
function filters(all: readonly Told[], range: fc.Arbitrary<{ from: string; to: string }>): fc.Arbitrary<Filter> {
  const ids = (keysOf: (dialog: Told) => readonly (number | string | null)[]) => {
    const known = [...new Set(all.flatMap(keysOf))].filter((id) => id !== null).map(String);
    return fc.uniqueArray(fc.constantFrom(...known, '1999999999'), { minLength: 1, maxLength: 3 });
  };
  const words = (...known: string[]) => fc.subarray(known, { minLength: 1 });
  const halfOpen = fc.tuple(range, fc.constantFrom('both', 'from', 'to')).map(([{ from, to }, which]) => ({
    ...(which === 'to' ? {} : { from }),
    ...(which === 'from' ? {} : { to }),
  }));
  const conditions: fc.Arbitrary<Filter>[] = [
    fc.record({ status: words('OPEN', 'RESOLVED', 'PENDING', 'SNOOZED') }),
    fc.record({ kind: words('CHAT', 'OFFLINE', 'MISSED', 'BOUNCE', 'REJECTED_INVITATION', 'SKIP') }),
    fc.record({ inbox: ids(({ inboxId }) => [inboxId]) }),
    fc.record({ team: ids(({ teamId }) => [teamId]) }),
    fc.record({ assignee: ids(({ assigneeId }) => [assigneeId]) }),
    fc.record({ agent: ids(({ agentIds }) => agentIds) }),
    fc.record({ contact: ids(({ contactId }) => [contactId]) }),
    fc.record({ conversation: ids(({ conversationId }) => [conversationId]) }),
    fc.record({ channelType: ids(({ channelType }) => [channelType]) }),
    fc.record({ createdAt: halfOpen }),
    fc.record({ resolvedAt: halfOpen }),
    fc.record({ transferred: fc.boolean() }),
    fc.record({
      transfer: fc.record(
        {
          from: ids(({ transfers }) => transfers.map(({ from }) => from)),
          to: ids(({ transfers }) => transfers.map(({ to }) => to)),
          fromTeam: ids(({ transfers }) => transfers.map(({ fromTeam }) => fromTeam)),
          toTeam: ids(({ transfers }) => transfers.map(({ toTeam }) => toTeam)),
          ...{ withoutFromTeam: fc.boolean(), withoutToTeam: fc.boolean(), viaQueue: fc.boolean(), at: halfOpen },
        },
        { requiredKeys: [] },
      ),
    }),
    fc
      .tuple(fc.constantFrom(...all), fc.constantFrom(...ZONES))
      .map(([{ startedAt }, timeZone]) => ({ hourOfWeek: { ...hourOfWeekAt(timeZone, startedAt), timeZone } })),
    fc.record({ openAt: moments(all).map(textOf) }),
    fc.record({ withoutTeam: fc.boolean() }),
    fc.record({ neverAssigned: fc.boolean() }),
    fc.record({ unassigned: fc.boolean() }),
    fc.record({ waiting: fc.boolean() }),
    fc.record({ includeSkipped: fc.boolean() }),
  ];
  const some = fc.array(fc.oneof(...conditions), { maxLength: 2 }).map((parts): Filter => Object.assign({}, ...parts));
  const condition = fc.oneof(...[1, 5, 12, 13, 14].map((place) => conditions[place]!));
  const further = fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.record({ and: fc.array(condition, { minLength: 1, maxLength: 2 }) }) },
  );
  return fc.tuple(some, further).map(([filter, and]) => ({ ...filter, ...and }));
}

const DURATION = '{ sample meanSeconds medianSeconds p90Seconds }';
const COUNTS = '{ total client agent bot template activity private }';
const GROUP = `started resolved firstResponse ${DURATION} startedFilter resolvedFilter`;
const LEFT = 'missed bounced missedFilter bouncedFilter';

const AGENT = `agent { databaseId } dialogs transfersIn transfersOut messagesSent whileAssigned ${COUNTS}
  assignedSeconds firstResponse ${DURATION} reply ${DURATION} handling ${DURATION}`;
export const OF_AGENT = `${AGENT} concurrency { mean most } dialogsFilter`;
/** The filters of what an agent was passed, and passed on. */
export const PASSED = 'byAgent { agent { databaseId } transfersInFilter transfersOutFilter }';

/** Fields whose numbers are totals. */
export const TOTALS = `started resolved backlog backlogAt: backlog(at: $at) kinds { kind dialogs } missedRate bounceRate
  serviceLevel(thresholdSeconds: $threshold) departuresByAgent { agent { databaseId } missed bounced }
  departuresByTeam { team { databaseId } missed bounced } offline { dialogs answered resolved }
  invitations { dialogs taken rejected } transfers transferredDialogs transferRate resolvedWithoutTransfer
  firstContactResolution(withinHours: $hours) { part whole rate } reopened(withinHours: $hours) { part whole rate }
  botContainment { part whole rate } botHandOver { part whole rate } messages ${COUNTS}
  firstResponse ${DURATION} firstResponseAfterBot ${DURATION} wait ${DURATION} reply ${DURATION}
  duration ${DURATION} handling ${DURATION} concurrency { mean most }`;

export const GROUPS = `byAgent { ${OF_AGENT} } byInbox { inbox { databaseId } ${LEFT} ${GROUP} }
  byTeam { team { databaseId } ${LEFT} ${GROUP} handling ${DURATION} }
  byChannel { channelType ${LEFT} ${GROUP} } byKind { kind ${GROUP} }`;

export const OVER_TIME = `overTime(unit: $unit) { start end isPartial started resolved ${LEFT} transfers
  clientMessages agentMessages firstResponseMeanSeconds backlog startedFilter resolvedFilter backlogFilter }
  byHourOfWeek { weekday hour started clientMessages startedFilter }`;

const FLOW = 'transfers dialogs dialogsFilter';
export const FLOWS = `agentFlows: transferFlows { fromAgent { databaseId } toAgent { databaseId } ${FLOW} }
  teamFlows: transferFlows(by: TEAM) { fromTeam { databaseId } toTeam { databaseId } ${FLOW} }`;

const STANDING = 'open pending snoozed waiting longestWaitSeconds unassigned';
const STANDING_FILTERS = 'openFilter pendingFilter snoozedFilter waitingFilter unassignedFilter';
export const LIVE = `${STANDING} byAgent { agent { databaseId } ${STANDING} } byTeam { team { databaseId } ${STANDING} }
  byInbox { inbox { databaseId } ${STANDING} } filter`;

/** Each number of how things stand, with its filter. */
export const LIVE_OPENED = ['', 'byAgent', 'byTeam', 'byInbox']
  .map((name) => (name ? `${name} { ${STANDING} ${STANDING_FILTERS} }` : `${STANDING} ${STANDING_FILTERS}`))
  .join(' ');

/** A request with these fields of `statistics`, and the moment that it is answered as of. */
export function requestOf(fields: string, compareTo = ''): string {
  const compared = compareTo && `, compareTo: ${compareTo}`;
  const declared = {
    ...{ period: 'PeriodInput!', timeZone: 'TimeZone', filter: 'DialogFilter', workingHours: 'Boolean' },
    ...{ unit: 'TimeUnit', at: 'DateTime', hours: 'Int', threshold: 'Int!' },
  };
  const variables = Object.entries(declared).filter(
    ([name]) => ['period', 'timeZone', 'filter', 'workingHours'].includes(name) || fields.includes(`$${name}`),
  );
  return `query (${variables.map(([name, type]) => `$${name}: ${type}`).join(', ')}) {
    live { at }
    statistics(period: $period, timeZone: $timeZone, filter: $filter, workingHours: $workingHours${compared}) {
      ${fields} } }`;
}
