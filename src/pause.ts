import { setTimeout } from 'node:timers/promises';

/** Waits for some milliseconds, or until the signal is aborted. Returns whether it is not. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
  return !signal.aborted;
}
