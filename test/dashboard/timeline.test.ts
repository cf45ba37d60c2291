import type { Dialog, Message } from '../../src/dashboard/page/dialog/dialog';
import { lanesOf } from '../../src/dashboard/page/dialog/lanes';
import { condensedScale, evenScale } from '../../src/dashboard/page/dialog/scale';
import {
  courseOf,
  onlineStretches,
  type Stretch,
  spanOf,
  stretchesOfAgent,
} from '../../src/dashboard/page/dialog/stretches';

const START = Date.parse('2026-11-19T09:00:00Z');
const NOW = START + 3_600_000;
const iso = (second: number) => new Date(START + second * 1000).toISOString();
const olena = { databaseId: '7', name: 'Олена', isBot: false };

function message(second: number, given: Partial<Message>): Message {
  return {
    databaseId: `m${second}`,
    type: 'INCOMING',
    private: false,
    createdAt: iso(second),
    senderAgent: null,
    ...given,
  };
}

function event(second: number, name: Dialog['events']['nodes'][number]['name'], agent: { name: string } | null = null) {
  return { databaseId: `e${second}`, name, rawName: name.toLowerCase(), createdAt: iso(second), agent };
}

type Told = Dialog['stretches'][number];

function stretch(kind: Told['kind'], from: number, to: number | null, agent: Told['agent'] = null): Told {
  return { kind, agent, from: iso(from), to: to === null ? null : iso(to), seconds: (to ?? 3600) - from };
}

/** A dialog that a bot has for a minute, then waits for 100 seconds, for 40 of them for Olena, whose it is until its resolve. */
function dialog(given: Partial<Dialog> = {}): Dialog {
  const events = [
    event(0, 'CONVERSATION_PENDING'),
    event(60, 'CONVERSATION_OPEN'),
    event(160, 'CONVERSATION_ASSIGNED', olena),
  ];
  const messages = [
    message(0, {}),
    message(1, { type: 'OUTGOING' }),
    message(170, { type: 'OUTGOING', senderAgent: olena }),
    message(200, { type: 'OUTGOING', senderAgent: olena, private: true }),
  ];
  return {
    ...{
      databaseId: '1',
      status: 'RESOLVED',
      createdAt: iso(0),
      resolvedAt: iso(600),
      resolvedAtKnown: true,
      skip: null,
    },
    ...{ fromHistory: false, durationSeconds: 600, firstResponseSeconds: 170, waitSeconds: 100, startedBy: 'VISITOR' },
    ...{
      closedBy: null,
      kinds: [],
      transferCount: 0,
      inbox: { name: 'Website' },
      team: null,
      contact: null,
      assignee: null,
    },
    classification: {
      ...{ presenceKnown: false, departedAt: null, waitedSeconds: null, bounceTimeoutSeconds: 60 },
      ...{ departedAssignee: null, reason: '', reasonCode: 'stayed' },
    },
    transfers: [],
    agents: [{ agent: olena, wasAssigned: true, assignedSeconds: 480, messagesSent: 1 }],
    stretches: [
      stretch('BOT', 0, 60),
      stretch('WAITING', 60, 120),
      stretch('WAITING', 120, 160, olena),
      stretch('CHATTING', 160, 600, olena),
    ],
    presence: [{ from: iso(0), to: iso(300), seconds: 300 }],
    messageCounts: { total: 4, client: 1, agent: 1, bot: 1, template: 0, activity: 0, private: 1 },
    events: { totalCount: events.length, nodes: events },
    messages: { totalCount: messages.length, nodes: messages, pageInfo: { hasNextPage: false, endCursor: null } },
    ...given,
  };
}

const seconds = ({ what, from, to }: Stretch) => [what, (from - START) / 1000, (to - START) / 1000];

