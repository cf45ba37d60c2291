/** The first pause, when the server names none; milliseconds. Each next one is twice as long, and a part of it is luck. */
const FIRST_PAUSE = 250;

/** How long to wait before the next try, in milliseconds: what `Retry-After` says, as seconds or as a date, or else ever longer. */
export function pauseFor(tried: number, retryAfter: string | null): number {
  const told =
    retryAfter === null ? Number.NaN : /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : dateIn(retryAfter);
  if (!Number.isNaN(told)) return Math.max(0, told);
  return FIRST_PAUSE * 2 ** tried * (0.5 + Math.random() / 2);
}

function dateIn(text: string): number {
  return Date.parse(text) - Date.now();
}

/** Waits; rejects with the signal's reason when it is aborted. */
export function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const end = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}
