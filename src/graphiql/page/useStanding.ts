import { useCallback, useEffect, useState } from 'react';
import { ask, isUnauthenticated } from './api';

/** What is known of a token, with the words that the page says about it. */
export interface Standing {
  state: 'checking' | 'accepted' | 'refused' | 'unknown';
  words: string;
}

const CHECKING: Standing = { state: 'checking', words: 'Checking the token …' };
const MISSING: Standing = {
  state: 'refused',
  words: 'No or wrong token: the field is empty. npm start prints one for the demo; token create makes others.',
};
const REFUSED: Standing = {
  state: 'refused',
  words: 'No or wrong token: the API refuses this one. It may be mistyped, expired or revoked.',
};

async function check(token: string, signal: AbortSignal): Promise<Standing> {
  if (!token) return MISSING;
  // A header takes no other letters, and fetch would blame the connection for a Cyrillic one.
  if (!/^[!-~]+$/.test(token)) return REFUSED;
  try {
    const answer = await ask(token, { query: '{ viewer { role account { name } } }' }, signal);
    if (isUnauthenticated(answer)) return REFUSED;
    const viewer = answer.data?.viewer as { role: string; account: { name: string } } | undefined;
    if (viewer) return { state: 'accepted', words: `Token of ${viewer.account.name}, role ${viewer.role}.` };
    return { state: 'unknown', words: `The API answers with an error: ${answer.errors?.[0]?.message}` };
  } catch (error) {
    return { state: 'unknown', words: `The API does not answer: ${error instanceof Error ? error.message : error}` };
  }
}

/**
 * Asks whose token it is as often as it changes.
 * @returns the standing, and a function for requests that find their token refused later, by expiry or revocation.
 */
export function useStanding(token: string): [Standing, (refusedToken: string) => void] {
  const [known, setKnown] = useState({ token, standing: CHECKING });

  useEffect(() => {
    const abort = new AbortController();
    setKnown({ token, standing: CHECKING });
    void check(token, abort.signal).then((standing) => {
      if (!abort.signal.aborted) setKnown({ token, standing });
    });
    return () => abort.abort();
  }, [token]);

  // An answer to an earlier token may come late and says nothing of the present one.
  const reportRefused = useCallback((refusedToken: string) => {
    setKnown((now) =>
      now.token === refusedToken ? { token: now.token, standing: refusedToken ? REFUSED : MISSING } : now,
    );
  }, []);

  return [known.standing, reportRefused];
}
