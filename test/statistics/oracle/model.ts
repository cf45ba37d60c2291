import { unitOf } from './clock';
import { flowsOf } from './flows';
import { byKey, groupsOf } from './groups';
import type { Log } from './log';
import { isMeant, microseconds } from './meant';
import type { Asked } from './measured';
import { byHourOfWeekOf, overTimeOf } from './over-time';
import type { Question } from './questions';
import { type Told, tellAll } from './told';
import { totalsOf } from './totals';

/** An account's log and the dialogs in it. */
export interface World {
  readonly log: Log;
  readonly all: readonly Told[];
}

export function worldOf(log: Log): World {
  return { log, all: tellAll(log) };
}

/** A question as the model takes it. `now` is the moment as of which it was answered. */
export function askedOf({ log, all }: World, question: Question, now: number): Asked {
  const { period, timeZone, filter, workingHours } = question;
  return {
    ...{ log, timeZone, workingHours, now },
    dialogs: all.filter((dialog) => isMeant(filter, dialog)),
    period: { from: microseconds(period.from), to: microseconds(period.to) },
  };
}

/** All fields of `Statistics` by the model. */
export function statisticsOf(world: World, question: Question, now: number) {
  const asked = askedOf(world, question, now);
  const { unit, at, hours, threshold } = question;
  return {
    ...totalsOf(asked, world.all, microseconds(at), hours, threshold),
    ...groupsOf(asked),
    ...flowsOf(asked),
    overTime: overTimeOf(asked, unit ?? unitOf(asked.period, asked.timeZone)),
    byHourOfWeek: byHourOfWeekOf(asked),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: answers have the shape that is asked for.
type Answered = Record<string, any>;

/** Rows of groups in the order of their ids: which of equals comes first is nobody's business. */
export function inOrderOfIds(answer: Answered): Answered {
  const sorted = (name: string, keyOf: (row: Answered) => number | string | null) =>
    answer[name] ? { [name]: [...answer[name]].sort((a, b) => byKey(keyOf(a), keyOf(b))) } : {};
  const idIn = (name: string) => (row: Answered) => row[name] && Number(row[name].databaseId);
  return {
    ...answer,
    ...sorted('byAgent', idIn('agent')),
    ...sorted('byInbox', idIn('inbox')),
    ...sorted('byTeam', idIn('team')),
    ...sorted('byChannel', ({ channelType }) => channelType),
  };
}
