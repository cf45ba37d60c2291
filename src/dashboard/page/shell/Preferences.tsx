import { useTexts } from '../texts/useTexts';
import { Icon } from '../ui/Icon';
import { useTheme } from './useTheme';

const OTHER_LANGUAGE = { en: { code: 'uk', name: 'Українська' }, uk: { code: 'en', name: 'English' } } as const;

/** The language and the theme: each button names what it changes to. */
export function Preferences() {
  const { t, language, setLanguage } = useTexts();
  const [theme, setTheme] = useTheme();
  const other = OTHER_LANGUAGE[language];
  const otherTheme = theme === 'dark' ? 'light' : 'dark';
  return (
    <>
      <button type="button" className="tool" lang={other.code} onClick={() => setLanguage(other.code)}>
        {other.code.toUpperCase()}
        <span className="sr-only">: {other.name}</span>
      </button>
      <button type="button" className="tool" aria-label={t(`theme.${otherTheme}`)} onClick={() => setTheme(otherTheme)}>
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
      </button>
    </>
  );
}
