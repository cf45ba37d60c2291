import { createHash } from 'node:crypto';
import { servedApi } from '../graphql/served';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { expectStatements, statementsOf } from '../helpers/statements';
import { askExport, csvRows, jsonRows } from './ask-export';
import { writeManyDialogs } from './many-dialogs';

/** What is gone on with is what would have come without the cut; and what exports cost. */
const api = servedApi(() => serveTestApi());
const DIALOGS = 1_100;
let account: TestAccount;
let token: string;

beforeAll(async () => {
  account = await createAccount(api.database);
  await writeManyDialogs(api.database, account, DIALOGS);
  token = await api.makeToken(account.id, 'reader');
});

/** Places in a list, the same each time, its ends among them. */
function somePlaces(length: number, seed: string): number[] {
  const roll = (number: number) => createHash('sha256').update(`${seed} ${number}`).digest().readUInt32BE(0);
  return [...new Set([0, length - 1, ...[1, 2, 3].map((number) => roll(number) % length)])];
}

test.each([
  ['dialogs', DIALOGS],
  ['events', 2 * DIALOGS],
  ['messages', 3 * DIALOGS],
])('%s gone on with anywhere are the rest, byte by byte', async (name, rows) => {
  // What goes behind other rows is no beginning of a file, whatever is asked.
  const ask = async (format: string, after?: string) =>
    (await askExport(api, token, name, { format, ...(after !== undefined && { after, bom: true }) })).text;
  const whole = await ask('csv');
  const cursors = csvRows(whole).map(({ cursor }) => cursor!);
  expect([cursors.length, new Set(cursors).size]).toEqual([rows, rows]);
  const lines = await ask('jsonl');
  expect(jsonRows(lines).map(({ cursor }) => cursor)).toEqual(cursors);
  for (const place of somePlaces(rows, name)) {
    const cursor = cursors[place]!;
    expect(await ask('csv', cursor)).toBe(whole.slice(whole.indexOf(cursor) + `${cursor}\r\n`.length));
  }
  const [, , middle] = somePlaces(rows, name);
  const cursor = cursors[middle!]!;
  expect(await ask('jsonl', cursor)).toBe(lines.slice(lines.indexOf(cursor) + `${cursor}"}\n`.length));
});

test('rows are in the order of their dialogs, of their time and of their ids', async () => {
  const rows = jsonRows((await askExport(api, token, 'messages', { format: 'jsonl' })).text);
  const places = rows.map(({ dialog_created_at, dialog_id, created_at, message_id }) =>
    [dialog_created_at, String(dialog_id).padStart(9), created_at, String(message_id).padStart(9)].join(),
  );
  expect(places).toEqual([...places].sort());
});

test('statements: some for each batch, none for a row', async () => {
  const cost = async (name: string, parameters: Record<string, unknown>) => {
    const ask = () => askExport(api, token, name, { format: 'jsonl', ...parameters });
    await ask();
    const { result, statements } = await statementsOf(ask);
    return { rows: jsonRows(result.text).length, statements };
  };
  const [from, to] = ['2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z'];
  const few = await cost('dialogs', { filter: { createdAt: { from, to } } });
  const many = await cost('dialogs', {});
  expect([few.rows, many.rows]).toEqual([180, DIALOGS]);
  // BEGIN, its isolation, its limits and COMMIT; then for each 200 the page, who served, names, kinds, mentions and times.
  expectStatements(few.statements, 11, 15);
  expectStatements(many.statements, 4 + 6 * 7, 4 + 6 * 11);
  const messages = await cost('messages', {});
  expect(messages.rows).toBe(3 * DIALOGS);
  // For each 200 dialogs the page, and a cursor: declared, fetched, closed; the agents' names once.
  expectStatements(messages.statements, 4 + 6 * 4, 4 + 6 * 6 + 3);
});
