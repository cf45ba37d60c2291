import fc from 'fast-check';
import { inboxes, teams } from '../../src/database/tables';
import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { conversationList, dialogsList, momentList, namedList, ORDERS } from './lists';
import { dataOf, servedApi } from './served';
import { assign, become, moment, moments, type Step, say, tell } from './story';
import { idsOf, walkBackward, walkForward } from './walk';

const api = servedApi(serveTestApi);

/** Seconds from one moment to the next: often none, or a microsecond. */
const gap = fc.constantFrom(0, 0, 0.000_001, 0.999_999, 1);
const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 });

test.each(ORDERS)('dialogs by $name are the same list by pages of any size, both ways', async ({ name, orderBy }) => {
  const conversations = fc.array(fc.array(gap, { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(conversations, sizes, async (gaps, pages) => {
      const account = await createAccount(api.database);
      const token = await api.makeToken(account.id, 'reader');
      const [told] = await tell(api, account, ...gaps.map((ofOne) => [{}, ...reopened(ofOne)] as const));
      const whole = await sortedIds(token, name);
      const list = dialogsList(api, token, orderBy);
      expect(idsOf(await list.page({ first: 100 }))).toEqual(whole);
      expect(await walkForward(list, pages)).toEqual(whole);
      expect(await walkBackward(list, pages)).toEqual(whole);
      const part = conversationList(api, token, told!.conversation, orderBy);
      const ofConversation = idsOf(await part.page({ first: 100 }));
      expect(ofConversation).toHaveLength(told!.dialogs.length);
      expect(whole.filter((id) => ofConversation.includes(id))).toEqual(ofConversation);
      expect(await walkForward(part, pages)).toEqual(ofConversation);
      expect(await walkBackward(part, pages)).toEqual(ofConversation);
    }),
    { numRuns: 4 },
  );
});

test('events and messages are the same list by pages of any size, in the order of time', async () => {
  const account = await createAccount(api.database);
  const token = await api.makeToken(account.id, 'reader');
  await fc.assert(
    fc.asyncProperty(fc.array(gap, { maxLength: 12 }), sizes, async (gaps, pages) => {
      const steps = moments(gaps).flatMap((at, index): Step[] => [
        [at, assign(account.agents[index % 2]!)],
        [at, say('activity')],
      ]);
      const [told] = await tell(api, account, [{}, ...steps]);
      for (const kind of ['events', 'messages'] as const) {
        const list = momentList(api, token, told!.dialog, kind);
        const whole = idsOf(await list.page({ first: 100 }));
        expect(whole).toHaveLength(gaps.length + (kind === 'events' ? 1 : 0));
        expect(await walkForward(list, pages)).toEqual(whole);
        const { dialog } = await dataOf(
          api.ask(token, `{ dialog(id: ${told!.dialog}) { rows: ${kind}(first: 100) { nodes { at: createdAt } } } }`),
        );
        const times = dialog.rows.nodes.map(({ at }: { at: string }) => at);
        expect(times).toEqual(times.toSorted());
      }
    }),
    { numRuns: 6 },
  );
});

test('agents, inboxes and teams are the same list by pages of any size, both ways, whatever their names', async () => {
  const strange = fc.constantFrom(
    '',
    ' ',
    'a',
    'A',
    'a b',
    'ä',
    'ß',
    'Я',
    'ї',
    "'",
    '"\\',
    '👋',
    '\u{10FFFF}',
    '10',
    '9',
  );
  const names = fc.array(fc.oneof(strange, fc.string({ unit: 'grapheme', maxLength: 3 })), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(names, sizes, async (drawn, pages) => {
      const given = drawn.map((name) => name.replaceAll('\0', ''));
      const account = await createAccount(api.database, { agents: given.length });
      const token = await api.makeToken(account.id, 'reader');
      await rename(account.id, account.agents, given);
      for (const kind of ['agents', 'inboxes', 'teams'] as const) {
        const list = namedList(api, token, kind);
        const whole = idsOf(await list.page({ first: 100 }));
        expect(whole).toHaveLength(
          { agents: given.length + 1, inboxes: given.length + 3, teams: new Set(given).size + 2 }[kind],
        );
        expect(await walkForward(list, pages)).toEqual(whole);
        expect(await walkBackward(list, pages)).toEqual(whole);
      }
    }),
    { numRuns: 8 },
  );
});

test('between two cursors lies what both leave, and there is more on either side', async () => {
  const account = await createAccount(api.database);
  const token = await api.makeToken(account.id, 'reader');
  await tell(api, account, [{}, ...reopened(Array(15).fill(0))]);
  const list = dialogsList(api, token, ORDERS[0]!.orderBy);
  const { edges } = await list.page({ first: 100 });
  expect(edges).toHaveLength(8);
  const place = fc.nat(edges.length - 1);
  await fc.assert(
    fc.asyncProperty(place, place, fc.integer({ min: 1, max: 9 }), async (from, to, size) => {
      const between = edges.slice(from + 1, to).map(({ node }) => node.id);
      const cursors = { after: edges[from]!.cursor, before: edges[to]!.cursor };
      const firsts = await list.page({ first: size, ...cursors });
      const lasts = await list.page({ last: size, ...cursors });
      expect(idsOf(firsts)).toEqual(between.slice(0, size));
      expect(idsOf(lasts)).toEqual(between.slice(-size));
      for (const { pageInfo } of [firsts, lasts]) {
        expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
      }
    }),
    { numRuns: 25 },
  );
});

/** Steps that end and begin dialogs of one conversation in turns. */
function reopened(gaps: readonly number[]): Step[] {
  return moments(gaps).map((at, index) => [at, become(index % 2 === 0 ? 'resolved' : 'open')]);
}

/** The ids of all dialogs, sorted here, by what the API tells of them. */
async function sortedIds(token: string, order: string): Promise<string[]> {
  const [field, direction] = order.split(' ');
  const property = { CREATED_AT: 'createdAt', RESOLVED_AT: 'resolvedAt', UPDATED_AT: 'updatedAt' }[field!];
  const { dialogs } = await dataOf(
    api.ask(token, `{ dialogs(first: 100) { nodes { id databaseId at: ${property} } } }`),
  );
  const keyOf = ({ at, databaseId }: { at: string | null; databaseId: string }) =>
    `${at ?? 'later than all'} ${databaseId.padStart(20, '0')}`;
  const ascending = dialogs.nodes.toSorted((a: never, b: never) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const sorted = direction === 'ASC' ? ascending : ascending.reverse();
  return sorted.map(({ id }: { id: string }) => id);
}

/** Gives agents these names, and makes inboxes and teams of the same ones; teams can't share theirs. */
async function rename(accountId: number, agents: readonly number[], names: readonly string[]): Promise<void> {
  const { orm, pool } = api.database;
  const stamps = { createdAt: moment(0), updatedAt: moment(0) };
  for (const [index, name] of names.entries()) {
    await pool.query('UPDATE users SET name = $1 WHERE id = $2', [name, agents[index]]);
    await orm.insert(inboxes).values({ accountId, name, channelId: index, ...stamps });
  }
  for (const name of new Set(names)) await orm.insert(teams).values({ accountId, name, ...stamps });
}
