import type { Dialog, Message } from '../../src/dashboard/page/dialog/dialog';
import { lanesOf } from '../../src/dashboard/page/dialog/lanes';
import { condensedScale, evenScale } from '../../src/dashboard/page/dialog/scale';
import { statusStretches, waitingStretch } from '../../src/dashboard/page/dialog/stretches';

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

/** A dialog that a bot has for a minute, then waits for 100 seconds and is Olena's until its resolve. */
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
    agents: [
      {
        ...{ agent: olena, wasAssigned: true, assignedSeconds: 440, messagesSent: 1 },
        assignments: [{ from: iso(160), to: iso(600), seconds: 440 }],
      },
    ],
    messageCounts: { total: 4, client: 1, agent: 1, bot: 1, template: 0, activity: 0, private: 1 },
    events: { totalCount: events.length, nodes: events },
    messages: { totalCount: messages.length, nodes: messages, pageInfo: { hasNextPage: false, endCursor: null } },
    ...given,
  };
}

const seconds = (found: { what: string; from: number; to: number } | undefined) =>
  found && [found.what, (found.from - START) / 1000, (found.to - START) / 1000];

describe('stretches', () => {
  test('of the status, a bot told by what it wrote', () => {
    expect(statusStretches(dialog(), NOW).map(seconds)).toEqual([
      ['bot', 0, 60],
      ['open', 60, 600],
    ]);
    const silent = dialog({ messages: { ...dialog().messages, nodes: [message(0, {})] } });
    expect(seconds(statusStretches(silent, NOW)[0])).toEqual(['queue', 0, 60]);
  });

  test('of the waiting that the acceptance ended, as long as the API says', () => {
    expect(seconds(waitingStretch(dialog(), NOW))).toEqual(['waiting', 60, 160]);
    expect(waitingStretch(dialog({ waitSeconds: 77 }), NOW)).toBeUndefined();
  });

  test('of the waiting that the departure ended', () => {
    const classification = { ...dialog().classification, departedAt: iso(150), waitedSeconds: 90 };
    expect(seconds(waitingStretch(dialog({ waitSeconds: null, classification }), NOW))).toEqual(['waiting', 60, 150]);
  });

  test('of a waiting that lasts, to now', () => {
    const [client, bot] = dialog().messages.nodes;
    const open = dialog({
      ...{ status: 'OPEN', resolvedAt: null, waitSeconds: null, agents: [] },
      messages: { ...dialog().messages, nodes: [client!, bot!] },
    });
    expect(seconds(waitingStretch(open, NOW))).toEqual(['waiting', 60, 3600]);
    expect(waitingStretch(open, NOW)!.lasts).toBe(true);
  });
});

test('lanes: the messages of each author in their own, a transfer in that of whoever received the dialog', () => {
  const from = { databaseId: '8', name: 'Max' };
  const lanes = lanesOf(dialog({ transfers: [{ number: 1, at: iso(160), viaQueue: false, from, to: olena }] }), NOW);
  const marks = lanes.map(({ name, agent, marks }) => [agent?.name ?? name, marks.map(({ what }) => what)]);
  expect(marks).toEqual([
    ['status', []],
    ['waiting', []],
    ['visitor', ['client']],
    ['bot', ['bot']],
    ['Олена', ['transfer', 'agent', 'private']],
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
