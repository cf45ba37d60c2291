import { differences } from './differences';
import type { Filter } from './meant';
import { property } from './properties';
import { GROUPS, OVER_TIME, questions, TOTALS } from './questions';
import { ask } from './served-centres';

// biome-ignore lint/suspicious/noExplicitAny: rows have the shape that is asked for.
type Row = any;

/** Filters that name ids of something that is called otherwise. */
const PLACES: Readonly<Record<string, string>> = {
  ...{ assignee: 'agent', conversation: 'conversations' },
  ...{ from: 'agent', to: 'agent', fromTeam: 'team', toTeam: 'team' },
};

/** Of the same conversations, written in another order, everything is the same. */
export const IN_ANOTHER_ORDER = property(
  'the order of writing changes nothing',
  6,
  ({ world }) => questions(world.all),
  async (served, subject, question) => {
    const other = served.subjects[2];
    const fields = `${TOTALS} ${GROUPS} ${OVER_TIME}`.replaceAll('databaseId', 'name').replace(/\w+Filter/g, '');
    const [one, another] = [subject, other].map(({ centre }) => {
      const { agents, botUser, inbox, botInbox, idleBotInbox, teams, contacts } = centre.account;
      return {
        agent: [...agents, botUser],
        inbox: [inbox, botInbox, idleBotInbox],
        team: teams,
        contact: contacts,
        ...centre,
      };
    });
    const places = (name: string, of: Row): readonly number[] | undefined => of[PLACES[name] ?? name];
    const translated = (filter: Filter): Filter =>
      Object.fromEntries(
        Object.entries(filter).map(([name, value]) => {
          if (name === 'and') return [name, value.map(translated)];
          if (name === 'transfer') return [name, translated(value)];
          const own = places(name, one);
          return [
            name,
            own ? value.map((id: string) => String(places(name, another)![own.indexOf(Number(id))] ?? id)) : value,
          ];
        }),
      );
    const answers = await Promise.all([
      ask(served, subject, fields, question),
      ask(served, other, fields, { ...question, filter: translated(question.filter) }),
    ]);
    const named = (answer: Row) =>
      JSON.parse(JSON.stringify(answer), (_, value) =>
        Array.isArray(value) && value[0] && ['agent', 'inbox', 'team'].some((name) => name in value[0])
          ? [...value].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
          : value,
      );
    return differences(named(answers[1].answer), named(answers[0].answer));
  },
);
