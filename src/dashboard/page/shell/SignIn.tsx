import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/ask';
import { LookupsDocument } from '../api/operations';
import { useSession } from '../api/session';
import { useTexts } from '../texts/useTexts';
import { errorKey } from '../ui/States';
import { Preferences } from './Preferences';

/** Asks for a token once, and lets in whom the API knows. */
export function SignIn() {
  const { t } = useTexts();
  const { signIn, wasRefused } = useSession();
  const [token, setToken] = useState('');
  const [remember, setRemember] = useState(false);
  const attempt = useMutation({
    mutationFn: (given: string) => ask(given, LookupsDocument, {}),
    onSuccess: (_answer, given) => signIn(given, { remember }),
    networkMode: 'always',
  });
  const complaint = attempt.error
    ? attempt.error.name === 'ApiError' && errorKey(attempt.error) === 'error.UNAUTHENTICATED'
      ? t('signIn.refused')
      : t(errorKey(attempt.error))
    : wasRefused && attempt.isIdle
      ? t('signIn.ended')
      : '';

  return (
    <div className="sign-in">
      <div className="sign-in-preferences">
        <Preferences />
      </div>
      <main className="sign-in-card">
        <h1>{t('product')}</h1>
        <p>{t('signIn.lead')}</p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            attempt.mutate(token.trim());
          }}
        >
          <label htmlFor="token">{t('signIn.token')}</label>
          <input
            id="token"
            className="input"
            type="password"
            value={token}
            onChange={(event) => setToken(event.target.value)}
            autoComplete="current-password"
            autoCapitalize="off"
            spellCheck={false}
            required
            aria-describedby="token-help token-complaint"
            aria-invalid={complaint !== ''}
          />
          <p id="token-complaint" className="complaint" role="alert">
            {complaint}
          </p>
          <label className="check">
            <input type="checkbox" checked={remember} onChange={(event) => setRemember(event.target.checked)} />
            {t('signIn.remember')}
          </label>
          <button type="submit" className="button is-primary" disabled={attempt.isPending}>
            {t(attempt.isPending ? 'signIn.checking' : 'signIn.submit')}
          </button>
        </form>
        <p id="token-help" className="help">
          {t('signIn.help')}
        </p>
      </main>
    </div>
  );
}
