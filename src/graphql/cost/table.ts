import { CHANGES_OF_A_READING } from '../../live/changes';
import { DIALOG_KINDS } from '../../rulebook/words';
import { DEFAULT_PAGE, LARGEST_PAGE } from '../paging';
import { MOST_LISTED } from '../statistics-arguments';

/** How many items a list is taken to have. */
export type Size =
  | number
  /** As the argument says, within bounds that the field itself keeps. */
  | { readonly arguments: readonly string[]; readonly byDefault: number; readonly most: number }
  /** As many as the argument lists. */
  | { readonly lengthOf: string; readonly most: number }
  /** As the field that it lies in holds. */
  | 'held'
  /** The points of the period of the statistics that it lies in. */
  | 'points';

/** What a field costs beside the 1 of every field. */
export interface FieldCost {
  /** What finding it out costs, once. */
  readonly work?: number;
  /** What these arguments cost when they are true. */
  readonly whenTrue?: Readonly<Record<string, number>>;
  /** Of a list, and of a list only: how often everything within it is counted. */
  readonly items?: Size;
  /** How many items the lists right within it have. */
  readonly holds?: Size;
  /** Its argument `period` is that of the statistics within. */
  readonly isOfPeriod?: boolean;
  /** What it holds, and its period, are those of the field that it lies in. */
  readonly isAsAround?: boolean;
}

const PAGE: Size = { arguments: ['first', 'last'], byDefault: DEFAULT_PAGE, most: LARGEST_PAGE };
const GROUPS: Size = { arguments: ['first'], byDefault: MOST_LISTED, most: MOST_LISTED };

/** A list of pages: one statement; what it holds is multiplied in `nodes` and `edges`. */
const LIST: FieldCost = { work: 100, holds: PAGE };
const IN_PAGE: FieldCost = { items: 'held' };
/** Counts everything behind a filter, whatever the page. */
const COUNT: FieldCost = { work: 500 };
/** Counted together with others of the same statistics. */
const TALLY: FieldCost = { work: 500 };
/** Looks at every dialog of a period, and what came after it. */
const SCAN: FieldCost = { work: 3_000 };
/** Percentiles. */
const DURATION: FieldCost = { work: 2_000 };
/** A few, where nothing bounds the list: parts of one dialog. */
const FEW = 4;
/** As many agents, inboxes or teams as an account may well have. */
const MANY = 100;

const connection = (name: string, total: FieldCost = COUNT) => ({
  [`${name}Connection.nodes`]: IN_PAGE,
  [`${name}Connection.edges`]: IN_PAGE,
  [`${name}Connection.totalCount`]: total,
});

const all = (type: string, fields: string, cost: FieldCost) =>
  Object.fromEntries(fields.split(' ').map((field) => [`${type}.${field}`, cost]));

/**
 * What fields cost, by `Type.field`. One that is not named costs 1, and so does each of its fields; a list must be named
 * here. About 200 are a millisecond of one processor: a field of an answer is 1, a statement as many as it takes on the
 * data of a large contact centre.
 */
export const COSTS: Readonly<Record<string, FieldCost>> = {
  ...all('Query', 'dialogs agents inboxes teams', LIST),
  ...all('Query', 'node dialog conversation agent contact inbox team', { work: 20 }),
  'Query.nodes': { work: 100, items: { lengthOf: 'ids', most: LARGEST_PAGE } },
  'Query.apiTokens': { work: 100, items: 1000 },
  'Query.measures': { items: 40 },
  'Query.statistics': { isOfPeriod: true, whenTrue: { workingHours: 20_000 } },
  'Query.live': { work: 2_000 },
  'Subscription.live': { work: 2_000 },
  'Subscription.dialogChanges': { work: 100 },
  'DialogChanges.dialogs': { items: CHANGES_OF_A_READING },

  ...connection('Dialog'),
  ...connection('Agent'),
  ...connection('Inbox'),
  ...connection('Team'),
  // Counted for all dialogs of a page together.
  ...connection('Event', { work: 5 }),
  ...connection('Message', { work: 5 }),

  ...all('Dialog', 'events messages', { work: 5, holds: PAGE }),
  ...all('Dialog', 'transfers agents messagesByAgent mentions', { work: 2, items: FEW }),
  'Dialog.kinds': { items: 2 },
  ...all('Dialog', 'stretches presence', { work: 20, items: FEW }),
  'DialogAgent.assignments': { items: FEW },
  'Conversation.dialogs': { work: 20, holds: PAGE },
  // Many agents' are found out together.
  'Agent.statistics': { work: 200, isOfPeriod: true, whenTrue: { workingHours: 200 } },
  'AgentStatistics.concurrency': { work: 50 },
  ...all('Viewer', 'inboxes teams', { items: MANY }),
  ...all('ApiToken', 'inboxes teams', { items: FEW }),

  ...all('Statistics', 'started resolved messages transfers transferredDialogs transferRate', TALLY),
  ...all('Statistics', 'resolvedWithoutTransfer missedRate bounceRate offline invitations', TALLY),
  ...all('Statistics', 'serviceLevel firstContactResolution reopened botContainment botHandOver backlog', SCAN),
  ...all('Statistics', 'firstResponse firstResponseAfterBot wait reply duration handling', DURATION),
  ...all('Statistics', 'departuresByAgent departuresByTeam', { ...SCAN, items: MANY }),
  'Statistics.kinds': { ...TALLY, items: DIALOG_KINDS.length },
  'Statistics.byKind': { ...SCAN, items: DIALOG_KINDS.length },
  'Statistics.concurrency': { work: 15_000 },
  'Statistics.compared': { isAsAround: true },
  'Statistics.overTime': { ...SCAN, items: 'points' },
  'Statistics.byHourOfWeek': { ...SCAN, items: 168 },
  'Statistics.byAgent': { work: 10_000, items: GROUPS },
  ...all('Statistics', 'byInbox byTeam', { ...SCAN, items: GROUPS }),
  'Statistics.transferFlows': { work: 10_000, items: GROUPS },
  'Statistics.byChannel': { ...SCAN, items: 20 },
  'Statistics.measures': { work: 10_000, items: GROUPS, holds: { lengthOf: 'names', most: 20 } },
  'MeasureRow.values': { items: 'held' },
  ...all('LiveStatistics', 'byAgent byTeam byInbox', { work: 500, items: MANY }),

  ...all(
    'Mutation',
    'startConversation setConversationStatus assignConversation acceptConversation postMessage mentionAgent',
    { work: 2_000 },
  ),
  ...all('Mutation', 'recordVisitorPresence setDialogSkip setBounceTimeout', { work: 2_000 }),
  ...all('Mutation', 'createApiToken rotateApiToken revokeApiToken', { work: 2_000 }),
  ...all('ConversationPayload', 'events', { items: FEW }),
  ...all('PostMessagePayload', 'events', { items: FEW }),

  // The schema about itself: as many as it has of each, about.
  ...all('__Schema', 'types', { items: 120 }),
  ...all('__Schema', 'directives', { items: 5 }),
  ...all('__Type', 'fields', { items: 8 }),
  ...all('__Type', 'inputFields possibleTypes interfaces', { items: 1 }),
  ...all('__Type', 'enumValues', { items: 6 }),
  ...all('__Field', 'args', { items: 2 }),
  ...all('__Directive', 'args locations', { items: 3 }),
};
