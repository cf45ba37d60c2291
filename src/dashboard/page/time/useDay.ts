import { useSyncExternalStore } from 'react';
import { todayIn } from './period';

/** How often the clock is looked at, for a page that is open at midnight; milliseconds. */
const EVERY_MS = 30_000;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, EVERY_MS);
  // A computer that slept looks at once.
  document.addEventListener('visibilitychange', listener);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', listener);
  };
}

/** The day that it is in a zone, as `YYYY-MM-DD`: another one from midnight on. */
export function useDay(zone: string): string {
  return useSyncExternalStore(subscribe, () => todayIn(zone).toString());
}
