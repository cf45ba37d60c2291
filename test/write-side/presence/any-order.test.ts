import fc from 'fast-check';
import { intervalsOf, PRESENCE_GRACE, type PresenceFact, wasOnline } from '../../../src/rulebook/presence';
import { readDialogFacts } from '../../../src/write-side/kinds/read-facts';
import { createWriteSide } from '../../../src/write-side/service';
import { createTestDatabase, type TestDatabase } from '../../helpers/database';
import { isOnline, isPresent, type SecondsFact } from '../../rulebook/presence-model';
import { arriving, sessionFacts } from '../../rulebook/random-dialogs';
import { accept, setStatus } from '../commands';
import { moment, openSite, type Site } from './site';

const GRACE = PRESENCE_GRACE / 1_000_000;
const RESOLVED = 240;

let test_: TestDatabase;
beforeAll(async () => {
  test_ = await createTestDatabase();
});
afterAll(() => test_?.close());

interface Told extends SecondsFact {
  readonly session: string;
}

/** What three pages tell, and the order in which it arrives. */
const visits = fc
  .array(sessionFacts(RESOLVED + 60, 8), { minLength: 1, maxLength: 3, size: 'max' })
  .map((sessions) => sessions.map((facts, index) => facts.map((fact): Told => ({ ...fact, session: `page ${index}` }))))
  .chain((sessions) => fc.tuple(fc.constant(sessions), arriving(sessions.flat())));

const record = (site: Site, { at, leave, session }: Told) => site.tell(at, leave ? 'offline' : 'online', { session });

async function expectStored(site: Site, sessions: readonly Told[][]): Promise<void> {
  const stored = await site.intervals();
  const expected = sessions.map((facts) => intervalsOf(facts.map(asFact), PRESENCE_GRACE));
  expect(sessions.map((_, index) => stored[`page ${index}`] ?? [])).toEqual(expected);
}

const asFact = ({ at, leave }: Told): PresenceFact => ({ at: moment(at), presence: leave ? 'offline' : 'online' });

async function expectAsTheModelSays(site: Site, dialog: number, sessions: readonly Told[][]): Promise<void> {
  const { database } = test_;
  const facts = await readDialogFacts(database, database.events, site.account.id, [dialog]);
  const { online } = facts.get(dialog)!;
  const isKnown = sessions.flat().some(({ at }) => at >= -GRACE && at <= RESOLVED);
  expect(online !== null).toBe(isKnown);
  if (online === null) return;
  const seconds = Array.from({ length: 2 * (RESOLVED + GRACE) }, (_, index) => index / 2 - GRACE);
  const disagreeing = seconds.filter(
    (second) => wasOnline(online, moment(second), moment(second)) !== isOnline([...sessions], second, RESOLVED, GRACE),
  );
  expect(disagreeing).toEqual([]);
  expect(online.some(({ to }) => to === null)).toBe(isPresent([...sessions], RESOLVED, GRACE));
}

test('in whatever order facts arrive, before the resolve and after it, they lead to the same', async () => {
  await fc.assert(
    fc.asyncProperty(visits, fc.nat(24), fc.boolean(), async ([sessions, arriving_], resolvedAfter, accepted) => {
      const site = await openSite(test_.database);
      const { dialog, conversation } = await site.open(0);
      if (accepted) {
        const [agent] = site.account.agents;
        const command = accept(conversation, agent!, { at: moment(100) });
        await createWriteSide(test_.database).execute(site.account.id, command);
      }
      for (const fact of arriving_.slice(0, resolvedAfter)) await record(site, fact);
      await site.resolve(conversation, RESOLVED);
      for (const fact of arriving_.slice(resolvedAfter)) await record(site, fact);

      await expectStored(site, sessions);
      await expectAsTheModelSays(site, dialog, sessions);
      expect(await site.isStale(dialog)).toBe(false);
    }),
    { numRuns: 20 },
  );
});

test('pages that tell at once take turns, and those of one page too', async () => {
  await fc.assert(
    fc.asyncProperty(visits, async ([sessions, arriving_]) => {
      const site = await openSite(test_.database);
      const { dialog, conversation } = await site.open(0);
      await site.resolve(conversation, RESOLVED);
      await Promise.all(arriving_.map((fact) => record(site, fact)));

      const stored = await site.intervals();
      const told = sessions.map((facts) => factsIn(intervalsOf(facts.map(asFact), PRESENCE_GRACE)));
      expect(sessions.map((_, index) => factsIn(stored[`page ${index}`] ?? []))).toEqual(told);
      await expectAsTheModelSays(site, dialog, sessions);
      expect(await site.isStale(dialog)).toBe(false);
    }),
    { numRuns: 10 },
  );
});

/** Whether intervals were cut where no gap is says nothing: their facts do. */
function factsIn(intervals: ReturnType<typeof intervalsOf>): string[] {
  const signs = intervals.flatMap((each) => each.signs.map((at) => `${at} online`));
  return [...signs, ...intervals.flatMap((each) => (each.hasLeft ? [`${each.lastSignAt} leave`] : []))].sort();
}

test('a sign of life and a resolve at once: whichever comes first, both count', async () => {
  for (let round = 0; round < 15; round += 1) {
    const site = await openSite(test_.database);
    const writeSide = createWriteSide(test_.database);
    await site.tell(-5, 'online');
    const { dialog, conversation } = await site.open(0);
    await writeSide.execute(site.account.id, accept(conversation, site.account.agents[0]!, { at: moment(5) }));
    await site.tell(10, 'online');
    await Promise.all([
      writeSide.execute(site.account.id, setStatus(conversation, 'resolved', { at: moment(60) })),
      new Promise((resolve) => setTimeout(resolve, (round % 5) * 2)).then(() => site.tell(45, 'online')),
    ]);
    expect(await site.kinds(dialog)).toEqual({ kinds: 'chat', reason: 'stayed' });
  }
});
