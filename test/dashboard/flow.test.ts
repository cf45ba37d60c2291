import { flowOf, pairsOf, type TransferredDialog } from '../../src/dashboard/page/transfers/flow';

const agent = (name: string) => ({ databaseId: name, name });
const dialog = (
  team: string | null,
  ...moves: [from: string, to: string, viaQueue?: boolean][]
): TransferredDialog => ({
  team: team === null ? null : { databaseId: team, name: team },
  transfers: moves.map(([from, to, viaQueue = false]) => ({ viaQueue, from: agent(from), to: agent(to) })),
});
const WORDS = { noTeam: 'none', others: 'others' };

const DIALOGS = [
  dialog('support', ['a', 'b'], ['b', 'a', true]),
  dialog(null, ['a', 'b', true]),
  dialog('support', ['a', 'c']),
];

test('pairs are counted by direction, most first', () => {
  expect(
    pairsOf(DIALOGS).map(({ from, to, transfers, viaQueue }) => [from.name, to.name, transfers, viaQueue]),
  ).toEqual([
    ['a', 'b', 2, 1],
    ['a', 'c', 1, 0],
    ['b', 'a', 1, 1],
  ]);
});

test.each([false, true])('a flow has every transfer once on its way (through teams: %s)', (throughTeams) => {
  const { nodes, links } = flowOf(DIALOGS, { throughTeams, ...WORDS });
  const leaving = links.filter(({ source }) => nodes[source]!.side === 'from');
  const arriving = links.filter(({ target }) => nodes[target]!.side === 'to');
  for (const side of [leaving, arriving]) expect(side.reduce((sum, { value }) => sum + value, 0)).toBe(4);
  // Left to right only: a circle would never be drawn.
  const order = ['from', 'team', 'to'];
  for (const { source, target } of links) {
    expect(order.indexOf(nodes[source]!.side)).toBeLessThan(order.indexOf(nodes[target]!.side));
  }
  expect(nodes.filter(({ side }) => side === 'team').map(({ name }) => name)).toEqual(
    throughTeams ? ['support', 'none'] : [],
  );
});

test('beyond what has room at a side, the rest is taken together', () => {
  const many = Array.from({ length: 30 }, (_, index) =>
    dialog(null, [`from${index}`, 'one'], [`from${index % 3}`, 'one']),
  );
  const { nodes, links } = flowOf(many, { throughTeams: false, ...WORDS });
  const left = nodes.filter(({ side }) => side === 'from');
  expect(left).toHaveLength(14);
  expect(left.filter(({ id }) => id === null)).toEqual([{ side: 'from', name: 'others', id: null }]);
  expect(links.reduce((sum, { value }) => sum + value, 0)).toBe(60);
});
