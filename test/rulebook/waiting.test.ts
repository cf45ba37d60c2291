import { MICROSECONDS_PER_SECOND } from '../../src/instant';
import { type WaitFacts, waitSecondsOf } from '../../src/rulebook/waiting';

const at = (second: number) => second * MICROSECONDS_PER_SECOND;

/** A dialog of a visitor, open from second 0, in an inbox without a bot. */
function dialog(facts: Partial<WaitFacts>): WaitFacts {
  return {
    ...{ startedAt: 0, startedStatus: 'open', startedBy: 'visitor', resolvedAt: null, botServes: false },
    ...{ statuses: [{ at: 0, status: 'open' }], firstClientMessageAt: 0, acceptedAt: null },
    ...facts,
  };
}

describe('the wait of a client', () => {
  it.each<[string, number | null, Partial<WaitFacts>]>([
    ['lasts from the start to the acceptance', 30, { acceptedAt: at(30) }],
    ['is not measured while nobody accepts', null, {}],
    ['is not measured by what comes after the resolve', null, { acceptedAt: at(30), resolvedAt: at(20) }],
    ['counts an acceptance at the very resolve', 20, { acceptedAt: at(20), resolvedAt: at(20) }],
    [
      'begins when the bot hands over',
      20,
      {
        startedStatus: 'pending',
        botServes: true,
        statuses: [
          { at: 0, status: 'pending' },
          { at: at(10), status: 'open' },
        ],
        acceptedAt: at(30),
      },
    ],
    [
      'goes on through pending where no bot serves',
      30,
      {
        startedStatus: 'pending',
        statuses: [
          { at: 0, status: 'pending' },
          { at: at(10), status: 'open' },
        ],
        acceptedAt: at(30),
      },
    ],
    [
      'is not known where the status at the start is not',
      null,
      { startedStatus: null, statuses: [{ at: at(10), status: 'open' }], acceptedAt: at(30) },
    ],
    [
      'is known after a bot, whatever was before it',
      5,
      {
        ...{ startedStatus: null, botServes: true, acceptedAt: at(30) },
        statuses: [
          { at: at(10), status: 'pending' },
          { at: at(25), status: 'open' },
        ],
      },
    ],
    [
      'begins anew after a bot in between',
      5,
      {
        botServes: true,
        statuses: [
          { at: 0, status: 'open' },
          { at: at(10), status: 'pending' },
          { at: at(25), status: 'open' },
        ],
        acceptedAt: at(30),
      },
    ],
    [
      'is none where the agent answers while the bot serves',
      null,
      { startedStatus: 'pending', botServes: true, statuses: [{ at: 0, status: 'pending' }], acceptedAt: at(30) },
    ],
    [
      'is none where an agent began and wrote first',
      null,
      { startedBy: 'agent', firstClientMessageAt: null, acceptedAt: 0 },
    ],
    [
      "begins with the client's first message where an invitation began",
      18,
      { startedBy: 'invitation', firstClientMessageAt: at(12), acceptedAt: at(30) },
    ],
  ])('%s', (_words, seconds, facts) => {
    expect(waitSecondsOf(dialog(facts))).toBe(seconds);
  });
});
