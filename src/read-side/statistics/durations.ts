import DataLoader from 'dataloader';
import { type DurationSummary, summariseDurations } from '../../statistics/durations';
import { percentilesOf } from '../../statistics/log-buckets';
import { groupBy } from '../group';
import type { GroupKey } from './dimensions';
import type { DurationDimension, DurationQuestion } from './durations/duration-source';
import { HELD } from './durations/held-rows';
import {
  type DurationHistogram,
  type DurationValue,
  readHistograms,
  readValues,
  readWorkingValues,
} from './durations/read-durations';
import type { StatisticsHandle } from './handle';
import { type MeasureDefinition, measureNamed } from './measures';
import { readRolledBuckets } from './rolled/read-rolled-buckets';
import { NO_TALLY } from './tallies';

export type { DurationDimension } from './durations/duration-source';

/** Percentiles of samples up to this are exact. */
const MOST_EXACT = 10_000;

/** The durations of a measure by group, or of all by null; groups without any are left out. */
export type DurationSummaries = ReadonlyMap<GroupKey, DurationSummary>;

/** Loads the durations of measures. */
export interface DurationLoader {
  load(measure: MeasureDefinition, by: DurationDimension | null, depth: DurationDepth): Promise<DurationSummaries>;
}

/** MEANS: how many and their mean; the percentiles, which cost more, are null. */
export type DurationDepth = 'MEANS' | 'PERCENTILES';

interface Asked {
  readonly measure: MeasureDefinition;
  readonly by: DurationDimension | null;
  readonly depth: DurationDepth;
}

export const NO_DURATIONS: DurationSummary = summariseDurations([]);

/**
 * The durations of a measure by group. By agent, `handling` is how long each agent was assigned, and by team how long each
 * team had it; other measures are of who gave them, and dialogs of everybody who took part. Fields of one level of the
 * answer share their statements.
 */
export function durationsOf(
  handle: StatisticsHandle,
  measure: string,
  by: DurationDimension | null = null,
  depth: DurationDepth = 'PERCENTILES',
): Promise<DurationSummaries> {
  return handle.durations.load(measureNamed(measure), by, depth);
}

/** The durations of a measure in all. */
export async function durationOf(
  handle: StatisticsHandle,
  measure: string,
  depth: DurationDepth,
): Promise<DurationSummary> {
  return (await durationsOf(handle, measure, null, depth)).get(null) ?? NO_DURATIONS;
}

/** Loads what the fields of a handle ask for at once. */
export function durationLoader(handle: StatisticsHandle): DurationLoader {
  const loader = new DataLoader<Asked, DurationSummaries, string>((asked) => loadDurations(handle, asked), {
    cacheKeyFn: ({ measure, by, depth }) => `${measure.name} ${by} ${depth}`,
  });
  return { load: (measure, by, depth) => loader.load({ measure, by, depth }) };
}

async function loadDurations(handle: StatisticsHandle, asked: readonly Asked[]): Promise<DurationSummaries[]> {
  const found = new Map<Asked, DurationSummaries>();
  const { from, to } = handle.period;
  const alike = groupBy(asked, (each) => `${isHeld(handle, each)} ${each.measure.source} ${each.by} ${each.depth}`);
  await Promise.all(
    [...alike.values()].map(async (some) => {
      const summaries = from < to ? await load(handle, some) : some.map(() => new Map());
      for (const [place, each] of some.entries()) found.set(each, summaries[place]!);
    }),
  );
  return asked.map((each) => found.get(each)!);
}

/** Whether it is made of stretches: by who had the dialogs, and by working hours, which cut each stretch. */
function isHeld({ workingHours }: StatisticsHandle, { measure, by }: Asked): boolean {
  return measure.name === HELD.name && (workingHours || by === 'AGENT' || by === 'TEAM');
}

