import { useCallback, useEffect, useState } from 'react';

const STORAGE_KEY = 'dialog-statistics:token';

/** How long typing must pause before the token is used: one refetch of the schema, not one per letter. */
const SETTLE_MS = 400;

/** The text of the token field, and the token that the requests carry. */
export interface TokenState {
  draft: string;
  token: string;
  setDraft(text: string): void;
  /** Uses the draft without waiting for a pause. */
  apply(): void;
}

/** Takes the token out of `#token=...` and out of the address, so that it stays in no history, bookmark or screenshot. */
function takeTokenFromAddress(): string | null {
  // URLSearchParams reads a plus as a space, which no token holds.
  const token = new URLSearchParams(location.hash.slice(1).replaceAll('+', '%2B')).get('token')?.trim();
  if (!token) return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

/** Keeps the token in sessionStorage: a reload keeps it, the end of the browser tab forgets it. */
export function useToken(): TokenState {
  const [draft, setDraft] = useState(() => takeTokenFromAddress() ?? sessionStorage.getItem(STORAGE_KEY) ?? '');
  const [token, setToken] = useState(draft);

  const apply = useCallback(() => setToken(draft.trim()), [draft]);

  useEffect(() => {
    const timer = setTimeout(apply, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [apply]);

  useEffect(() => sessionStorage.setItem(STORAGE_KEY, token), [token]);

  useEffect(() => {
    function onHashChange() {
      const taken = takeTokenFromAddress();
      if (!taken) return;
      setDraft(taken);
      setToken(taken);
    }
    window.addEventListener('hashchange', onHashChange);
    return () => window.removeEventListener('hashchange', onHashChange);
  }, []);

  return { draft, token, setDraft, apply };
}
