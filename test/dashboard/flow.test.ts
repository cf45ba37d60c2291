import { flowOf, pairsOf, type Transferred } from '../../src/dashboard/page/transfers/flow';

const end = (name: string | null) => (name === null ? null : { databaseId: name, name });
const told = (from: string | null, to: string | null, transfers: number, by: 'Agent' | 'Team' = 'Agent') => {
  const noEnds = { fromAgent: null, toAgent: null, fromTeam: null, toTeam: null };
  const ends = { [`from${by}`]: end(from), [`to${by}`]: end(to) };
  return {
    ...noEnds,
    ...ends,
    transfers,
    dialogs: 1,
    dialogsFilter: { transfer: { from: [from ?? ''] } },
  } as Transferred;
};

test('pairs are of agents or of teams, one of them none', () => {
  const pairs = [...pairsOf([told('a', 'b', 2)], 'none'), ...pairsOf([told(null, 'support', 3, 'Team')], 'none')];
  expect(pairs.map(({ from, to, transfers, dialogs }) => [from.name, from.id, to.id, transfers, dialogs])).toEqual([
    ['a', 'a', 'b', 2, 1],
    ['none', null, 'support', 3, 1],
  ]);
});

test('a flow has every transfer once, from left to right, and each stream the filter of its pair', () => {
  const pairs = pairsOf([told('a', 'b', 2), told('b', 'a', 1), told('a', 'a', 4)], 'none');
  const { nodes, links } = flowOf(pairs, 'others');
  expect(nodes.map(({ side, id }) => `${side} ${id}`)).toEqual(['from a', 'to b', 'from b', 'to a']);
  expect(links.map(({ source, target, value }) => [source, target, value])).toEqual([
    [0, 1, 2],
    [2, 3, 1],
    [0, 3, 4],
  ]);
  expect(links.map(({ filter }) => filter)).toEqual(pairs.map(({ filter }) => filter));
});

test('beyond what has room at a side, the rest is taken together, and opens nothing', () => {
  const flows = Array.from({ length: 30 }, (_, index) => told(`from${index}`, 'one', 30 - index));
  const { nodes, links } = flowOf(pairsOf(flows, 'none'), 'others');
  const left = nodes.filter(({ side }) => side === 'from');
  expect(left).toHaveLength(14);
  expect(left.filter(({ id }) => id === null)).toEqual([{ side: 'from', name: 'others', id: null }]);
  expect(links.reduce((sum, { value }) => sum + value, 0)).toBe((30 * 31) / 2);
  expect(links.filter(({ filter }) => filter === undefined)).toHaveLength(1);
});
