import { replayDocuments } from '../../../src/demo/documents';
import { createWriteSide } from '../../../src/write-side/service';
import { createOfficeDatabase } from './centre';
import { pointsOf, type Unit, unitOf, workingSeconds } from './clock';
import { type InboxRow, type Log, readLog, type WorkingDayRow } from './log';
import { microseconds, textOf } from './meant';
import { measured } from './measured';
import { statisticsOf, worldOf } from './model';
import type { Question } from './questions';

/* The model itself, against what was counted by hand. */

const period = (from: string, to: string) => ({ from: microseconds(from), to: microseconds(to) });
const HOUR = 3600e6;

describe('of the tables of the documents', () => {
  let told: (asked: Partial<Question>) => ReturnType<typeof statisticsOf>;
  let agent3: number;

  beforeAll(async () => {
    const { database, close } = await createOfficeDatabase();
    const { accountId, agents, conversations } = await replayDocuments(database, createWriteSide(database));
    const world = worldOf(await readLog(database, accountId));
    await close();
    agent3 = agents[3];
    const plain: Question = {
      period: { from: '2022-05-26T21:00:00Z', to: '2022-05-31T21:00:00Z' },
      ...{ timeZone: 'Europe/Kyiv', filter: { conversation: [String(conversations.conversation150)] } },
      ...{ workingHours: false, unit: null, at: '2022-05-28T00:00:00Z', hours: 72, threshold: 20 },
    };
    told = (asked) => statisticsOf(world, { ...plain, ...asked }, microseconds('2022-06-01T00:00:00Z'));
  });

  test('dialogs 10, 11 and 45 of conversation 150', () => {
    const answer = told({});
    expect(answer).toMatchObject({
      ...{ started: 3, resolved: 2, backlog: 1, backlogAt: 1, transfers: 0, transferRate: 0 },
      messages: { client: 2, agent: 0, bot: 4, template: 0, private: 0 },
      reopened: { part: 2, whole: 2, rate: 1 },
      botHandOver: { part: 1, whole: 1, rate: 1 },
      botContainment: { part: 0, whole: 1, rate: 0 },
      ...{ firstResponse: { sample: 0, meanSeconds: null }, reply: { sample: 0 }, wait: { sample: 0 } },
      concurrency: { mean: 1, most: 1 },
    });
    expect(answer.duration.meanSeconds).toBeCloseTo((745.381049 + 251_594.640356) / 2, 6);
    expect(answer.handling.sample).toBe(1);
    expect(answer.handling.meanSeconds).toBeCloseTo(690.39228, 6);
    expect(answer.overTime.map(({ started }) => started)).toEqual([0, 2, 0, 0, 0, 1].slice(1));
    expect(answer.overTime.map(({ backlog }) => backlog)).toEqual([1, 1, 1, 0, 1]);
    expect(told({ hours: 1 }).reopened.part).toBe(1);
  });

  test('agent 3 had messages 59 to 62, nobody the others', () => {
    const rows = told({ period: { from: '2022-05-27T13:00:00Z', to: '2022-05-27T13:32:10Z' } }).byAgent;
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      agent: null,
      dialogs: 0,
      whileAssigned: { total: 6, client: 2, bot: 1, activity: 3 },
    });
    expect(rows[1]).toMatchObject({
      ...{ agent: { databaseId: String(agent3) }, dialogs: 1, messagesSent: 0 },
      whileAssigned: { total: 4, client: 0, bot: 2, activity: 2 },
    });
    expect(rows[1]!.assignedSeconds).toBeCloseTo(690.39228, 6);
  });

  test('an agent counts for the part of the time that lies within the period', () => {
    const half = told({ period: { from: '2022-05-27T13:20:00Z', to: '2022-05-27T13:25:35.550880Z' } });
    expect(half.byAgent[1]!.assignedSeconds).toBeCloseTo(300, 6);
    expect(half.handling.sample).toBe(0);
  });
});

