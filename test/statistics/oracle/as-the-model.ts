import fc from 'fast-check';
import { differences } from './differences';
import { agentIn } from './groups';
import { liveOf } from './live';
import { isMeant, microseconds } from './meant';
import { askedOf, inOrderOfIds, statisticsOf } from './model';
import { property } from './properties';
import { FLOWS, GROUPS, LIVE, OF_AGENT, OVER_TIME, questions, TOTALS } from './questions';
import { ask } from './served-centres';

/** What the API answers is what the naive model answers. */
export const AS_THE_MODEL = [
  property(
    'every field of statistics is as the model has it',
    20,
    ({ world }) => questions(world.all),
    async (served, subject, question) => {
      const { answer, now } = await ask(served, subject, `${TOTALS} ${GROUPS} ${FLOWS} ${OVER_TIME}`, question);
      return differences(inOrderOfIds(answer), statisticsOf(subject.world, question, now));
    },
  ),
  property(
    'how things stand now is as the model has it',
    12,
    ({ world }) => questions(world.all),
    async ({ api }, { token, world }, { filter }) => {
      const query = `query ($filter: DialogFilter) { live(filter: $filter) { at ${LIVE} } }`;
      const { data, errors } = await api.ask(token, query, { filter });
      if (errors) return [JSON.stringify(errors)];
      const meant = world.all.filter((dialog) => isMeant(filter, dialog));
      return differences(inOrderOfIds(data.live), liveOf(meant, microseconds(data.live.at)));
    },
  ),
  property(
    'an agent asked alone has the numbers of its row, zeros where it has none',
    6,
    ({ world, centre }) => fc.tuple(questions(world.all), fc.constantFrom(...centre.account.agents)),
    async ({ api }, { token, world }, [question, agent]) => {
      const { period, timeZone, filter, workingHours } = question;
      const { data, errors } = await api.ask(
        token,
        `query ($period: PeriodInput!, $timeZone: TimeZone, $filter: DialogFilter, $workingHours: Boolean) {
           live { at } agent(id: "${agent}") { statistics(period: $period, timeZone: $timeZone, filter: $filter,
             workingHours: $workingHours) { ${OF_AGENT} } } }`,
        { period, timeZone, filter, workingHours },
      );
      if (errors) return [JSON.stringify(errors)];
      return differences(data.agent.statistics, agentIn(askedOf(world, question, microseconds(data.live.at)), agent));
    },
  ),
  property(
    'a filter of dialogs finds those that the model means',
    20,
    ({ world }) => questions(world.all),
    async ({ api }, { token, world }, { filter }) => {
      const query = `query ($filter: DialogFilter) { dialogs(filter: $filter) { totalCount } }`;
      const { data, errors } = await api.ask(token, query, { filter });
      if (errors) return [JSON.stringify(errors)];
      return differences(data.dialogs.totalCount, world.all.filter((dialog) => isMeant(filter, dialog)).length);
    },
  ),
];
