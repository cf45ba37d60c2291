import type { ComponentPropsWithRef } from 'react';
import { goTo, useView } from '../address/useView';
import { writeView } from '../address/view';
import type { DialogFilter } from '../api/operations';
import { dialogsBehind } from '../ui/Link';

type HourLinkProps = ComponentPropsWithRef<'a'> & { readonly filter: DialogFilter; readonly label: string };

/** An hour of the heat map that opens its dialogs; the arrows of the keyboard lead to it. */
export function HourLink({ filter, label, onClick, ...props }: HourLinkProps) {
  const view = { ...useView(), ...dialogsBehind(filter, 'started') };
  return (
    <a
      {...props}
      href={writeView(view)}
      className="heat-number"
      aria-label={label}
      onClick={(event) => {
        onClick?.(event);
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        goTo(view);
        window.scrollTo(0, 0);
      }}
    />
  );
}
