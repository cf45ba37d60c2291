import type { Database } from '../../database/database';
import type { Instant } from '../../instant';
import type { Period } from '../../statistics/calendar';
import { type Comparison, comparedPeriod } from '../../statistics/compare';
import type { Zone } from '../../statistics/zones';
import type { DialogFilter } from '../dialog-filter';
import type { Visibility } from '../visibility';
import { type DurationLoader, durationLoader } from './durations';
import { readWorkingWeeks, type WorkingWeeks } from './durations/working-weeks';
import type { LiveRows } from './live-rows';
import { type TallyLoader, tallyLoader } from './tallies';

/** What statistics are asked of. */
export interface StatisticsQuestion {
  readonly period: Period;
  readonly zone: Zone;
  readonly filter: DialogFilter;
  /** Every duration counts only the working hours of the dialog's inbox. */
  readonly workingHours: boolean;
  readonly compareTo: Comparison | null;
}

/** Where the statistics of one request are read, for one account; shared by all its handles. */
export interface StatisticsSource {
  readonly accountId: number;
  /** Of whose dialogs it may be told that a client came back with them; the filter holds the limits for all else. */
  readonly visibility: Visibility;
  readonly database: Database;
  /** The moment that lasting stretches are measured until; asked for only after the snapshot was taken. */
  readonly now: Instant;
  /** What changed since it was summarised; loaded once. */
  liveRows(): Promise<LiveRows>;
}

/** What the fields of one `statistics` share: what was asked for, and what several of them read. */
export interface StatisticsHandle extends StatisticsSource, StatisticsQuestion {
  readonly tallies: TallyLoader;
  readonly durations: DurationLoader;
  /** When the inboxes work; loaded once. */
  workingWeeks(): Promise<WorkingWeeks>;
}

/** A handle: runs nothing until something of it is asked for. */
export function statisticsHandle(source: StatisticsSource, question: StatisticsQuestion): StatisticsHandle {
  const { accountId, visibility, database } = source;
  const handle: StatisticsHandle = {
    ...{ accountId, visibility, database, ...question },
    get now() {
      return source.now;
    },
    liveRows: () => source.liveRows(),
    get tallies() {
      tallies ??= tallyLoader(handle);
      return tallies;
    },
    get durations() {
      durations ??= durationLoader(handle);
      return durations;
    },
    workingWeeks() {
      weeks ??= readWorkingWeeks(database, accountId);
      return weeks;
    },
  };
  let tallies: TallyLoader | undefined;
  let durations: DurationLoader | undefined;
  let weeks: Promise<WorkingWeeks> | undefined;
  return handle;
}

/** The same statistics of the earlier period; null where none is to be compared with. */
export function comparedHandle(handle: StatisticsHandle): StatisticsHandle | null {
  const { period, zone, filter, workingHours, compareTo } = handle;
  if (compareTo === null) return null;
  const earlier = comparedPeriod(period, zone, compareTo);
  return statisticsHandle(handle, { period: earlier, zone, filter, workingHours, compareTo: null });
}
