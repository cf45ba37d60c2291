/** Who asks for a turn: a token of an account. */
export interface Asker {
  readonly accountId: number;
  readonly token: { readonly prefix: string };
}

/** A turn that was asked for. */
export interface Turn {
  /** Resolves when it has come; never where it was given up before. */
  readonly come: Promise<void>;
  /** Waits for it no longer; one that has come is kept. */
  giveUp(): void;
  /** Gives it back, or up. */
  leave(): void;
}

/** Gives out turns, so many at a time, to many who ask. */
export interface FairShare {
  ask(who: Asker): Turn;
  /** How many turns are taken, and how many are waited for. */
  taken(): number;
  waiting(): number;
}

/** What has turns or waits for some: an account, and each of its tokens. */
interface Share {
  taken: number;
}
interface TokenShare extends Share {
  readonly waiting: Set<() => void>;
}
interface AccountShare extends Share {
  readonly id: number;
  readonly tokens: Map<string, TokenShare>;
}

/** An account that asked so long ago is no longer one that the others leave room for; milliseconds. */
const REMEMBERED = 5_000;

/**
 * Shares `turns` among those who ask. No token takes another one while it would hold more than are left free, so that
 * whoever asks alone has half of all, and whoever comes next finds some free; and no account takes more than `ofAccount`
 * while others ask too. Those who wait are served in rounds, one turn to each account, and in it to each token.
 */
export function createFairShare(turns: number, ofAccount: number, now = () => performance.now()): FairShare {
  const accounts = new Map<number, AccountShare>();
  const recent = createRecent(now);
  let free = turns;
  let waiting = 0;

  const mayTake = (account: AccountShare, token: Share) =>
    token.taken < free && account.taken < (recent.areOthers(account.id) ? ofAccount : turns);
  const add = (account: Share, token: Share, count: 1 | -1) => {
    account.taken += count;
    token.taken += count;
    free -= count;
  };
  /** Serves one of an account's tokens, in the order of the map: the one that is served goes behind the others. */
  const serveOneOf = (account: AccountShare): boolean => {
    for (const [prefix, token] of account.tokens) {
      const [first] = token.waiting;
      if (first === undefined || !mayTake(account, token)) continue;
      token.waiting.delete(first);
      waiting -= 1;
      add(account, token, 1);
      account.tokens.delete(prefix);
      account.tokens.set(prefix, token);
      first();
      return true;
    }
    return false;
  };
  const serve = () => {
    for (let isServed = true; isServed && free > 0 && waiting > 0; ) {
      isServed = false;
      for (const [id, account] of [...accounts]) {
        if (!serveOneOf(account)) continue;
        isServed = true;
        accounts.delete(id);
        accounts.set(id, account);
      }
    }
  };

  return {
    taken: () => turns - free,
    waiting: () => waiting,
    ask({ accountId, token: { prefix } }) {
      recent.asks(accountId);
      const account = inMap(accounts, accountId, () => ({ id: accountId, taken: 0, tokens: new Map() }));
      const token = inMap(account.tokens, prefix, () => ({ taken: 0, waiting: new Set<() => void>() }));
      let state: 'waiting' | 'taken' | 'left' = 'waiting';
      let begin = () => {};
      const come = new Promise<void>((resolve) => {
        begin = () => {
          state = 'taken';
          resolve();
        };
      });
      if (token.waiting.size === 0 && mayTake(account, token)) {
        add(account, token, 1);
        begin();
      } else {
        token.waiting.add(begin);
        waiting += 1;
      }
      const forget = () => {
        state = 'left';
        if (token.taken === 0 && token.waiting.size === 0) account.tokens.delete(prefix);
        if (account.tokens.size === 0) accounts.delete(accountId);
      };
      const giveUp = () => {
        if (state !== 'waiting') return;
        token.waiting.delete(begin);
        waiting -= 1;
        forget();
      };
      const leave = () => {
        giveUp();
        if (state !== 'taken') return;
        add(account, token, -1);
        forget();
        serve();
      };
      return { come, giveUp, leave };
    },
  };
}

/** Which accounts asked of late: the last one, and the last one of the others. */
function createRecent(now: () => number) {
  let [last, lastAt, otherAt] = [0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    asks(accountId: number): void {
      if (accountId !== last) otherAt = lastAt;
      [last, lastAt] = [accountId, now()];
    },
    /** Whether any but this one did. */
    areOthers: (accountId: number) => now() - (accountId === last ? otherAt : lastAt) < REMEMBERED,
  };
}

function inMap<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}
