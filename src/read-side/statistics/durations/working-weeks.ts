import { sql } from 'drizzle-orm';
import type { Session } from '../../../database/database';
import { readWorkingWeek, type WorkingHoursRow, type WorkingWeek } from '../../../statistics/working-hours';
import { type Zone, zoneOf } from '../../../statistics/zones';
import { groupBy } from '../../group';

/** When inboxes work, by their ids; those that count all the time are left out. */
export type WorkingWeeks = ReadonlyMap<number, WorkingWeek>;

interface HoursRow {
  inbox_id: number;
  time_zone: string | null;
  day_of_week: number;
  closed_all_day: boolean | null;
  open_all_day: boolean | null;
  open_hour: number | null;
  open_minutes: number | null;
  close_hour: number | null;
  close_minutes: number | null;
}

const UTC = 'UTC';

/**
 * The working weeks of the account's inboxes that have working hours and have them switched on, as the host has them now:
 * two statements. Columns are read by name out of JSON, for hosts have not all of them; one without the table has none.
 */
export async function readWorkingWeeks(session: Pick<Session, 'rows'>, accountId: number): Promise<WorkingWeeks> {
  const [host] = await session.rows<{ has: boolean }>(sql`SELECT to_regclass('working_hours') IS NOT NULL AS has`);
  if (!host!.has) return new Map();
  const rows = await session.rows<HoursRow>(sql`
    SELECT i.id::bigint AS inbox_id, to_jsonb(i) ->> 'timezone' AS time_zone, w.day_of_week,
      (to_jsonb(w) ->> 'closed_all_day')::boolean AS closed_all_day,
      (to_jsonb(w) ->> 'open_all_day')::boolean AS open_all_day,
      w.open_hour, w.open_minutes, w.close_hour, w.close_minutes
    FROM inboxes i JOIN working_hours w ON w.inbox_id = i.id
    WHERE i.account_id = ${accountId} AND (to_jsonb(i) ->> 'working_hours_enabled')::boolean ORDER BY w.id`);
  const byInbox = groupBy(rows, (row) => row.inbox_id);
  return new Map(
    [...byInbox].map(([id, days]) => [id, readWorkingWeek(days.map(dayOf), zoneNamed(days[0]!.time_zone))]),
  );
}

function dayOf(row: HoursRow): WorkingHoursRow {
  return {
    dayOfWeek: row.day_of_week,
    closedAllDay: row.closed_all_day,
    openAllDay: row.open_all_day,
    openHour: row.open_hour,
    openMinutes: row.open_minutes,
    closeHour: row.close_hour,
    closeMinutes: row.close_minutes,
  };
}

/** A zone that nobody knows is UTC, which is the host's default. */
function zoneNamed(name: string | null): Zone {
  try {
    return zoneOf(name ?? UTC);
  } catch {
    return zoneOf(UTC);
  }
}
