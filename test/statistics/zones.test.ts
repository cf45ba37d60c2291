import fc from 'fast-check';
import { toIso } from '../../src/instant';
import { fromLocal, stretchesOf, toLocal, zoneOf } from '../../src/statistics/zones';
import { at, DAY, HOUR, moments, periods, shownBy, ZONE_NAMES, zoneNames } from './zone-cases';

const YEAR = 366 * DAY;

describe('local time', () => {
  it.each(ZONE_NAMES)('of %s is what its clock shows', (name) => {
    const shown = shownBy(name);
    fc.assert(
      fc.property(moments, (moment) => {
        expect(toIso(toLocal(zoneOf(name), moment)).slice(0, 19)).toBe(shown(moment).text);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['in Kathmandu, five and a half hours ahead until 1986', 'Asia/Kathmandu', '1985-12-31T18:29:59Z', '23:59:59'],
    ['in Kathmandu, a quarter more since', 'Asia/Kathmandu', '1985-12-31T18:30:00Z', '00:15:00'],
    ['in Monrovia, 44 minutes and 30 seconds behind until 1972', 'Africa/Monrovia', '1972-01-07T00:44:29Z', '23:59:59'],
    ['in Monrovia, at Greenwich time since', 'Africa/Monrovia', '1972-01-07T00:44:30Z', '00:44:30'],
    ['on Lord Howe, before its half hour of summer', 'Australia/Lord_Howe', '2024-10-05T15:29:59Z', '01:59:59'],
    ['on Lord Howe, with it', 'Australia/Lord_Howe', '2024-10-05T15:30:00Z', '02:30:00'],
  ])('%s', (_, zone, moment, clock) => {
    expect(toIso(toLocal(zoneOf(zone), at(moment))).slice(11, 19)).toBe(clock);
  });

  it('keeps microseconds', () => {
    expect(toLocal(zoneOf('Europe/Kyiv'), at('2024-07-01T00:00:00.000001Z'))).toBe(at('2024-07-01T03:00:00.000001Z'));
  });

  it('refuses a name of no zone', () => {
    expect(() => zoneOf('Europe/Atlantis')).toThrow(RangeError);
  });
});

describe('the moment of a local time', () => {
  it.each([
    ['an ordinary one', 'Europe/Kyiv', '2024-07-01T12:00Z', '2024-07-01T09:00Z'],
    ['one that comes twice: the first', 'Europe/Kyiv', '2024-10-27T03:30Z', '2024-10-27T00:30Z'],
    ['one that is skipped: the end of the gap', 'Europe/Kyiv', '2024-03-31T03:30Z', '2024-03-31T01:00Z'],
    ['a midnight that is skipped', 'America/Sao_Paulo', '2018-11-04T00:00Z', '2018-11-04T03:00Z'],
    ['the midnight after an hour that comes twice', 'America/Sao_Paulo', '2018-02-18T00:00Z', '2018-02-18T03:00Z'],
    ['a midnight that comes twice', 'America/Havana', '2024-11-03T00:00Z', '2024-11-03T04:00Z'],
    ['a day that is skipped', 'Pacific/Apia', '2011-12-30T12:00Z', '2011-12-30T10:00Z'],
  ])('%s', (_, zone, local, moment) => {
    expect(toIso(fromLocal(zoneOf(zone), at(local)))).toBe(toIso(at(moment)));
  });

  it('is the first at which the clock shows it or a later time', () => {
    fc.assert(
      fc.property(zoneNames, moments, fc.integer({ min: 1, max: 3 * DAY }), (name, local, before) => {
        const zone = zoneOf(name);
        const moment = fromLocal(zone, local);
        expect(toLocal(zone, moment)).toBeGreaterThanOrEqual(local);
        expect(toLocal(zone, moment - 1)).toBeLessThan(local);
        expect(toLocal(zone, moment - before)).toBeLessThan(local);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the stretches of a period', () => {
  it('tile it, differ from their neighbours, and hold one offset each', () => {
    fc.assert(
      fc.property(zoneNames, periods(3 * YEAR), (name, { from, to }) => {
        const zone = zoneOf(name);
        const stretches = stretchesOf(zone, from, to);
        expect([from, ...stretches.map((stretch) => stretch.to)]).toEqual([...stretches.map((s) => s.from), to]);
        for (const [index, { offset, ...stretch }] of stretches.entries()) {
          expect(offset).not.toBe(stretches[index + 1]?.offset);
          for (const moment of [stretch.from, (stretch.from + stretch.to) / 2, stretch.to - 1].map(Math.floor)) {
            expect(toLocal(zone, moment) - moment).toBe(offset);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are few: two clock changes a year', () => {
    expect(stretchesOf(zoneOf('Europe/Kyiv'), at('2020-01-01T00:00Z'), at('2025-01-01T00:00Z'))).toHaveLength(11);
    expect(stretchesOf(zoneOf('UTC'), at('2020-01-01T00:00Z'), at('2025-01-01T00:00Z'))).toHaveLength(1);
    expect(stretchesOf(zoneOf('UTC'), HOUR, HOUR)).toEqual([]);
  });
});
