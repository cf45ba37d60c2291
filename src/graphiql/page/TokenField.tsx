import { useState } from 'react';
import type { Standing } from './useStanding';
import type { TokenState } from './useToken';

/** The field for the token, with what the API says of it in words beside it. */
export function TokenField({ tokenState, standing }: { tokenState: TokenState; standing: Standing }) {
  const [shown, setShown] = useState(false);
  const refused = standing.state === 'refused';
  return (
    <form
      className="token"
      onSubmit={(event) => {
        event.preventDefault();
        tokenState.apply();
      }}
    >
      <label htmlFor="token">Token</label>
      <input
        id="token"
        type={shown ? 'text' : 'password'}
        value={tokenState.draft}
        onChange={(event) => tokenState.setDraft(event.target.value)}
        onBlur={tokenState.apply}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-describedby="token-standing"
        aria-invalid={refused}
      />
      <button type="button" aria-label={`${shown ? 'Hide' : 'Show'} token`} onClick={() => setShown(!shown)}>
        {shown ? 'Hide' : 'Show'}
      </button>
      <output id="token-standing" className={standing.state} htmlFor="token">
        {standing.words}
      </output>
    </form>
  );
}
