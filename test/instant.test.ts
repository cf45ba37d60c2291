import fc from 'fast-check';
import { formatTimestamp, parseRfc3339, parseTimestamp, toIso, wholeSeconds } from '../src/instant';

const instants = fc.integer({ min: 0, max: Date.UTC(2199, 11, 31) * 1000 });

describe('an instant', () => {
  it("survives PostgreSQL's text and RFC 3339, to the microsecond", () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(parseTimestamp(formatTimestamp(instant))).toBe(instant);
        expect(parseRfc3339(toIso(instant))).toBe(instant);
      }),
    );
  });

  it('sorts as its text does', () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        expect(toIso(a) < toIso(b)).toBe(a < b);
      }),
    );
  });

  it.each([
    ['2022-05-27T13:19:40.562111Z', '2022-05-27 13:19:40.562111'],
    ['2022-05-27T16:19:40+03:00', '2022-05-27 13:19:40'],
    ['2022-05-27T13:19:40.5-00:30', '2022-05-27 13:49:40.5'],
    ['2024-02-29t00:00:00z', '2024-02-29 00:00:00'],
  ])('%s is read with its offset', (text, timestamp) => {
    expect(parseRfc3339(text)).toBe(parseTimestamp(timestamp));
  });

  it.each([
    '2022-05-27',
    '2022-05-27T13:19:40',
    '2022-02-30T00:00:00Z',
    '2022-05-27T24:00:00Z',
    '2022-05-27T13:19:60Z',
    '2022-05-27T13:19:40.1234567Z',
    '1969-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    '2022-05-27T13:19:40+24:00',
    'yesterday',
    '',
  ])('%j is refused', (text) => {
    expect(parseRfc3339(text)).toBeUndefined();
  });

  it.each([
    ['2022-05-27 13:19:40', 0],
    ['2022-05-27 13:19:40.5', 500_000],
    ['2022-05-27 13:19:40.05', 50_000],
    ['2022-05-27 13:19:40.562111', 562_111],
    ['2022-05-27T13:19:40.000001', 1],
    ['12022-05-27 13:19:40.562', 562_000],
  ])('%s is read to its last digit', (text, microseconds) => {
    const year = text.startsWith('1') ? 12022 : 2022;
    expect(parseTimestamp(text)).toBe(Date.UTC(year, 4, 27, 13, 19, 40) * 1000 + microseconds);
  });

  it.each([
    '2022-05-27 13:19:40.',
    '2022-05-27 13:19:4a',
    '2022-05-27 13:19:40.1234567',
    '2022-05-27 13:19:40,5',
    '2022-05-27 13:19',
    '0044-03-15 12:00:00 BC',
    'infinity',
    '',
  ])('%j is no timestamp', (text) => {
    expect(() => parseTimestamp(text)).toThrow('not a timestamp');
  });

  it('cuts to whole seconds downwards', () => {
    expect(wholeSeconds(parseTimestamp('2021-12-21 14:03:36.943296'))).toBe(Date.UTC(2021, 11, 21, 14, 3, 36) / 1000);
  });
});
