import { type Instant, toIso } from '../instant';
import type { DialogFilter, InstantRange } from '../read-side/dialog-filter';
import type { HourOfWeekFilter } from '../read-side/hour-condition';
import type { TransferFilter } from '../read-side/transfer-condition';
import { type DialogKind, STATUSES, type Status } from '../rulebook/words';
import type { Period } from '../statistics/calendar';

/** What a statistic narrows its filter to: the dialogs of a period, and of a group of it. */
export interface Narrowing {
  readonly startedIn?: Period;
  readonly resolvedIn?: Period;
  readonly inbox?: readonly number[];
  /** null: dialogs without a team. */
  readonly team?: number | null;
  /** null: dialogs that nobody was ever assigned to. */
  readonly agent?: number | null;
  readonly kind?: DialogKind;
  readonly channelType?: string;
  readonly unresolved?: true;
  readonly status?: Status;
  /** Assigned now; null: nobody is. */
  readonly assignee?: number | null;
  readonly waiting?: true;
  readonly transfer?: TransferFilter;
  readonly transferred?: true;
  readonly hourOfWeek?: HourOfWeekFilter;
  readonly openAt?: Instant;
}

/** A filter of the contract as JSON: `readFilter` reads it back. */
export type DialogFilterValue = Readonly<Record<string, unknown>>;

/** The filter that finds the dialogs of a statistic: what its own filter finds of them. */
export function narrowedFilter(filter: DialogFilter, narrowing: Narrowing): DialogFilterValue {
  const {
    startedIn,
    resolvedIn,
    inbox,
    team,
    agent,
    kind,
    channelType,
    unresolved,
    status,
    assignee,
    waiting,
    transfer,
    transferred,
    hourOfWeek,
    openAt,
  } = narrowing;
  let narrowed = filter;
  if (inbox) narrowed = { ...narrowed, inbox };
  if (channelType !== undefined) narrowed = { ...narrowed, channelType: [channelType] };
  if (team !== undefined) narrowed = withTeam(narrowed, team);
  if (agent !== undefined) narrowed = withAgent(narrowed, agent);
  if (kind !== undefined) narrowed = withKind(narrowed, kind);
  if (assignee !== undefined) narrowed = withAssignee(narrowed, assignee);
  if (waiting) narrowed = filter.waiting === false ? { ...narrowed, ...NOTHING } : { ...narrowed, waiting };
  if (transferred) narrowed = filter.transferred === false ? { ...narrowed, ...NOTHING } : { ...narrowed, transferred };
  narrowed = withMore(narrowed, { transfer, hourOfWeek, openAt });
  if (status !== undefined) narrowed = withStatus(narrowed, status);
  if (unresolved) narrowed = unresolvedOnly(narrowed);
  if (resolvedIn) narrowed = { ...narrowed, resolvedAt: intersection(narrowed.resolvedAt, resolvedIn) };
  if (startedIn) narrowed = { ...narrowed, createdAt: intersection(narrowed.createdAt, startedIn) };
  return inputOf(narrowed);
}

/** A range without a moment: it finds nothing, as what contradicts itself. An empty list is refused. */
const NOTHING: Pick<DialogFilter, 'createdAt'> = { createdAt: { from: 0, to: 0 } };

function withTeam(filter: DialogFilter, team: number | null): DialogFilter {
  const contradicts =
    team === null
      ? filter.team !== undefined || filter.withoutTeam === false
      : filter.withoutTeam === true || filter.team?.includes(team) === false;
  if (contradicts) return { ...filter, ...NOTHING };
  return { ...filter, ...(team === null ? { withoutTeam: true } : { team: [team] }) };
}

function withAssignee(filter: DialogFilter, assignee: number | null): DialogFilter {
  const contradicts =
    assignee === null
      ? filter.assignee !== undefined || filter.unassigned === false
      : filter.unassigned === true || filter.assignee?.includes(assignee) === false;
  if (contradicts) return { ...filter, ...NOTHING };
  return { ...filter, ...(assignee === null ? { unassigned: true } : { assignee: [assignee] }) };
}

