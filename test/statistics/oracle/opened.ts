import fc from 'fast-check';
import { differences } from './differences';
import { askedOf } from './model';
import { property } from './properties';
import { FLOWS, GROUPS, LIVE_OPENED, OVER_TIME, PASSED, questions } from './questions';
import { ask, type Served, type Subject } from './served-centres';

// biome-ignore lint/suspicious/noExplicitAny: rows have the shape that is asked for.
type Row = any;

/** How many dialogs each of these filters finds, by fifty in a request. */
async function counted({ api }: Served, { token }: Subject, filters: readonly unknown[]): Promise<number[]> {
  const found: number[] = [];
  for (let from = 0; from < filters.length; from += 40) {
    const some = filters.slice(from, from + 40);
    const variables = Object.fromEntries(some.map((filter, index) => [`f${index}`, filter]));
    const declared = some.map((_, index) => `$f${index}: DialogFilter`).join(', ');
    const fields = some.map((_, index) => `c${index}: dialogs(filter: $f${index}) { totalCount }`).join(' ');
    const { data, errors } = await api.ask(token, `query (${declared}) { ${fields} }`, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    found.push(...some.map((_, index) => data[`c${index}`].totalCount));
  }
  return found;
}

const NUMBERS = ['started', 'resolved', 'dialogs', 'missed', 'bounced', 'backlog', 'transferredDialogs'];

/** At most so many of a list, from all over it: by a step that no row's number of fields divides. */
function someOf<Each>(all: readonly Each[], most: number): Each[] {
  if (all.length <= most) return [...all];
  const step = 37;
  return [...new Set(Array.from({ length: most }, (_, index) => (index * step) % all.length))].map(
    (place) => all[place]!,
  );
}

/** Numbers open into the dialogs behind them, and a handle is the same however it is come by. */
export const OPENED = [
  property(
    'each number opens into as many dialogs',
    4,
    ({ world }) => questions(world.all),
    async (served, subject, question) => {
      const fields = `started resolved startedFilter resolvedFilter transferredDialogs transferredDialogsFilter
        backlog(at: $at) backlogFilter(at: $at) ${GROUPS} ${FLOWS} ${OVER_TIME}`;
      const { answer } = await ask(served, subject, fields, question);
      const rows: [string, Row][] = [
        ['total', answer],
        ...['byInbox', 'byTeam', 'byChannel', 'byKind', 'byAgent', 'agentFlows', 'teamFlows'].flatMap((name) =>
          answer[name].map((row: Row): [string, Row] => [name, row]),
        ),
        ...answer.byHourOfWeek
          .filter((row: Row) => row.started > 0)
          .slice(0, 20)
          .map((row: Row): [string, Row] => ['hour', row]),
        ...answer.overTime.slice(0, 30).map((row: Row): [string, Row] => ['point', row]),
      ];
      const all = rows.flatMap(([name, row]) =>
        NUMBERS.flatMap((field) => {
          const filter = row[`${field}Filter`];
          return filter === undefined
            ? []
            : [{ path: `${name} ${field} ${JSON.stringify(filter)}`, filter, is: row[field] }];
        }),
      );
      const told = someOf(all, 40);
      const found = await counted(
        served,
        subject,
        told.map(({ filter }) => filter),
      );
      return told.flatMap(({ path, is }, index) => differences(found[index], is, path));
    },
  ),
  property(
    'what an agent was passed, and passed on, opens into its dialogs',
    4,
    ({ world }) => questions(world.all),
    async (served, subject, question) => {
      const { answer, now } = await ask(served, subject, PASSED, question);
      const { dialogs, period } = askedOf(subject.world, question, now);
      const passed = answer.byAgent.flatMap(({ agent, transfersInFilter, transfersOutFilter }: Row) =>
        [transfersInFilter, transfersOutFilter].map((filter, index) => ({
          filter,
          is: dialogs.filter(({ transfers }) =>
            transfers.some(
              ({ at, from, to }) =>
                at >= period.from && at < period.to && String([to, from][index]) === agent?.databaseId,
            ),
          ).length,
        })),
      );
      const told: Row[] = someOf(passed, 20);
      const found = await counted(
        served,
        subject,
        told.map(({ filter }) => filter),
      );
      return told.flatMap(({ filter, is }, index) => differences(found[index], is, JSON.stringify(filter)));
    },
  ),
  property(
    'each number of now opens into as many dialogs',
    3,
    ({ world }) => questions(world.all),
    async (served, subject, { filter }) => {
      const query = `query ($filter: DialogFilter) { live(filter: $filter) { ${LIVE_OPENED} } }`;
      const { data, errors } = await served.api.ask(subject.token, query, { filter });
      if (errors) return [JSON.stringify(errors)];
      const { byAgent, byTeam, byInbox, ...all } = data.live;
      const standings = [all, ...byAgent, ...byTeam, ...byInbox].flatMap((row: Row) =>
        ['open', 'pending', 'snoozed', 'waiting', 'unassigned'].map((name) => ({
          ...{ is: row[name], filter: row[`${name}Filter`], path: `${name} ${JSON.stringify(row[`${name}Filter`])}` },
        })),
      );
      const told = someOf(standings, 40);
      const found = await counted(
        served,
        subject,
        told.map((each) => each.filter),
      );
      return told.flatMap(({ path, is }, index) => differences(found[index], is, path));
    },
  ),
  property(
    'what is compared is the earlier period asked directly',
    6,
    ({ world }) => fc.tuple(questions(world.all), fc.constantFrom('PREVIOUS_PERIOD', 'PREVIOUS_YEAR')),
    async (served, subject, [question, compareTo]) => {
      const fields =
        'started resolved transfers messages { total } firstResponse { sample meanSeconds p90Seconds } reply { sample }';
      const compared = await ask(served, subject, `compared { period { from to } ${fields} }`, question, compareTo);
      const { period, ...earlier } = compared.answer.compared;
      const direct = await ask(served, subject, fields, { ...question, period });
      const follows = compareTo === 'PREVIOUS_YEAR' || period.to === question.period.from;
      return [...differences(earlier, direct.answer), ...(follows ? [] : ['it does not end where the period begins'])];
    },
  ),
  property(
    'groups come in their order, and the first few are the beginning of all',
    6,
    ({ world }) => fc.tuple(questions(world.all), fc.integer({ min: 1, max: 4 })),
    async (served, subject, [question, first]) => {
      const orders = {
        DIALOGS: 'dialogs',
        MESSAGES_SENT: 'messagesSent',
        TRANSFERS_IN: 'transfersIn',
        TRANSFERS_OUT: 'transfersOut',
      };
      const agents = Object.entries(orders).flatMap(([order, value]) => [
        `${order}: byAgent(orderBy: ${order}) { agent { name } ${value} }`,
        `${order}_FIRST: byAgent(orderBy: ${order}, first: ${first}) { agent { name } ${value} }`,
      ]);
      const groups = ['Inbox', 'Team'].flatMap((name) => [
        `${name}: by${name} { ${name.toLowerCase()} { name } started }`,
        `${name}_FIRST: by${name}(first: ${first}) { ${name.toLowerCase()} { name } started }`,
      ]);
      const fields = `${agents.join(' ')} ${groups.join(' ')} names: byAgent(orderBy: NAME) { agent { name } }`;
      const { answer } = await ask(served, subject, fields, question);
      const names = answer.names.flatMap(({ agent }: Row) => agent?.name ?? []);
      return [
        ...differences(names, [...names].sort(), 'names'),
        ...Object.entries({ ...orders, Inbox: 'started', Team: 'started' }).flatMap(([name, value]) => {
          const values = answer[name].map((row: Row) => row[value]);
          return [
            ...differences(
              values,
              [...values].sort((a, b) => b - a),
              name,
            ),
            ...differences(answer[`${name}_FIRST`], answer[name].slice(0, first), `${name} first ${first}`),
          ];
        }),
      ];
    },
  ),
];
