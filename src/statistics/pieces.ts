import type { Instant } from '../instant';
import { dayOf, firstDayOfMonth, monthOf, type Period } from './calendar';
import { DAY, HOUR } from './zones';

/** By what is rolled up (UTC). */
export type RolledLevel = 'month' | 'day' | 'hour';

/** How a piece is read: from what is rolled up, or directly from the rows. */
export type PieceLevel = RolledLevel | 'direct';

/** A part [from, to) of a range: whole months, days or hours in a row, or what is read directly. */
export interface Piece extends Period {
  readonly level: PieceLevel;
  /** The range that it is of, as its place in the list. */
  readonly range: number;
}

/** What is rolled up: runs of whole days and of whole months (UTC), rising and apart. Each rolled month's days are too. */
export interface RolledSpans {
  readonly days: readonly Period[];
  readonly months: readonly Period[];
}

export const NOTHING_ROLLED: RolledSpans = { days: [], months: [] };

/** The runs of spans of a level. */
interface Step {
  readonly level: RolledLevel;
  readonly runs: readonly Period[];
}

/** The first moment not before, and the last one not after, at which a span begins. */
interface Grid {
  up(at: Instant): Instant;
  down(at: Instant): Instant;
}

const GRIDS: Readonly<Record<RolledLevel, Grid>> = {
  month: {
    up: (at) => (startOfMonth(at) === at ? at : startOfMonth(at, 1)),
    down: (at) => startOfMonth(at),
  },
  day: gridOf(DAY),
  hour: gridOf(HOUR),
};

/**
 * Splits ranges into as few pieces as there are: the longest rolled spans that lie wholly within them, and what is left.
 * The pieces of a range tile it in their order. The hours of rolled days are rolled too; only `levels` are used.
 */
export function piecesOf(
  ranges: readonly Period[],
  rolled: RolledSpans,
  levels: readonly RolledLevel[] = ['month', 'day', 'hour'],
): Piece[] {
  const steps = levels.map((level) => ({ level, runs: level === 'month' ? rolled.months : rolled.days }));
  return ranges.flatMap((period, range) => {
    const pieces: Piece[] = [];
    for (const { level, from, to } of split(period, steps)) {
      const before = pieces.at(-1);
      if (before?.level === level && before.to === from) pieces[pieces.length - 1] = { ...before, to };
      else pieces.push({ level, from, to, range });
    }
    return pieces;
  });
}

/** The spans of the first step within a period, and between them the rest by the others; touching ones may be of one level. */
function* split({ from, to }: Period, [step, ...others]: readonly Step[]): Iterable<Omit<Piece, 'range'>> {
  if (from >= to) return;
  let at = from;
  for (const run of step?.runs ?? []) {
    if (run.to <= at) continue;
    if (run.from >= to) break;
    const first = GRIDS[step!.level].up(Math.max(run.from, at));
    const last = GRIDS[step!.level].down(Math.min(run.to, to));
    if (first >= last) continue;
    yield* split({ from: at, to: first }, others);
    yield { level: step!.level, from: first, to: last };
    at = last;
  }
  if (step) yield* split({ from: at, to }, others);
  else yield { level: 'direct', from, to };
}

/** What is left rolled where some days, each given by its first moment, are to be read directly. */
export function withoutDays({ days, months }: RolledSpans, unusable: readonly Instant[]): RolledSpans {
  const without = (runs: readonly Period[], spans: readonly Period[]) => spans.reduce(cutOut, [...runs]);
  return {
    days: without(
      days,
      unusable.map((from) => ({ from, to: from + DAY })),
    ),
    months: without(
      months,
      unusable.map((at) => ({ from: startOfMonth(at), to: startOfMonth(at, 1) })),
    ),
  };
}

/** The moment at which a moment's month (UTC) begins, or one some months later. */
export function startOfMonth(at: Instant, later = 0): Instant {
  return firstDayOfMonth(monthOf(dayOf(at)) + later) * DAY;
}

function cutOut(runs: readonly Period[], span: Period): Period[] {
  return runs.flatMap((run) => {
    if (span.to <= run.from || span.from >= run.to) return [run];
    const left = [
      { from: run.from, to: span.from },
      { from: span.to, to: run.to },
    ];
    return left.filter(({ from, to }) => from < to);
  });
}

function gridOf(length: number): Grid {
  return {
    up: (at) => Math.ceil(at / length) * length,
    down: (at) => Math.floor(at / length) * length,
  };
}
