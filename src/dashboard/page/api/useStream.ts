import { useEffect, useRef, useState } from 'react';
import type { TypedDocumentString } from './operations';
import { useSession } from './session';
import { follow } from './stream';

/** Until a stream that ended or failed is asked for again: doubled each time that it fails; milliseconds. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/**
 * Follows a subscription for as long as the page is seen, and again after it ended. Returns whether it is being told of
 * now: where it is not, who needs the numbers asks for them.
 */
export function useStream<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  tell: (result: Result) => void,
): boolean {
  const { token } = useSession();
  const [isTold, setTold] = useState(false);
  const latest = useRef(tell);
  latest.current = tell;
  const asked = JSON.stringify(variables);
  useEffect(() => {
    let leaving = new AbortController();
    const run = async (signal: AbortSignal) => {
      for (let pause = FIRST_PAUSE; !signal.aborted; ) {
        const answer = (result: Result) => {
          if (signal.aborted) return;
          pause = FIRST_PAUSE;
          setTold(true);
          latest.current(result);
        };
        await follow(token, document, JSON.parse(asked) as Variables, answer, signal).catch(() => {});
        if (signal.aborted) return;
        setTold(false);
        const waited = pause;
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        await new Promise((resolve) => setTimeout(resolve, waited));
      }
    };
    const onVisibility = () => {
      leaving.abort();
      leaving = new AbortController();
      setTold(false);
      if (!globalThis.document.hidden) void run(leaving.signal);
    };
    onVisibility();
    globalThis.document.addEventListener('visibilitychange', onVisibility);
    return () => {
      globalThis.document.removeEventListener('visibilitychange', onVisibility);
      leaving.abort();
    };
  }, [token, document, asked]);
  return isTold;
}
