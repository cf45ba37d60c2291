import { suggestionList } from 'graphql/jsutils/suggestionList';
import { measureRows } from '../../../read-side/statistics/measure-rows';
import { findMeasure, MEASURES, type MeasureDefinition } from '../../../read-side/statistics/measures';
import type { DialogKind } from '../../../rulebook/words';
import { badInput } from '../../errors';
import type { MeasureRowResolvers, StatisticsResolvers } from '../../generated';
import { readFirst } from '../../statistics-arguments';
import { channelsOf } from './groups';

const MOST_MEASURES = 20;
const MOST_NEAR_NAMES = 3;

/** The field of Statistics for any measures. */
export const measureFields: StatisticsResolvers = {
  measures: async (handle, { names, by, first }, { loaders }) => {
    const most = readFirst(first);
    const measures = readMeasures(names);
    return (await measureRows(handle, measures, by ?? null, channelsOf(loaders))).slice(0, most);
  },
};

function readMeasures(names: readonly string[]): MeasureDefinition[] {
  if (names.length < 1 || names.length > MOST_MEASURES) {
    throw badInput('names', `${names.length} measures; 1 to ${MOST_MEASURES} in one field`);
  }
  return names.map((name) => {
    const measure = findMeasure(name);
    if (measure) return measure;
    const known = MEASURES.map((each) => each.name);
    const near = suggestionList(name, known).slice(0, MOST_NEAR_NAMES);
    const meant = near.length > 0 ? `did you mean ${near.map((each) => `"${each}"`).join(' or ')}? ` : '';
    const shown = JSON.stringify(name.slice(0, 60));
    throw badInput('names', `${shown} is no measure; ${meant}\`Query.measures\` lists them all`);
  });
}

export const MeasureRow: MeasureRowResolvers = {
  agent: ({ by, group }, _args, { loaders }) =>
    by === 'AGENT' && group !== null ? loaders.agent.load(group as number) : null,
  team: ({ by, group }, _args, { loaders }) =>
    by === 'TEAM' && group !== null ? loaders.team.load(group as number) : null,
  inbox: ({ by, group }, _args, { loaders }) => (by === 'INBOX' ? loaders.inbox.load(group as number) : null),
  channelType: ({ by, group }) => (by === 'CHANNEL' ? (group as string | null) : null),
  kind: ({ by, group }) => (by === 'KIND' ? (group as DialogKind) : null),
  values: ({ values }) => [...values],
};
