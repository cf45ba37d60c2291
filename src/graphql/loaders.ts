import DataLoader from 'dataloader';
import type { Database } from '../database/database';
import type { Instant } from '../instant';
import { accountById, botUserIds } from '../read-side/account-by-id';
import { classificationsOfDialogs } from '../read-side/classifications';
import { conversationsById } from '../read-side/conversations-by-id';
import { dialogsById } from '../read-side/dialog';
import {
  countDialogsOfConversations,
  type DialogPageRequest,
  dialogPagesOfConversations,
} from '../read-side/dialog-page';
import { teamsOfDialogs } from '../read-side/dialog-teams';
import { countEventsOfDialogs, eventPagesOfDialogs, eventsById } from '../read-side/events';
import { type KnownKind, type KnownRecord, knownById } from '../read-side/known';
import { mentionsById, mentionsOfDialogs } from '../read-side/mentions';
import { messageTalliesOfDialogs } from '../read-side/message-tallies';
import { messageTimesOfDialogs } from '../read-side/message-times';
import { messagePagesOfDialogs, messagesById } from '../read-side/messages';
import type { MomentPageRequest } from '../read-side/moment-pages';
import { seenOf } from '../read-side/seen';
import { type StatisticsSource, statisticsHandle } from '../read-side/statistics/handle';
import { liveHandle } from '../read-side/statistics/live';
import { loadLiveRows } from '../read-side/statistics/live-rows';
import { storedServedOfDialogs } from '../read-side/stored-served';
import { timelinesOfDialogs } from '../read-side/timelines';
import type { Visibility } from '../read-side/visibility';
import { readDialogFacts } from '../write-side/kinds/read-facts';
import { readFilter } from './dialog-arguments';
import type { DialogFilter as FilterInput } from './generated';
import { servedLoaders } from './served-loaders';
import { readStatistics, type StatisticsArguments } from './statistics-arguments';

/** More keys than this go into several statements. */
const KEYS_PER_STATEMENT = 1000;

export type Loaders = ReturnType<typeof createLoaders>;

/** The loaders of one request: each asks once for everything of its kind that a level of the answer needs. */
export function createLoaders(database: Database, visibility: Visibility, clock: { readonly now: Instant }) {
  const { accountId } = visibility;
  const known = (kind: KnownKind) =>
    byId((ids) => knownById(database, accountId, kind, ids)) as DataLoader<number, KnownRecord>;
  const agent = known('agent');
  const bots = once(() => botUserIds(database, accountId));
  const timeline = byId((ids) => timelinesOfDialogs(database, accountId, ids));
  const tallies = byId((ids) => messageTalliesOfDialogs(database, accountId, ids));
  const times = byId((ids) => messageTimesOfDialogs(database, accountId, ids));
  const storedServed = byId((ids) => storedServedOfDialogs(database, accountId, ids));
  const statistics: StatisticsSource = {
    ...{ accountId, visibility, database, liveRows: once(() => loadLiveRows(database, accountId)) },
    get now() {
      return clock.now;
    },
  };
  return {
    account: once(() => accountById(database, accountId)),
    bots,
    agent,
    contact: known('contact'),
    inbox: known('inbox'),
    team: known('team'),
    /** Whether the caller sees what an id names, for who asks for it by id: within dialogs, names are part of them. */
    sees: byArguments((kind: KnownKind) => byId((ids) => seenOf(database, visibility, kind, ids))),
    conversation: byId((ids) => conversationsById(database, visibility, ids)),
    dialog: byId((ids) => dialogsById(database, visibility, ids)),
    event: byId((ids) => eventsById(database, visibility, ids)),
    message: byId((ids) => messagesById(database, visibility, ids)),
    mention: byId((ids) => mentionsById(database, visibility, ids)),
    classification: byId((ids) => classificationsOfDialogs(database, accountId, ids)),
    /** What its kinds are decided from; null of a dialog of which there is nothing. */
    facts: byId((ids) => readDialogFacts(database, database.events, accountId, ids)),
    teamsOfDialog: byId((ids) => teamsOfDialogs(database, accountId, ids)),
    mentionsOfDialog: byId((ids) => mentionsOfDialogs(database, accountId, ids)),
    ...servedLoaders({ agent, bots, timeline, tallies, times, storedServed, clock }),
    eventsOfDialog: byArguments((request: MomentPageRequest) =>
      byId((ids) => eventPagesOfDialogs(database, accountId, request, ids)),
    ),
    messagesOfDialog: byArguments((request: MomentPageRequest) =>
      byId((ids) => messagePagesOfDialogs(database, accountId, request, ids)),
    ),
    dialogsOfConversation: byArguments((request: DialogPageRequest) =>
      byId((ids) => dialogPagesOfConversations(database, accountId, request, ids)),
    ),
    dialogCountOfConversation: byArguments(({ filter }: Pick<DialogPageRequest, 'filter'>) =>
      byId((ids) => countDialogsOfConversations(database, accountId, filter, ids)),
    ),
    statistics: byArguments((args: StatisticsArguments) =>
      statisticsHandle(statistics, readStatistics(args, visibility)),
    ),
    live: byArguments(({ filter }: { filter?: FilterInput | null }) =>
      liveHandle(statistics, readFilter(filter ?? {}, visibility)),
    ),
    eventCountOfDialog: byId((ids) => countEventsOfDialogs(database, accountId, ids)),
  };
}

/** A loader by id; null for ids that the statement does not answer. */
function byId<Value>(load: (ids: readonly number[]) => Promise<ReadonlyMap<number, Value>>) {
  return new DataLoader<number, Value | null>(
    async (ids) => {
      const values = await load(ids);
      return ids.map((id) => values.get(id) ?? null);
    },
    { maxBatchSize: KEYS_PER_STATEMENT },
  );
}

/** A loader for each set of arguments: pages of different sizes can't share a statement. */
function byArguments<Arguments, Loader>(make: (args: Arguments) => Loader): (args: Arguments) => Loader {
  const made = new Map<string, Loader>();
  return (args) => {
    const key = JSON.stringify(args);
    const loader = made.get(key) ?? make(args);
    made.set(key, loader);
    return loader;
  };
}

function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => {
    value ??= load();
    return value;
  };
}
