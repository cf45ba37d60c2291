import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import { readView, type View, writeView } from './view';

const ViewContext = createContext<View | undefined>(undefined);

function subscribe(listener: () => void): () => void {
  window.addEventListener('popstate', listener);
  return () => window.removeEventListener('popstate', listener);
}

/** Keeps the view that the address names; the browser's buttons go back and forth between views. */
export function ViewProvider({ children }: { children: ReactNode }) {
  const search = useSyncExternalStore(subscribe, () => location.search);
  const view = useMemo(() => readView(search), [search]);
  return <ViewContext.Provider value={view}>{children}</ViewContext.Provider>;
}

export function useView(): View {
  return useContext(ViewContext)!;
}

/** Goes to a view: as a step of its own in the browser's history, or in the place of the present one. */
export function goTo(view: View, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', writeView(view));
  else history.pushState(null, '', writeView(view));
  // The browser itself tells only of its own buttons.
  window.dispatchEvent(new PopStateEvent('popstate'));
}
