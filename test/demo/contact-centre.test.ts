import { createHash } from 'node:crypto';
import { beginningOf, type ContactCentreOptions, generateContactCentre } from '../../src/demo/contact-centre';
import { contactOf } from '../../src/demo/contacts';
import { DAY, HOUR, kyivTime, MINUTE, SECOND, WEEK } from '../../src/demo/kyiv-time';
import { parseRfc3339 } from '../../src/instant';
import { transfersOf } from '../../src/rulebook/assignments';
import { CLOSERS } from '../../src/rulebook/words';
import { Tally } from './tally';

const UNTIL = parseRfc3339('2026-05-15T13:20:11.123456Z')!;
const OPTIONS: ContactCentreOptions = { seed: 1, dialogs: 2000, until: UNTIL };

const tallyOf = (options: ContactCentreOptions) => {
  const tally = new Tally();
  for (const step of generateContactCentre(options)) tally.add(step);
  return tally;
};

/** The digest of all commands and what is known beside them, their times as distances from the end. */
const digestOf = (options: ContactCentreOptions) => {
  const hash = createHash('sha256');
  for (const { dialog, command, beside } of generateContactCentre(options)) {
    const fromEnd = (key: string, value: unknown) => (key === 'at' ? options.until - Number(value) : value);
    hash.update(JSON.stringify([dialog, command, beside], fromEnd));
  }
  return hash.digest('hex');
};

describe('the same picture', () => {
  test('comes from the same seed, number of dialogs and end', () => {
    expect(digestOf(OPTIONS)).toBe(digestOf({ ...OPTIONS }));
    expect(digestOf(OPTIONS)).not.toBe(digestOf({ ...OPTIONS, seed: 2 }));
  });

  test('is moved by whole weeks to the microsecond', () => {
    expect(digestOf({ ...OPTIONS, until: UNTIL + 3 * WEEK })).toBe(digestOf(OPTIONS));
  });

  test('keeps the number of dialogs and what they are about with any other end', () => {
    const begins = ({ until }: Pick<ContactCentreOptions, 'until'>) => {
      const seen = new Set<number>();
      const lines: string[] = [];
      for (const { dialog, command } of generateContactCentre({ ...OPTIONS, until })) {
        if (!seen.has(dialog) && command.type === 'start-conversation')
          lines[dialog] = JSON.stringify(command.contactId);
        seen.add(dialog);
      }
      return { dialogs: seen.size, firstContacts: lines.slice(0, 50) };
    };
    expect(begins({ until: UNTIL + 2 * DAY + HOUR })).toEqual(begins({ until: UNTIL }));
  });
});

