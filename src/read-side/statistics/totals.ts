import { DIALOG_KINDS, type DialogKind } from '../../rulebook/words';
import type { StatisticsHandle } from './handle';
import { answeredWithin, type MeasureDefinition, measureNamed } from './measures';
import { NO_TALLY } from './tallies';

/** The measure that counts the started dialogs of each kind. */
const MEASURE_OF_KIND: Readonly<Record<DialogKind, string>> = {
  chat: 'chat',
  offline: 'offline',
  missed: 'missed',
  bounce: 'bounced',
  rejected_invitation: 'rejectedInvitations',
  skip: 'skipped',
};

/** The total of a measure that is counted or added up, by its name in the catalogue. */
export async function total(handle: StatisticsHandle, measure: string | MeasureDefinition): Promise<number> {
  const meant = typeof measure === 'string' ? measureNamed(measure) : measure;
  return ((await handle.tallies.load(meant)).get(null) ?? NO_TALLY).sum;
}

/** Several totals, in the order of their names. */
export function totals(handle: StatisticsHandle, ...names: readonly string[]): Promise<number[]> {
  return Promise.all(names.map((name) => total(handle, name)));
}

/** How many of the started dialogs have each kind. */
export async function kindCounts(handle: StatisticsHandle): Promise<{ kind: DialogKind; dialogs: number }[]> {
  const counts = await totals(handle, ...DIALOG_KINDS.map((kind) => MEASURE_OF_KIND[kind]));
  return DIALOG_KINDS.map((kind, place) => ({ kind, dialogs: counts[place]! }));
}

/** Missed of those that could be answered; null where there were none. W: bounces are no load. */
export async function missedRate(handle: StatisticsHandle): Promise<number | null> {
  const [missed, online, bounced] = await totals(handle, 'missed', 'online', 'bounced');
  return rate(missed!, online! - bounced!);
}

/** Bounces of the online dialogs; null where there were none. */
export async function bounceRate(handle: StatisticsHandle): Promise<number | null> {
  const [bounced, online] = await totals(handle, 'bounced', 'online');
  return rate(bounced!, online!);
}

/** Dialogs with a transfer of those started; null where there were none. */
export async function transferRate(handle: StatisticsHandle): Promise<number | null> {
  const [transferred, started] = await totals(handle, 'transferredDialogs', 'started');
  return rate(transferred!, started!);
}

/**
 * Answered within a threshold of seconds, of the answered and the missed ones (rules §5, "In reports"); null where there
 * were none. A missed dialog is not answered, whatever came later; bounces count nowhere.
 */
export async function serviceLevel(handle: StatisticsHandle, thresholdSeconds: number): Promise<number | null> {
  const [inTime, [answered, missed]] = await Promise.all([
    total(handle, answeredWithin(thresholdSeconds)),
    totals(handle, 'answered', 'missed'),
  ]);
  return rate(inTime, answered! + missed!);
}

/** A share; null where there is nothing to share. */
export function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
