import { startTestApi } from '../helpers/api';
import { servedApi } from './served';

/** What whoever writes the first queries gets wrong is answered with where it stands and what would be right. */
const api = servedApi(() => startTestApi(5));

const errorsOf = async (query: string) => {
  const { errors } = await api.ask(api.token, query);
  return (errors ?? []).map(({ message, locations }) => [message, locations]);
};

test('each moment and zone that is none is pointed at', async () => {
  const query = `{
    dialogs(filter: {
      createdAt: { from: "2026-11-01", to: 5 }
    }) { totalCount }
    statistics(period: { from: "2026-11-01T00:00:00Z", to: "2026-12-01T00:00:00Z" }, timeZone: "Kyiv") { started }
  }`;
  expect(await errorsOf(query)).toEqual([
    [expect.stringMatching(/^"2026-11-01" is no moment: .* RFC 3339/), [{ line: 3, column: 26 }]],
    [expect.stringMatching(/^5 is no moment/), [{ line: 3, column: 44 }]],
    [expect.stringMatching(/^"Kyiv" is no time zone/), [{ line: 5, column: 96 }]],
  ]);
});

test('a field of an item that is asked of the list is told where to be asked', async () => {
  expect(await errorsOf('{ dialogs(first: 1) { status } }')).toEqual([
    ['Cannot query field "status" on type "DialogConnection". Did you mean "nodes { status }"?', expect.anything()],
  ]);
  const [[message] = []] = await errorsOf('{ dialogs(first: 1) { totalCont } }');
  expect(message).toMatch(/Did you mean "totalCount"\?$/);
  expect((await api.ask(api.token, '{ dialogs(first: 1) { nodes { status } } }')).errors).toBeUndefined();
});
