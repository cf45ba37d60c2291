import type { DialogFilter, InstantRange } from '../read-side/dialog-filter';
import type { DialogOrder, DialogPageRequest } from '../read-side/dialog-page';
import { narrowed, type Visibility } from '../read-side/visibility';
import { dialogCursors } from './connections';
import { badInput } from './errors';
import type { DialogFilter as FilterInput, DateTimeRange as RangeInput } from './generated';
import { type NodeType, readId } from './ids';
import { type PageArguments, readPage } from './paging';

const NEWEST_FIRST: DialogOrder = { field: 'CREATED_AT', direction: 'DESC' };

/** A list may name so many values. */
const LONGEST_LIST = 100;

/** `and` may name so many conditions. */
const MOST_FURTHER = 10;

const ID_FIELDS = {
  inbox: 'Inbox',
  team: 'Team',
  assignee: 'Agent',
  agent: 'Agent',
  contact: 'Contact',
  conversation: 'Conversation',
} as const satisfies Partial<Record<keyof FilterInput, NodeType>>;

/** The arguments of a list of dialogs. */
export interface DialogListArguments extends PageArguments {
  readonly filter?: FilterInput | null;
  readonly orderBy?: DialogOrder | null;
}

/** Checks and reads the arguments of a list of dialogs, of which only those that are seen match. Throws BAD_USER_INPUT with what would be right. */
export function readDialogList(args: DialogListArguments, visibility: Visibility): DialogPageRequest {
  const order = args.orderBy ?? NEWEST_FIRST;
  return { ...readPage(args, dialogCursors(order)), order, filter: readFilter(args.filter ?? {}, visibility) };
}

/** Checks and reads a filter of dialogs, narrowed to those that are seen. Throws BAD_USER_INPUT with what would be right. */
export function readFilter(input: FilterInput, visibility: Visibility): DialogFilter {
  const lists = Object.entries(ID_FIELDS).map(([field, type]) => {
    const ids = checkedList(input[field as keyof typeof ID_FIELDS], `filter.${field}`);
    return [field, ids?.map((id) => readId(id, type, `filter.${field}`))] as const;
  });
  const filter: DialogFilter = given({
    ...Object.fromEntries(lists),
    status: checkedList(input.status, 'filter.status'),
    createdAt: readRange(input.createdAt, 'filter.createdAt'),
    resolvedAt: readRange(input.resolvedAt, 'filter.resolvedAt'),
    kind: checkedList(input.kind, 'filter.kind'),
    transferred: input.transferred ?? undefined,
    transfer: readTransfer(input.transfer, 'filter.transfer'),
    hourOfWeek: readHour(input.hourOfWeek, 'filter.hourOfWeek'),
    openAt: input.openAt ?? undefined,
    channelType: checkedList(input.channelType, 'filter.channelType')?.map(readChannelType),
    withoutTeam: input.withoutTeam ?? undefined,
    neverAssigned: input.neverAssigned ?? undefined,
    unassigned: input.unassigned ?? undefined,
    waiting: input.waiting ?? undefined,
    includeSkipped: input.includeSkipped ?? undefined,
    and: readFurther(input.and),
  });
  return narrowed(filter, visibility);
}

function readFurther(inputs: FilterInput['and']): DialogFilter['and'] {
  const conditions = checkedList(inputs, 'filter.and');
  if (conditions && conditions.length > MOST_FURTHER) {
    throw badInput('filter.and', `${conditions.length} conditions; at most ${MOST_FURTHER}`);
  }
  return conditions?.map(({ kind, agent, transfer, hourOfWeek, openAt }) =>
    given({
      kind: checkedList(kind, 'filter.and.kind'),
      agent: checkedList(agent, 'filter.and.agent')?.map((id) => readId(id, 'Agent', 'filter.and.agent')),
      transfer: readTransfer(transfer, 'filter.and.transfer'),
      hourOfWeek: readHour(hourOfWeek, 'filter.and.hourOfWeek'),
      openAt: openAt ?? undefined,
    }),
  );
}

function readHour(input: FilterInput['hourOfWeek'], argument: string): DialogFilter['hourOfWeek'] {
  if (input == null) return undefined;
  const { weekday, hour, timeZone } = input;
  if (weekday < 1 || weekday > 7)
    throw badInput(`${argument}.weekday`, `${weekday} is no weekday: 1 is Monday, 7 is Sunday`);
  if (hour < 0 || hour > 23) throw badInput(`${argument}.hour`, `${hour} is no hour: 0 to 23`);
  return { weekday, hour, timeZone };
}

const TRANSFER_IDS = { from: 'Agent', to: 'Agent', fromTeam: 'Team', toTeam: 'Team' } as const;

function readTransfer(input: FilterInput['transfer'], argument: string): DialogFilter['transfer'] {
  if (input == null) return undefined;
  const lists = Object.entries(TRANSFER_IDS).map(([field, type]) => {
    const ids = checkedList(input[field as keyof typeof TRANSFER_IDS], `${argument}.${field}`);
    return [field, ids?.map((id) => readId(id, type, `${argument}.${field}`))] as const;
  });
  return given({
    ...Object.fromEntries(lists),
    withoutFromTeam: input.withoutFromTeam ?? undefined,
    withoutToTeam: input.withoutToTeam ?? undefined,
    viaQueue: input.viaQueue ?? undefined,
    at: readRange(input.at, `${argument}.at`),
  });
}

function given<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

/** PostgreSQL takes no NUL characters in a text. */
function readChannelType(type: string): string {
  if (type.includes('\0')) throw badInput('filter.channelType', 'no type of a channel has a NUL character');
  return type;
}

function checkedList<Value>(
  values: readonly Value[] | null | undefined,
  argument: string,
): readonly Value[] | undefined {
  if (values == null) return undefined;
  if (values.length === 0) throw badInput(argument, 'an empty list matches nothing; leave it out to match everything');
  if (values.length > LONGEST_LIST) {
    throw badInput(argument, `${values.length} values; at most ${LONGEST_LIST}. Ask in several requests.`);
  }
  return values;
}

function readRange(range: RangeInput | null | undefined, argument: string): InstantRange | undefined {
  if (range == null) return undefined;
  const { from, to } = range;
  if (from != null && to != null && from > to) throw badInput(argument, '`from` lies after `to`');
  return { from: from ?? undefined, to: to ?? undefined };
}