function withStatus(filter: DialogFilter, status: Status): DialogFilter {
  return filter.status?.includes(status) === false ? { ...filter, ...NOTHING } : { ...filter, status: [status] };
}

/** Within a list any may hold: one more that must hold too has a filter of its own. */
function withAgent(filter: DialogFilter, agent: number | null): DialogFilter {
  if (agent === null) {
    return filter.neverAssigned === false ? { ...filter, ...NOTHING } : { ...filter, neverAssigned: true };
  }
  if (!filter.agent || filter.agent.includes(agent)) return { ...filter, agent: [agent] };
  return { ...filter, and: [...(filter.and ?? []), { agent: [agent] }] };
}

/** What a filter may say once: where it is said already, a further condition says it. */
function withMore(filter: DialogFilter, said: Pick<Narrowing, 'transfer' | 'hourOfWeek' | 'openAt'>): DialogFilter {
  let narrowed = filter;
  for (const [field, value] of Object.entries(said)) {
    if (value === undefined) continue;
    const isFree = filter[field as keyof typeof said] === undefined;
    narrowed = isFree
      ? { ...narrowed, [field]: value }
      : { ...narrowed, and: [...(narrowed.and ?? []), { [field]: value }] };
  }
  return narrowed;
}

function withKind(filter: DialogFilter, kind: DialogKind): DialogFilter {
  const showsSkipped = filter.includeSkipped === true || filter.kind?.includes('skip') === true;
  // To ask for the skipped would show them.
  if (kind === 'skip' && !showsSkipped) return { ...filter, ...NOTHING };
  const skipped = showsSkipped ? { includeSkipped: true } : {};
  if (!filter.kind || filter.kind.includes(kind)) return { ...filter, ...skipped, kind: [kind] };
  return { ...filter, and: [...(filter.and ?? []), { kind: [kind] }] };
}

function unresolvedOnly(filter: DialogFilter): DialogFilter {
  const status = (filter.status ?? STATUSES).filter((each) => each !== 'resolved');
  return status.length === 0 ? { ...filter, ...NOTHING } : { ...filter, status };
}

/** A range without a moment where there is no intersection. */
function intersection(range: InstantRange | undefined, period: Period): Period {
  const from = Math.max(range?.from ?? period.from, period.from);
  return { from, to: Math.max(from, Math.min(range?.to ?? period.to, period.to)) };
}

/** What limits left nothing of is an empty list, which no filter may have: it finds nothing by its moments. */
function inputOf(filter: DialogFilter): DialogFilterValue {
  const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
  const findsNothing = Object.values(filter).some(isEmpty);
  const fields = Object.entries(findsNothing ? { ...filter, ...NOTHING } : filter);
  return fieldsOf(Object.fromEntries(fields.filter(([, value]) => !isEmpty(value))));
}

function fieldsOf(fields: object): DialogFilterValue {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, fieldValue(field, value)]));
}

function fieldValue(field: string, value: unknown): unknown {
  switch (field) {
    case 'status':
    case 'kind':
      return (value as readonly string[]).map((word) => word.toUpperCase());
    case 'createdAt':
    case 'resolvedAt':
    case 'at':
      return rangeValue(value as InstantRange);
    case 'openAt':
      return toIso(value as Instant);
    case 'transfer':
      return fieldsOf(value as TransferFilter);
    case 'and':
      return (value as NonNullable<DialogFilter['and']>).map(inputOf);
    case 'channelType':
      return value;
    default:
      return Array.isArray(value) ? value.map(String) : value;
  }
}

function rangeValue({ from, to }: InstantRange): DialogFilterValue {
  return { ...(from === undefined ? {} : { from: toIso(from) }), ...(to === undefined ? {} : { to: toIso(to) }) };
}