describe('of points', () => {
  test.each<[zone: string, unit: Unit, from: string, to: string, hours: number[], partial: boolean[]]>([
    ['Europe/Kyiv', 'DAY', '2024-03-30T22:00:00Z', '2024-04-01T21:00:00Z', [23, 24], [false, false]],
    ['America/New_York', 'DAY', '2024-11-03T04:00:00Z', '2024-11-03T20:00:00Z', [16], [true]],
    [
      'Australia/Lord_Howe',
      'HOUR',
      '2024-10-05T14:30:00Z',
      '2024-10-05T17:15:00Z',
      [1, 0.5, 1, 0.25],
      [false, false, false, true],
    ],
    ['Asia/Kathmandu', 'WEEK', '2024-03-09T18:15:00Z', '2024-03-17T18:15:00Z', [24, 168], [true, false]],
    ['UTC', 'MONTH', '2024-01-31T00:00:00.000001Z', '2024-03-01T00:00:00Z', [24 - 1 / HOUR, 29 * 24], [true, false]],
  ])('of %s by %s', (zone, unit, from, to, hours, partial) => {
    const points = pointsOf(period(from, to), zone, unit);
    expect(points.map(({ start, end }) => (end - start) / HOUR)).toEqual(hours);
    expect(points.map(({ isPartial }) => isPartial)).toEqual(partial);
  });

  test('the unit is by days of the calendar', () => {
    expect(unitOf(period('2024-10-25T21:00:00Z', '2024-10-28T22:00:00Z'), 'Europe/Kyiv')).toBe('HOUR');
    expect(unitOf(period('2024-10-25T21:00:00Z', '2024-10-28T22:00:00.000001Z'), 'Europe/Kyiv')).toBe('DAY');
    expect(unitOf(period('2023-12-31T22:00:00Z', '2025-01-01T22:00:00Z'), 'Europe/Kyiv')).toBe('MONTH');
  });
});

test('percentiles lie between two values', () => {
  expect(measured([])).toEqual({ sample: 0, meanSeconds: null, medianSeconds: null, p90Seconds: null });
  expect(measured([4])).toEqual({ sample: 1, meanSeconds: 4, medianSeconds: 4, p90Seconds: 4 });
  expect(measured([10, 0])).toEqual({ sample: 2, meanSeconds: 5, medianSeconds: 5, p90Seconds: 9 });
  expect(measured([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100])).toMatchObject({ medianSeconds: 5, p90Seconds: 9 });
});

test('working hours are those of the inbox and of its clock', () => {
  const inbox: InboxRow = { id: 1, name: 'office', channelType: null, worksByHours: true, timeZone: 'Europe/Kyiv' };
  const workingDays = [0, 1, 2, 3, 4, 5, 6].map(
    (day): WorkingDayRow => ({
      ...{ inboxId: 1, day, opens: 9 * 60, closes: 17 * 60 + 30 },
      ...{ closedAllDay: day === 0 || day === 6, openAllDay: day === 3 },
    }),
  );
  const log = { inboxes: [inbox], workingDays } as unknown as Log;
  const hours = (from: string, to: string) => workingSeconds(log, 1, period(from, to)) / 3600;
  expect(hours('2024-05-13T00:00:00Z', '2024-05-14T00:00:00Z')).toBe(8.5);
  expect(hours('2024-05-13T06:30:00Z', '2024-05-13T07:00:00Z')).toBe(0.5);
  expect(hours('2024-05-13T05:30:00Z', '2024-05-13T06:15:00Z')).toBe(0.25);
  expect(hours('2024-05-11T00:00:00Z', '2024-05-12T00:00:00Z')).toBe(0);
  expect(hours('2024-05-12T21:00:00Z', '2024-05-19T21:00:00Z')).toBe(4 * 8.5 + 24);
  const always = { inboxes: [{ ...inbox, worksByHours: false }], workingDays } as unknown as Log;
  expect(workingSeconds(always, 1, period('2024-05-11T00:00:00Z', '2024-05-11T01:00:00Z'))).toBe(3600);
});

test('texts of moments keep microseconds', () => {
  expect(textOf(microseconds('2024-03-31T01:00:00.000001Z'))).toBe('2024-03-31T01:00:00.000001Z');
});