describe('2,000 dialogs of four weeks', () => {
  const tally = tallyOf(OPTIONS);
  const { dialogs, conversations, counts } = tally;

  test('lie within the period, in the order of time and with microseconds', () => {
    const times = [...generateContactCentre(OPTIONS)].map(({ command }) => command.at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(UNTIL - 4 * WEEK);
    expect(times.at(-1)).toBeLessThanOrEqual(UNTIL);
    expect(times.filter((at) => at % 1000 !== 0).length / times.length).toBeGreaterThan(0.99);
  });

  test('are of some 700 people in three inboxes, most of whom come back', () => {
    expect(dialogs).toHaveLength(2000);
    const contacts = new Set(conversations.map(({ contact }) => contact));
    expect(contacts.size).toBeGreaterThan(600);
    expect(contacts.size).toBeLessThan(800);
    // Who comes back to the site may begin a new conversation there.
    const elsewhere = conversations.filter(({ inbox }) => inbox !== 0);
    expect(new Set(elsewhere.map(({ contact, inbox }) => `${contact} ${inbox}`)).size).toBe(elsewhere.length);
    expect(dialogs.filter(({ reopened }) => reopened).length).toBeGreaterThan(900);
    expect(dialogs.length - contacts.size).toBeGreaterThan(1000);
    for (const inbox of [0, 1, 2]) {
      const share = dialogs.filter((dialog) => conversations[dialog.conversation]!.inbox === inbox).length / 2000;
      expect(share).toBeGreaterThan(0.12);
    }
    const names = [...contacts].map((contact) => contactOf(1, contact).name);
    expect(new Set(names).size).toBeGreaterThan(0.9 * names.length);
    expect(names.filter((name) => /^[A-Z]/.test(name)).length).toBeGreaterThan(150);
    expect(names.filter((name) => /^[Є-Я]/.test(name)).length).toBeGreaterThan(300);
  });

  test('know when the visitors of the site were there, from their start on', () => {
    const begun = new Map<number, number>();
    for (const { dialog, command, beside } of generateContactCentre(OPTIONS)) {
      expect(beside === null).toBe(begun.has(dialog));
      if (beside) begun.set(dialog, command.at);
      if (!beside?.presence) continue;
      const { inboxId, facts } = beside.presence;
      expect(inboxId).toBe(0);
      expect(facts[0]!.at).toBeGreaterThanOrEqual(command.at);
      expect(facts.at(-1)!.at).toBeLessThanOrEqual(UNTIL);
      // Bounded, however long the dialog is.
      expect(facts.length).toBeLessThan(400);
    }
  });

  test('fall into working hours, and most into Mondays', () => {
    const days = [0, 0, 0, 0, 0, 0, 0];
    let working = 0;
    for (const { startedAt } of dialogs) {
      const { weekday, hour } = kyivTime(startedAt);
      days[weekday]! += 1;
      if (hour >= 9 && hour < 18) working += 1;
    }
    expect(Math.max(...days)).toBe(days[0]);
    expect(days[5]! + days[6]!).toBeLessThan(days[2]! / 1.5);
    expect(working / dialogs.length).toBeGreaterThan(0.7);
  });

  test('change hands in every way', () => {
    const transfers = dialogs.flatMap(({ startedAt, assignees }) =>
      transfersOf(assignees.map((agentId) => ({ at: startedAt, agentId }))),
    );
    expect(transfers.filter(({ viaQueue }) => !viaQueue).length).toBeGreaterThan(100);
    expect(transfers.filter(({ viaQueue }) => viaQueue).length).toBeGreaterThan(50);
    expect(
      dialogs.filter(({ assignees }) => /^.*(\d+),null,\1/.test(JSON.stringify(assignees))).length,
    ).toBeGreaterThan(2);
    expect(counts['change of team']).toBeGreaterThan(20);
    expect(counts.accepted).toBeGreaterThan(200);
    expect(counts['accepted for oneself']).toBeGreaterThan(200);
    expect(counts["accepted in another's place"]).toBeGreaterThan(10);
    expect(counts['assigned after the resolve']).toBeGreaterThan(500);
  });

  test('hold notes, mentions, snoozes and every kind of message', () => {
    expect(counts.note).toBeGreaterThan(300);
    expect(counts.mentioned).toBeGreaterThan(150);
    expect(counts['mentioned again']).toBeGreaterThan(50);
    expect(counts['to snoozed']).toBeGreaterThan(100);
    expect(counts['woken by the client']).toBeGreaterThan(20);
    for (const kind of ['incoming', 'outgoing', 'bot', 'activity', 'template']) {
      expect(counts[kind]).toBeGreaterThan(1500);
    }
  });

  test('are begun and ended by everybody who can, within minutes or after days', () => {
    for (const starter of ['visitor', 'agent', 'invitation'] as const) {
      expect(conversations.filter(({ startedBy }) => startedBy === starter).length).toBeGreaterThan(15);
    }
    expect(conversations.filter(({ startedOffline }) => startedOffline).length).toBeGreaterThan(15);
    for (const closer of CLOSERS) {
      expect(dialogs.filter(({ closedBy }) => closedBy === closer).length).toBeGreaterThan(60);
    }
    const neverServed = dialogs.filter(({ closedBy, assignees }) => closedBy === 'bot' && assignees.at(-1) === null);
    expect(neverServed.length).toBeGreaterThan(150);
    const durations = dialogs
      .flatMap(({ startedAt, resolvedAt }) => (resolvedAt === null ? [] : resolvedAt - startedAt))
      .sort((a, b) => a - b);
    const at = (share: number) => durations[Math.floor(share * (durations.length - 1))]!;
    expect(at(0)).toBeGreaterThan(SECOND);
    expect(at(0.1)).toBeLessThan(10 * MINUTE);
    expect(at(0.5)).toBeLessThan(2 * HOUR);
    expect(at(0.9)).toBeGreaterThan(12 * HOUR);
    expect(at(1)).toBeGreaterThan(4 * DAY);
  });
});

test.each([
  ['on a busy afternoon', '2026-05-15T13:20:11Z'],
  ['in the night to Monday', '2026-05-18T00:00:00Z'],
  ['on a Sunday', '2026-05-17T10:00:00Z'],
  ['on the day when summer time begins', '2026-03-29T03:00:00Z'],
])('a few dozen are not over %s, some of them quite fresh', (_, end) => {
  const until = parseRfc3339(end)!;
  const { conversations, dialogs } = tallyOf({ ...OPTIONS, until });
  const left = (status: string) => conversations.filter((conversation) => conversation.status === status).length;
  expect(left('open')).toBeGreaterThanOrEqual(15);
  expect(left('pending')).toBeGreaterThanOrEqual(1);
  expect(left('snoozed')).toBeGreaterThanOrEqual(1);
  expect(left('open') + left('pending') + left('snoozed')).toBeLessThanOrEqual(90);
  const fresh = dialogs.filter(({ startedAt, resolvedAt }) => until - startedAt < 12 * MINUTE && resolvedAt === null);
  expect(fresh.length).toBeGreaterThanOrEqual(2);
});

test('a single dialog is a demo too', () => {
  expect(tallyOf({ ...OPTIONS, dialogs: 1 }).dialogs).toHaveLength(1);
});

test('beyond 5,000 dialogs a week the period grows by whole weeks', () => {
  expect(beginningOf({ dialogs: 20_000, until: UNTIL })).toBe(UNTIL - 4 * WEEK);
  expect(beginningOf({ dialogs: 100_000, until: UNTIL })).toBe(UNTIL - 20 * WEEK);
  const first = generateContactCentre({ ...OPTIONS, dialogs: 100_000 }).next().value!;
  expect(first.command.at - (UNTIL - 20 * WEEK)).toBeLessThan(HOUR);
});
