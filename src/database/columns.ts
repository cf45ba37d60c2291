import { bigint, customType } from 'drizzle-orm/pg-core';
import { formatTimestamp, type Instant, readTimestamp } from '../instant';

/** A `timestamp without time zone`, read and written as UTC whatever zone the process or the session is in. */
export const instant = customType<{ data: Instant; driverData: string; config: { precision?: 6 } }>({
  dataType: (config) => (config?.precision ? `timestamp(${config.precision})` : 'timestamp'),
  fromDriver: (value) => (typeof value === 'number' ? value : readTimestamp(value)),
  toDriver: formatTimestamp,
});

/** A bigint that is an id: sequences stay far below what a number holds exactly. */
export const id = (name: string) => bigint(name, { mode: 'number' });

/** A transaction id that never wraps around. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });
