import { isLoopback } from './access/loopback';

/** A setting of the environment: its name, default, meaning, and how its text is read. */
export interface Setting<Value> {
  readonly name: string;
  readonly default: string;
  readonly meaning: string;
  /** Throws RangeError with what would be right. */
  read(text: string): Value;
}

export function setting<Value>(
  name: string,
  byDefault: string,
  meaning: string,
  read: (text: string) => Value,
): Setting<Value> {
  return { name, default: byDefault, meaning, read };
}

/** Any text. */
export const text = (value: string) => value;
/** A whole number within bounds. */
export const number = (least: number, most: number) => (value: string) => {
  if (!/^\d+$/.test(value) || +value < least || +value > most) {
    throw new RangeError(`a whole number from ${least} to ${most}`);
  }
  return Number(value);
};
/** One of some words; the empty one stands for not set. */
export const oneOf =
  <Word extends string>(...words: readonly Word[]) =>
  (value: string): Word => {
    const word = words.find((known) => known === value);
    if (word === undefined) throw new RangeError(words.filter((known) => known !== '').join(' or '));
    return word;
  };
/** The address of a PostgreSQL. */
export const databaseUrl = (value: string) => {
  if (value !== '' && !/^postgres(ql)?:\/\//.test(value))
    throw new RangeError('postgresql://USER:PASSWORD@HOST:PORT/DATABASE');
  return value;
};
/** The name of a schema as PostgreSQL takes it without quotes. */
export const schemaName = (value: string) => {
  if (value !== '' && (!/^[a-z_][a-z0-9_]{0,62}$/.test(value) || value.startsWith('pg_'))) {
    throw new RangeError(
      'a name of small letters, digits and _, such as dialog_log, that begins with no digit and no pg_',
    );
  }
  return value;
};
/** Origins of pages, with commas between. */
export const origins = (value: string) => {
  const listed = value.split(',').map((each) => each.trim());
  const wrong = listed.find((each) => !URL.canParse(each) || new URL(each).origin !== each);
  if (value !== '' && wrong !== undefined)
    throw new RangeError('origins such as https://shop.example, with commas between');
  return value === '' ? [] : listed;
};

/** An address that nobody between can change: https, or on this machine. */
export const secureUrl = (value: string) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isLocal = url?.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, ''));
  if (value !== '' && url?.protocol !== 'https:' && !isLocal) throw new RangeError('an https:// address');
  return value;
};
/** Pairs such as `agent=reader,lead=writer`, each of a text and one of the words. */
export const pairsTo =
  <Word extends string>(words: readonly Word[]) =>
  (value: string): ReadonlyMap<string, Word> => {
    const pairs = value.split(',').map((pair) => {
      const at = pair.lastIndexOf('=');
      const word = words.find((known) => known === pair.slice(at + 1).trim());
      if (at < 1 || word === undefined)
        throw new RangeError(`pairs VALUE=ROLE with commas between; ROLE is one of ${words.join(', ')}`);
      return [pair.slice(0, at).trim(), word] as const;
    });
    return new Map(pairs);
  };
