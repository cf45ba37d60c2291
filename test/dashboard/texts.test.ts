import { en } from '../../src/dashboard/page/texts/en';
import { formatsOf } from '../../src/dashboard/page/texts/format';
import { fillText, type Text } from '../../src/dashboard/page/texts/translate';
import { uk } from '../../src/dashboard/page/texts/uk';

const formsOf = (text: Text) => (typeof text === 'string' ? [text] : Object.values(text));
/** Which of the kinds of spaces stands between words differs from one version of Unicode's data to the next. */
const plain = (words: string) => words.replace(/\s/gu, ' ');
const namesIn = (text: Text) =>
  new Set(formsOf(text).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)));

describe('the two catalogues', () => {
  test('have the same texts, none of them empty', () => {
    expect(Object.keys(uk).sort()).toEqual(Object.keys(en).sort());
    for (const text of [...Object.values(en), ...Object.values(uk)]) {
      for (const form of formsOf(text)) expect(form.trim()).not.toBe('');
    }
  });

  test.each(Object.keys(en) as (keyof typeof en)[])('%s fills in the same values in both, in all its forms', (key) => {
    expect(namesIn(uk[key])).toEqual(namesIn(en[key]));
    for (const [locale, text] of [['en', en[key]] as const, ['uk', uk[key]] as const]) {
      if (typeof text === 'string') continue;
      const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
      expect(Object.keys(text).sort()).toEqual([...needed].sort());
    }
  });

  test('no Ukrainian text was left in English', () => {
    const same = (Object.keys(en) as (keyof typeof en)[]).filter((key) => {
      const words = formsOf(en[key])
        .join(' ')
        .replace(/\{\w+\}/g, '');
      return /[a-z]{2}/i.test(words) && formsOf(uk[key]).join() === formsOf(en[key]).join();
    });
    expect(same).toEqual([]);
  });
});

test.each([
  [1, '1 діалог'],
  [2, '2 діалоги'],
  [5, '5 діалогів'],
  [11, '11 діалогів'],
  [21, '21 діалог'],
  [1234, '1 234 діалоги'],
])('a number of %i takes its form', (n, words) => {
  expect(plain(fillText(uk.dialogCount, 'uk', { n }))).toBe(words);
});

describe('formats', () => {
  const english = formatsOf('en-GB', 'Europe/Kyiv');
  const ukrainian = formatsOf('uk', 'Europe/Kyiv');

  beforeEach(() => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-19T12:00:00Z'));
  });
  afterEach(() => jest.restoreAllMocks());

  test.each([
    [0, '0s', '0 с'],
    [59.6, '1m', '1 хв'],
    [289, '4m 49s', '4 хв 49 с'],
    [3_600, '1h', '1 год'],
    [3_605, '1h', '1 год'],
    [90_061, '1d 1h', '1 дн. 1 год'],
  ])('%d seconds by their two greatest units', (seconds, inEnglish, inUkrainian) => {
    expect(plain(english.duration(seconds))).toBe(inEnglish);
    expect(plain(ukrainian.duration(seconds))).toBe(inUkrainian);
  });

  test('what was not measured is a dash and never a nought', () => {
    expect([english.number(null), english.percent(null), english.duration(null)]).toEqual(['–', '–', '–']);
  });

  test('a period of whole days of the zone is told by its days, the last inside', () => {
    const period = (from: string, to: string) => plain(english.period(from, to));
    expect(period('2026-11-14T22:00:00Z', '2026-11-21T22:00:00Z')).toMatch(/^15 ?– ?21 Nov 2026$/);
    expect(period('2026-11-14T22:00:00Z', '2026-11-21T21:00:00Z')).toBe('15 Nov, 00:00 – 21 Nov, 23:00');
  });

  test('a day of another year, by the clock of the zone, is told with its year', () => {
    const told = ({ date, dateTime, exactTime }: typeof english, instant: string) =>
      [date(instant), dateTime(instant), exactTime(instant)].map(plain);
    expect(told(english, '2025-12-31T22:00:05Z')).toEqual(['1 Jan', '1 Jan, 00:00', '1 Jan, 00:00:05']);
    expect(told(english, '2025-12-31T21:59:05Z')).toEqual([
      '31 Dec 2025',
      '31 Dec 2025, 23:59',
      '31 Dec 2025, 23:59:05',
    ]);
    expect(told(ukrainian, '2027-02-01T00:00:00Z')[0]).toBe('1 лют. 2027 р.');
  });
});
