import { useEffect, useState } from 'react';

type OverTime = typeof import('./OverTime').OverTime;

let loaded: OverTime | undefined;

/**
 * The chart over time; undefined until its scripts, half of all, are there. They are loaded while the answers are on their
 * way. Not by React's `lazy`: what was suspended once, React shows 0.3 s later than it could.
 */
export function useOverTime(): OverTime | undefined {
  const [component, setComponent] = useState(() => loaded);
  useEffect(() => {
    import('./OverTime').then(
      ({ OverTime }) => {
        loaded = OverTime;
        setComponent(() => OverTime);
      },
      (error: unknown) =>
        setComponent(() => {
          throw error;
        }),
    );
  }, []);
  return component;
}
