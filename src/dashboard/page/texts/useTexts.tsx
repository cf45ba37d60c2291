import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useView } from '../address/useView';
import { ownZone } from '../time/zones';
import { en, type Key } from './en';
import { type Formats, formatsOf } from './format';
import { fillText } from './translate';
import { uk } from './uk';

const LANGUAGES = { en, uk };
export type Language = keyof typeof LANGUAGES;

/** English as it is written outside of the United States: days before months, 24 hours. */
const LOCALES: Record<Language, string> = { en: 'en-GB', uk: 'uk' };
const STORAGE_KEY = 'dialog-statistics:language';

/** The texts and formats of the chosen language. */
export interface Texts extends Formats {
  readonly language: Language;
  readonly locale: string;
  setLanguage(language: Language): void;
  t(key: Key, values?: Readonly<Record<string, string | number>>): string;
}

const TextsContext = createContext<Texts | undefined>(undefined);

function firstLanguage(): Language {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === 'en' || stored === 'uk') return stored;
  return navigator.languages.find((tag) => /^(en|uk)\b/.test(tag))?.startsWith('uk') ? 'uk' : 'en';
}

/** Keeps the language: the one chosen before, else the browser's. */
export function TextsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const zone = useView().zone ?? ownZone();
  const texts = useMemo<Texts>(() => {
    const locale = LOCALES[language];
    return {
      ...formatsOf(locale, zone),
      ...{ language, locale },
      // A filter in an address may hold words that nobody has a text for.
      t: (key, values) => fillText(Object.hasOwn(en, key) ? LANGUAGES[language][key] : key, locale, values),
      setLanguage(chosen) {
        localStorage.setItem(STORAGE_KEY, chosen);
        setLanguage(chosen);
      },
    };
  }, [language, zone]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <TextsContext.Provider value={texts}>{children}</TextsContext.Provider>;
}

export function useTexts(): Texts {
  return useContext(TextsContext)!;
}
