import type { StatisticsResolvers } from '../../generated';
import { agentFields } from './agents';
import { durationFields } from './durations';
import { groupFields } from './groups';
import { measureFields } from './measures';
import { shareFields } from './shares';
import { timeFields } from './time';
import { totalFields } from './totals';
import { transferFields } from './transfers';

export { AgentStatistics } from './agents';
export { ChannelStatistics, InboxStatistics, KindStatistics, TeamStatistics } from './groups';
export { LiveAgent, LiveInbox, LiveStatistics, LiveTeam } from './live';
export { MeasureRow } from './measures';
export { HourOfWeekPoint, StatisticsPoint } from './time';
export { AgentDepartures, TeamDepartures } from './totals';
export { TransferFlow } from './transfers';

export const Statistics: StatisticsResolvers = {
  ...totalFields,
  ...transferFields,
  ...durationFields,
  ...shareFields,
  ...timeFields,
  ...agentFields,
  ...groupFields,
  ...measureFields,
};
