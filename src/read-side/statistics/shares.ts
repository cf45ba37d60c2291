import type { StatisticsHandle } from './handle';
import { comesBackWithin } from './measures';
import { rate, total, totals } from './totals';

/** A part of a whole. */
export interface ShareRecord {
  readonly part: number;
  readonly whole: number;
  /** null where the whole is 0. */
  readonly rate: number | null;
}

/** Resolved dialogs after which the same contact began no other, in any conversation, within so many hours. */
export async function firstContactResolution(handle: StatisticsHandle, hours: number): Promise<ShareRecord> {
  const [back, whole] = await Promise.all([
    total(handle, comesBackWithin('contact', hours, handle.visibility)),
    total(handle, 'resolved'),
  ]);
  return share(whole - back, whole);
}

/** Resolved dialogs whose conversation began another within so many hours. */
export async function reopened(handle: StatisticsHandle, hours: number): Promise<ShareRecord> {
  const [part, whole] = await Promise.all([
    total(handle, comesBackWithin('conversation', hours, handle.visibility)),
    total(handle, 'resolved'),
  ]);
  return share(part, whole);
}

/** Of the resolved dialogs that a bot had, those without a human agent. */
export async function botContainment(handle: StatisticsHandle): Promise<ShareRecord> {
  const [part, whole] = await totals(handle, 'botContained', 'withBot');
  return share(part!, whole!);
}

/** Of the resolved dialogs that a bot had, those that it handed over. */
export async function botHandOver(handle: StatisticsHandle): Promise<ShareRecord> {
  const [part, whole] = await totals(handle, 'botHandedOver', 'withBot');
  return share(part!, whole!);
}

function share(part: number, whole: number): ShareRecord {
  return { part, whole, rate: rate(part, whole) };
}