async function load(handle: StatisticsHandle, asked: readonly Asked[]): Promise<DurationSummaries[]> {
  const { by, depth } = asked[0]!;
  const held = isHeld(handle, asked[0]!);
  const question: DurationQuestion = {
    by,
    measures: held ? [HELD] : asked.map(({ measure }) => measure),
    ranges: [{ ...handle.period, bucket: 0 }],
    held: held ? { holder: by === 'TEAM' ? 'team' : 'agent', eachStretch: handle.workingHours } : undefined,
    meansOnly: depth === 'MEANS',
  };
  if (handle.workingHours) {
    return summariesOfValues(question, await readWorkingValues(handle, question, await handle.workingWeeks()));
  }
  if (question.meansOnly) return summariesOfHistograms(question, await readHistograms(handle, question));
  return held ? loadHeld(handle, question) : loadPlain(handle, question);
}

async function loadHeld(handle: StatisticsHandle, question: DurationQuestion): Promise<DurationSummaries[]> {
  const rolled = await readRolledBuckets(handle, await handle.liveRows(), question);
  if (rolled.histograms.reduce((all, { sample }) => all + sample, 0) > MOST_EXACT) {
    return summariesOfHistograms(question, await readHistograms(handle, question, rolled));
  }
  const values = await readValues(handle, question, MOST_EXACT + 1);
  if (values.length <= MOST_EXACT) return summariesOfValues(question, values);
  return summariesOfHistograms(question, await readHistograms(handle, question));
}

async function loadPlain(handle: StatisticsHandle, question: DurationQuestion): Promise<DurationSummaries[]> {
  const { measures } = question;
  const wholes = await Promise.all(measures.map((measure) => handle.tallies.load(measure)));
  const samples = wholes.map((tallies) => (tallies.get(null) ?? NO_TALLY).sample);
  const of = (isExact: boolean): DurationQuestion => {
    const isMeant = (sample: number) => sample > 0 && sample <= MOST_EXACT === isExact;
    return { ...question, measures: measures.filter((_, place) => isMeant(samples[place]!)) };
  };
  const [exact, inBuckets] = [of(true), of(false)];
  const [ofValues, ofBuckets] = await Promise.all([
    exact.measures.length === 0 ? [] : readValues(handle, exact, Number.MAX_SAFE_INTEGER),
    inBuckets.measures.length === 0 ? [] : readHistograms(handle, inBuckets),
  ]);
  const found = new Map([
    ...summariesOfValues(exact, ofValues).map((each, place) => [exact.measures[place]!, each] as const),
    ...summariesOfHistograms(inBuckets, ofBuckets).map((each, place) => [inBuckets.measures[place]!, each] as const),
  ]);
  return measures.map((measure) => found.get(measure) ?? new Map());
}

function summariesOfValues({ measures }: DurationQuestion, values: readonly DurationValue[]): DurationSummaries[] {
  const byMeasure = groupBy(values, ({ measure }) => measure);
  return measures.map((_, place) => {
    const groups = groupBy(byMeasure.get(place) ?? [], ({ group }) => group);
    return new Map([...groups].map(([key, own]) => [key, summariseDurations(own.map(({ seconds }) => seconds))]));
  });
}

function summariesOfHistograms(
  { measures, meansOnly }: DurationQuestion,
  histograms: readonly DurationHistogram[],
): DurationSummaries[] {
  const byMeasure = groupBy(histograms, ({ measure }) => measure);
  return measures.map((_, place) => {
    const own = byMeasure.get(place) ?? [];
    return new Map(own.map((each) => [each.group, meansOnly ? meanOf(each) : summaryOf(each)]));
  });
}

function meanOf({ sample, sum }: DurationHistogram): DurationSummary {
  return { ...NO_DURATIONS, sample, meanSeconds: sample === 0 ? null : sum / sample };
}

function summaryOf(histogram: DurationHistogram): DurationSummary {
  const [medianSeconds, p90Seconds] = percentilesOf(histogram, [0.5, 0.9]);
  return { ...meanOf(histogram), medianSeconds: medianSeconds!, p90Seconds: p90Seconds! };
}
