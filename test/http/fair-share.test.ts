import { createFairShare } from '../../src/http/fair-share';

/** Asks for a turn, and tells whether it has come. */
function asking(turns: ReturnType<typeof createFairShare>, order: string[] = []) {
  return (who: string, accountId = 1) => {
    const turn = turns.ask({ accountId, token: { prefix: who } });
    let hasCome = false;
    void turn.come.then(() => {
      hasCome = true;
      order.push(who);
    });
    return { ...turn, hasCome: () => hasCome };
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Gives each turn back as it has come, until none is left. */
async function leaveAsTheyCome(turns: readonly ReturnType<ReturnType<typeof asking>>[]): Promise<void> {
  const asked = [...turns];
  while (asked.length > 0) {
    await settled();
    asked
      .splice(
        asked.findIndex(({ hasCome }) => hasCome()),
        1,
      )[0]!
      .leave();
  }
}

test('who asks alone has half of all; the next one half of what is left, and there is always one for who has none', async () => {
  const turns = createFairShare(8, 8);
  const ask = asking(turns);
  const taken: Record<string, number> = {};
  for (const who of ['first', 'second', 'third', 'fourth']) {
    const asked = Array.from({ length: 20 }, () => ask(who));
    await settled();
    taken[who] = asked.filter(({ hasCome }) => hasCome()).length;
  }
  expect(taken).toEqual({ first: 4, second: 2, third: 1, fourth: 1 });
  expect([turns.taken(), turns.waiting()]).toEqual([8, 72]);
});

test('those who wait are served in rounds, whoever asked first and most', async () => {
  const order: string[] = [];
  const turns = createFairShare(1, 1);
  const ask = asking(turns, order);
  const asked = [...'aaaaabbc'].map((who) => ask(who));
  await leaveAsTheyCome(asked);
  await settled();
  expect(order.join('')).toBe('aabcabaa');
  expect([turns.taken(), turns.waiting()]).toEqual([0, 0]);
});

test('an account has no more than its limit while others ask, however many tokens ask for it; alone it has all', async () => {
  let now = 0;
  const turns = createFairShare(8, 3, () => now);
  const ask = asking(turns);
  const flood = (accountId: number) =>
    ['a', 'b', 'c'].flatMap((who) => Array.from({ length: 9 }, () => ask(who, accountId)));
  const came = (asked: ReturnType<typeof flood>) => asked.filter(({ hasCome }) => hasCome());
  ask('a', 2).leave();
  const shared = flood(1);
  await settled();
  expect(came(shared).length).toBe(3);
  const other = ask('a', 2);
  await settled();
  expect(other.hasCome()).toBe(true);
  other.leave();
  now = 6_000;
  came(shared)[0]!.leave();
  await settled();
  expect(turns.taken()).toBe(7);
});

test('rounds give a turn to each account, not to each of its tokens', async () => {
  const order: string[] = [];
  const turns = createFairShare(1, 1);
  const ask = asking(turns, order);
  const asked = [...'abcabc'].map((who) => ask(who, 1)).concat(ask('x', 2), ask('x', 2));
  await leaveAsTheyCome(asked);
  expect(order.join('')).toBe('aaxbxcbc');
});

test('a turn that is given up while it is waited for never comes, and leaves no trace', async () => {
  const turns = createFairShare(1, 1);
  const ask = asking(turns);
  const [first, gone, last] = [ask('a'), ask('b'), ask('b')];
  gone.giveUp();
  gone.leave();
  first.giveUp();
  await settled();
  expect(turns.taken()).toBe(1);
  first.leave();
  first.leave();
  await settled();
  expect([gone.hasCome(), last.hasCome()]).toEqual([false, true]);
  last.leave();
  expect([turns.taken(), turns.waiting()]).toEqual([0, 0]);
});

test('whatever is asked, given up and left, no turn is lost or given twice', async () => {
  const turns = createFairShare(5, 3);
  const ask = asking(turns);
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const asked: ReturnType<typeof ask>[] = [];
  for (let step = 0; step < 3_000; step += 1) {
    if (random(2) === 0 || asked.length === 0) asked.push(ask(`${random(3)}`, random(3)));
    else {
      const one = asked[random(asked.length)]!;
      if (random(3) === 0) one.giveUp();
      if (random(3) > 0) {
        one.leave();
        asked.splice(asked.indexOf(one), 1);
      }
    }
    expect(turns.taken()).toBeLessThanOrEqual(5);
  }
  for (const one of asked) one.leave();
  expect([turns.taken(), turns.waiting()]).toEqual([0, 0]);
});
