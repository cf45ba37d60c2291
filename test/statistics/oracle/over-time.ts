import { hourOfWeekAt, pointsOf, type Unit } from './clock';
import { textOf } from './meant';
import {
  type Asked,
  firstResponses,
  measured,
  messageCounts,
  messagesIn,
  resolvedIn,
  startedIn,
  transfersIn,
} from './measured';
import { backlogAt, has } from './totals';

/** The points of a period: each is a period of its own. */
export function overTimeOf(asked: Asked, unit: Unit) {
  return pointsOf(asked.period, asked.timeZone, unit).map(({ start, end, isPartial }) => {
    const within = { ...asked, period: { from: start, to: end } };
    const started = startedIn(within);
    const { client, agent } = messageCounts(messagesIn(within));
    return {
      ...{ start: textOf(start), end: textOf(end), isPartial },
      started: started.length,
      resolved: resolvedIn(within).length,
      missed: started.filter(has('MISSED')).length,
      bounced: started.filter(has('BOUNCE')).length,
      transfers: transfersIn(within).length,
      ...{ clientMessages: client, agentMessages: agent },
      firstResponseMeanSeconds: measured(firstResponses(within)).meanSeconds,
      backlog: backlogAt(asked, Math.min(end, asked.now)),
    };
  });
}

/** The 168 hours of a week. */
export function byHourOfWeekOf(asked: Asked) {
  const hoursOf = (moments: readonly number[]) =>
    moments.map((at) => hourOfWeekAt(asked.timeZone, at)).map(({ weekday, hour }) => (weekday - 1) * 24 + hour);
  const started = hoursOf(startedIn(asked).map(({ startedAt }) => startedAt));
  const messages = hoursOf(messagesIn(asked).flatMap(({ part, at }) => (part === 'client' ? [at] : [])));
  return Array.from({ length: 168 }, (_, index) => ({
    ...{ weekday: Math.floor(index / 24) + 1, hour: index % 24 },
    started: started.filter((hour) => hour === index).length,
    clientMessages: messages.filter((hour) => hour === index).length,
  }));
}
