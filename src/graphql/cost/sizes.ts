import type { Size } from './table';

/** What the lists and statistics right within a field take from it. */
export interface Surroundings {
  /** How many items its lists have. */
  readonly held: number;
  /** How long the period of its statistics is, in days. */
  readonly days: number;
}

/** The value of an argument as the caller gave it, whatever that is; undefined where it is left out. */
export type ReadArgument = (name: string) => unknown;

const MOST_POINTS = 2_000;
const MILLISECONDS_PER_DAY = 86_400_000;
/** The shortest that each unit can be, in days. */
const DAYS_OF: Readonly<Record<string, number>> = { HOUR: 1 / 24, DAY: 1, WEEK: 7, MONTH: 28 };
/** The unit of a period for which none is asked, by its longest, in days. */
const UNITS = [
  ['HOUR', 3],
  ['DAY', 92],
  ['WEEK', 366],
  ['MONTH', Number.POSITIVE_INFINITY],
] as const;

/** How many items a list is taken to have; values that the field itself will refuse count as the nearest that it takes. */
export function itemsOf(size: Size, read: ReadArgument, { held, days }: Surroundings): number {
  if (typeof size === 'number') return size;
  if (size === 'held') return held;
  if (size === 'points') return pointsOf(days, read('unit'));
  if ('lengthOf' in size) {
    const given = read(size.lengthOf);
    // GraphQL takes one value for a list of one.
    return Array.isArray(given) ? Math.min(size.most, given.length) : 1;
  }
  const given = size.arguments.map(read).find((value) => typeof value === 'number');
  return given === undefined ? size.byDefault : Math.min(size.most, Math.max(0, given as number));
}

/** How many days a period has; Infinity for one that can't be read, which its field refuses. */
export function daysOf(period: unknown): number {
  const { from, to } = (period ?? {}) as { from?: unknown; to?: unknown };
  const days = (Date.parse(String(to)) - Date.parse(String(from))) / MILLISECONDS_PER_DAY;
  return Number.isNaN(days) ? Number.POSITIVE_INFINITY : Math.max(0, days);
}

function pointsOf(days: number, unit: unknown): number {
  const asked = typeof unit === 'string' ? unit : UNITS.find(([, longest]) => days <= longest)![0];
  return Math.min(MOST_POINTS, Math.ceil(days / (DAYS_OF[asked] ?? 1)) + 1);
}