describe('stretches', () => {
  test('of the dialog, whoever was assigned', () => {
    expect(courseOf(dialog()).map(seconds)).toEqual([
      ['BOT', 0, 60],
      ['WAITING', 60, 160],
      ['CHATTING', 160, 600],
    ]);
    expect(courseOf(dialog())[1]!.seconds).toBe(100);
  });

  test('of an agent, by what the dialog was in', () => {
    expect(stretchesOfAgent(dialog(), '7').map(seconds)).toEqual([
      ['WAITING', 120, 160],
      ['CHATTING', 160, 600],
    ]);
    expect(stretchesOfAgent(dialog(), '8')).toEqual([]);
  });

  test('that last, to the now of the server, whose the end of the scale is', () => {
    const open = dialog({ resolvedAt: null, stretches: [stretch('BOT', 0, 60), stretch('WAITING', 60, null)] });
    expect(seconds(courseOf(open).at(-1)!)).toEqual(['WAITING', 60, 3600]);
    expect(courseOf(open).map(({ lasts }) => lasts)).toEqual([false, true]);
    expect(spanOf(open, NOW + 5_000)).toEqual({ from: START, to: NOW });
    expect(spanOf(dialog({ resolvedAt: null, stretches: [] }), NOW + 5_000).to).toBe(NOW + 5_000);
  });

  test('of the visitor, where it is known when it was online', () => {
    expect(onlineStretches(dialog()).map(seconds)).toEqual([['ONLINE', 0, 300]]);
    expect(onlineStretches(dialog({ presence: null }))).toEqual([]);
    const stayed = dialog({ presence: [{ from: iso(0), to: null, seconds: 600 }] });
    expect(onlineStretches(stayed)).toMatchObject([{ seconds: 600, lasts: false }]);
    expect(onlineStretches({ ...stayed, resolvedAt: null })).toMatchObject([{ lasts: true }]);
  });
});

test('lanes: the messages of each author in their own, a transfer in that of whoever received the dialog, notes of others', () => {
  const from = { databaseId: '8', name: 'Max' };
  const note = message(300, { type: 'OUTGOING', senderAgent: { ...from, isBot: false }, private: true });
  const given = dialog({ transfers: [{ number: 1, at: iso(160), viaQueue: false, from, to: olena }] });
  given.messages.nodes.push(note);
  const lanes = lanesOf(given, NOW);
  const marks = lanes.map(({ name, agent, marks }) => [agent?.name ?? name, marks.map(({ what }) => what)]);
  expect(marks).toEqual([
    ['course', []],
    ['visitor', ['client']],
    ['bot', ['bot']],
    ['Олена', ['transfer', 'agent', 'private']],
    ['Max', ['private']],
  ]);
});

describe('scales', () => {
  test('the even one is as time went', () => {
    const scale = evenScale(0, 1000);
    expect([0, 250, 1000].map(scale.at)).toEqual([0, 0.25, 1]);
  });

  test('the condensed one keeps the order and gives a day of silence little room', () => {
    const DAY = 86_400_000;
    const moments = [0, 10_000, 20_000, DAY, DAY + 10_000];
    const scale = condensedScale(0, DAY + 10_000, moments);
    const places = moments.map(scale.at);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect([places[0], places.at(-1)]).toEqual([0, 1]);
    expect(places[3]! - places[2]!).toBeLessThan(0.8);
    expect(scale.at((20_000 + DAY) / 2)).toBeCloseTo((places[2]! + places[3]!) / 2);
  });

  test('ticks have room between them', () => {
    const moments = Array.from({ length: 200 }, (_, index) => index * 1000);
    const places = condensedScale(0, 199_000, moments).ticks.map(condensedScale(0, 199_000, moments).at);
    for (let index = 1; index < places.length; index++)
      expect(places[index]! - places[index - 1]!).toBeGreaterThan(0.1);
  });

  test('a dialog of no length has a place, too', () => {
    expect(condensedScale(5, 5, [5]).at(5)).toBe(0);
    expect(evenScale(5, 5).at(5)).toBe(0);
  });
});
