import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';

/** The same as GraphiQL's: who has signed in to one of the two pages has to the other. */
const STORAGE_KEY = 'dialog-statistics:token';

/** The token that requests carry; empty while nobody has signed in. */
export interface Session {
  readonly token: string;
  /** Whether the token was taken away because the API refused it. */
  readonly wasRefused: boolean;
  /** Keeps a token until the tab is closed, or on this device until sign-out. */
  signIn(token: string, options: { remember: boolean }): void;
  signOut(options?: { refused: boolean }): void;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** Takes the token out of `#token=...` and out of the address, so that it stays in no history, bookmark or screenshot. */
function takeTokenFromAddress(): string | undefined {
  // URLSearchParams reads a plus as a space, which no token holds.
  const token = new URLSearchParams(location.hash.slice(1).replaceAll('+', '%2B')).get('token')?.trim();
  if (!token) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

function firstToken(): string {
  const token =
    takeTokenFromAddress() ?? sessionStorage.getItem(STORAGE_KEY) ?? localStorage.getItem(STORAGE_KEY) ?? '';
  // GraphiQL looks here only.
  if (token) sessionStorage.setItem(STORAGE_KEY, token);
  return token;
}

/** Keeps who has signed in. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [state, setState] = useState(() => ({ token: firstToken(), wasRefused: false }));

  useEffect(() => {
    const onHashChange = () => {
      const token = takeTokenFromAddress();
      if (!token) return;
      sessionStorage.setItem(STORAGE_KEY, token);
      setState({ token, wasRefused: false });
    };
    window.addEventListener('hashchange', onHashChange);
    return () => window.removeEventListener('hashchange', onHashChange);
  }, []);

  const signIn = useCallback<Session['signIn']>((token, { remember }) => {
    sessionStorage.setItem(STORAGE_KEY, token);
    if (remember) localStorage.setItem(STORAGE_KEY, token);
    setState({ token, wasRefused: false });
  }, []);
  const signOut = useCallback<Session['signOut']>((options) => {
    sessionStorage.removeItem(STORAGE_KEY);
    localStorage.removeItem(STORAGE_KEY);
    setState({ token: '', wasRefused: options?.refused ?? false });
  }, []);

  const session = useMemo(() => ({ ...state, signIn, signOut }), [state, signIn, signOut]);
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

export function useSession(): Session {
  return useContext(SessionContext)!;
}
