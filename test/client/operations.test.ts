import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as client from '../../client/src';
import { startTestApi, type TestApi } from '../helpers/api';
import { PROJECT } from '../helpers/cli';

const { DialogStatistics, items } = client;

/** Everything of the package that is an operation. */
const OPERATIONS = Object.values<unknown>(client).filter(
  (each): each is client.Operation<unknown, object> => typeof each === 'object',
);

const PERIOD = { from: '2026-10-22T00:00:00+03:00', to: '2026-11-19T14:00:00+02:00' };

describe("the client's operations", () => {
  let api: TestApi & { token: string; accountId: number };
  let ours: client.DialogStatistics;
  let id: string;
  let conversation: string;
  beforeAll(async () => {
    api = await startTestApi(300);
    ours = new DialogStatistics({ url: api.url, token: api.token });
    const { dialogs } = await ours.request(client.Dialogs, { first: 1, filter: { status: ['OPEN'] } });
    ({ id } = dialogs.nodes[0]!);
    conversation = dialogs.nodes[0]!.conversation.databaseId;
  });
  afterAll(() => api.close());

  /** Variables with which an operation can be asked. */
  const variablesOf = async (name: string): Promise<object> => {
    const agent = (await ours.request(client.Agents, { first: 1 })).agents.nodes[0]!.databaseId;
    const commands: Record<string, object> = {
      SetConversationStatus: { conversation, status: 'SNOOZED' },
      AssignConversation: { conversation, agent },
      AcceptConversation: { conversation, agent },
      PostMessage: { conversation, type: 'INCOMING', content: 'Hello' },
      SetDialogSkip: { dialog: id, skip: false },
    };
    const input = commands[name];
    if (input) return { input };
    return { id, period: PERIOD, names: ['started', 'wait'], compareTo: 'PREVIOUS_PERIOD' };
  };

  it.each(OPERATIONS.map((operation) => [operation.name, operation] as const))(
    '%s is answered',
    async (name, operation) => {
      const given = await variablesOf(name);
      const named = [...operation.text.split('{')[0]!.matchAll(/\$(\w+)/g)].map(([, variable]) => variable!);
      const variables = Object.fromEntries(Object.entries(given).filter(([variable]) => named.includes(variable)));
      const data = await ours.request(operation, variables);
      expect(Object.values(data as object)).toEqual([expect.anything()]);
    },
  );

  it('are those that are in the folder, and the README names no others', () => {
    const folder = path.join(PROJECT, 'client/operations');
    const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
    const names = [...texts.join('\n').matchAll(/^(?:query|mutation) (\w+)/gm)].map(([, name]) => name);
    expect(OPERATIONS.map(({ name }) => name).sort()).toEqual(names.sort());
    const readme = readFileSync(path.join(PROJECT, 'client/README.md'), 'utf8');
    const listed = /\*\*Operations\*\* are values, such as ([^;]*);/.exec(readme)![1]!;
    for (const [, name] of listed.matchAll(/`(\w+)`/g)) expect(names).toContain(name);
  });

  it('reads lists to their end, page by page', async () => {
    const { dialogs } = await ours.request(client.CountDialogs, {});
    const found = new Set<string>();
    for await (const dialog of items(ours, client.Dialogs, { first: 40 }, (data) => data.dialogs)) found.add(dialog.id);
    expect(found.size).toBe(dialogs.totalCount);
    expect(found.size).toBeGreaterThan(80);
    const none = items(ours, client.DialogEvents, { id: '999999999' }, ({ dialog }) => dialog?.events);
    expect(await none.next()).toEqual({ done: true, value: undefined });
  });

  it('opens a number by the filter that comes with it', async () => {
    const { statistics } = await ours.request(client.ByAgent, { period: PERIOD, first: 1 });
    const [first] = statistics.byAgent;
    const { dialogs } = await ours.request(client.CountDialogs, { filter: first!.dialogsFilter });
    expect([dialogs.totalCount, first!.dialogs > 0]).toEqual([first!.dialogs, true]);
  });

  it('throws what the API refuses as its class', async () => {
    const of = (token: string) => new DialogStatistics({ url: api.url, token });
    await expect(of('dst_unknown').request(client.Viewer)).rejects.toThrow(client.UnauthenticatedError);
    await expect(ours.request(client.Dialogs, { first: 1000 })).rejects.toMatchObject({
      ...{ name: 'BadInputError', code: 'BAD_USER_INPUT', argument: 'first' },
    });
    const reader = of(await api.makeToken(api.accountId, 'reader'));
    const resolve = { input: { conversation, status: 'RESOLVED' as const } };
    await expect(reader.request(client.SetConversationStatus, resolve)).rejects.toThrow(client.ForbiddenError);
    const unknown = { input: { conversation: '999999999', status: 'RESOLVED' as const } };
    await expect(ours.request(client.SetConversationStatus, unknown)).rejects.toThrow(client.NotFoundError);
  });
});
