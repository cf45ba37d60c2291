import type { MouseEvent, ReactNode } from 'react';
import { goTo, useView } from '../address/useView';
import { type View, writeView } from '../address/view';
import type { DialogFilter } from '../api/operations';
import type { Key } from '../texts/en';

interface LinkProps {
  /** What changes of the present view. */
  readonly to: Partial<View>;
  readonly className?: string;
  readonly label?: string;
  readonly current?: boolean;
  /** Of a link of a table that is one stop of the keyboard: see `useTableStop`. */
  readonly place?: string;
  readonly tabIndex?: number;
  readonly children: ReactNode;
}

/** A link to a view: a real address, so that it can be copied and opened in a tab of its own. */
export function Link({ to, className, label, current, place, tabIndex, children }: LinkProps) {
  const view = { ...useView(), ...to };
  function follow(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    goTo(view);
    window.scrollTo(0, 0);
  }
  return (
    <a
      href={writeView(view)}
      className={className}
      onClick={follow}
      aria-label={label}
      tabIndex={tabIndex}
      data-place={place}
      aria-current={current ? 'page' : undefined}
    >
      {children}
    </a>
  );
}

/** What leads to the dialogs behind a number, named by the text of the number. */
export function dialogsBehind(filter: DialogFilter, from: Key): Partial<View> {
  return { view: 'dialogs', filter, from, place: undefined, order: undefined };
}

interface NumberLinkProps {
  readonly filter: DialogFilter;
  readonly from: Key;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A number that opens the list of its dialogs. */
export function NumberLink({ filter, from, label, children }: NumberLinkProps) {
  return (
    <Link to={dialogsBehind(filter, from)} className="number-link" label={label}>
      {children}
    </Link>
  );
}
