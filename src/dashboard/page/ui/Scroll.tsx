import type { ReactNode } from 'react';

/** What scrolls where it is too large, as a table on a narrow screen; the keyboard reaches it, too. */
export function Scroll({
  label,
  className = '',
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would not shrink with what is around it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it, the keyboard could not scroll.
    <div className={`scroll ${className}`} role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}
