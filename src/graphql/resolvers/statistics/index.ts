import type { StatisticsResolvers } from '../../generated';
import { agentFields } from './agents';
import { durationFields } from './durations';
import { groupFields } from './groups';
import { measureFields } from './measures';
import { shareFields } from './shares';
import { timeFields } from './time';
import { totalFields } from './totals';

export { AgentStatistics } from './agents';
export { ChannelStatistics, InboxStatistics, KindStatistics, TeamStatistics } from './groups';
export { LiveAgent, LiveInbox, LiveStatistics, LiveTeam } from './live';
export { MeasureRow } from './measures';
export { StatisticsPoint } from './time';
export { AgentDepartures, TeamDepartures } from './totals';

export const Statistics: StatisticsResolvers = {
  ...totalFields,
  ...durationFields,
  ...shareFields,
  ...timeFields,
  ...agentFields,
  ...groupFields,
  ...measureFields,
};
