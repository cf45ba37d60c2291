import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { dataOf, opaque, servedApi } from './served';
import { assign, become, mention, reply, say, type Told, tell } from './story';

const api = servedApi(serveTestApi);
const DIALOG = `query ($dialog: ID!) { dialog(id: $dialog) {
  status transferCount transfers { from { ...agent } to { ...agent } } agents { agent { ...agent } messagesSent }
  messagesByAgent { agent { ...agent } sent } messageCounts { total }
  assignee { ...agent } inbox { databaseId name channelType isDeleted } contact { ...contact } team { databaseId name isDeleted }
  conversation { databaseId isDeleted status createdAt assignee { ...agent } inbox { name } contact { ...contact }
    dialogs { totalCount nodes { databaseId } } }
  events { nodes { agent { ...agent } } } messages { nodes { senderAgent { ...agent } } } mentions { agent { ...agent } }
  createdAt } }
  fragment agent on Agent { databaseId name isDeleted } fragment contact on Contact { databaseId name isDeleted }`;

let account: TestAccount;
let token: string;
let told: Told;
const sql = (statement: string, ...values: unknown[]) => api.database.pool.query(statement, values);
const ask = (query: string, variables?: Record<string, unknown>) => dataOf(api.ask(token, query, variables));
const askDialog = async () => (await ask(DIALOG, { dialog: told.dialog })).dialog;

/** Each test deletes from an account of its own: Agent 1 hands over to Agent 2, who is mentioned and resolves. */
beforeEach(async () => {
  account = await createAccount(api.database);
  token = await api.makeToken(account.id, 'reader');
  const [first, second] = account.agents as [number, number, number];
  const beginning = { contactId: account.contacts[0]!, teamId: account.teams[0]!, assigneeId: first };
  const steps = [
    [1, say()],
    [2, reply(first)],
    [3, assign(second)],
    [4, mention(second)],
    [5, become('resolved')],
  ] as const;
  [told] = (await tell(api, account, [beginning, ...steps])) as [Told];
});

describe('what the host deletes stays readable in dialogs', () => {
  test('a conversation: its dialogs tell what they knew, and it is still found', async () => {
    const before = await askDialog();
    await sql('DELETE FROM conversations WHERE id = $1', told.conversation);
    const after = await askDialog();
    expect(after).toEqual({ ...before, conversation: { ...before.conversation, isDeleted: true } });
    expect(before.conversation).toMatchObject({ isDeleted: false, status: 'RESOLVED', createdAt: before.createdAt });
    const found = await ask(
      `query ($plain: ID!, $opaque: ID!) { conversation(id: $plain) { isDeleted databaseId } node(id: $opaque) { id } }`,
      { plain: told.conversation, opaque: opaque('Conversation', told.conversation) },
    );
    expect(found).toEqual({
      conversation: { isDeleted: true, databaseId: String(told.conversation) },
      node: { id: opaque('Conversation', told.conversation) },
    });
  });

  test('a conversation that never had a dialog is gone', async () => {
    const [silent] = await tell(api, account, [{ status: 'resolved' }]);
    const lookup = `{ conversation(id: ${silent!.conversation}) { databaseId isDeleted dialogs { nodes { id } } } }`;
    const known = { databaseId: String(silent!.conversation), isDeleted: false, dialogs: { nodes: [] } };
    expect(await ask(lookup)).toEqual({ conversation: known });
    await sql('DELETE FROM conversations WHERE id = $1', silent!.conversation);
    expect(await ask(lookup)).toEqual({ conversation: null });
  });

  test.each([
    ['the user', 'DELETE FROM users WHERE id = $1'],
    ['the membership', 'DELETE FROM account_users WHERE user_id = $1'],
  ])('an agent, by %s: keeps its name wherever it took part, but is listed no more', async (_, statement) => {
    const [first, second] = account.agents as [number, number, number];
    const before = await askDialog();
    await sql(statement, second);
    const gone = JSON.stringify({ databaseId: String(second), name: 'Agent 2', isDeleted: false });
    const expected = JSON.parse(JSON.stringify(before).replaceAll(gone, gone.replace('false', 'true')));
    expect(await askDialog()).toEqual(expected);
    expect(expected).toMatchObject({
      transfers: [{ from: { databaseId: String(first), isDeleted: false }, to: { name: 'Agent 2', isDeleted: true } }],
      assignee: { name: 'Agent 2', isDeleted: true },
      mentions: [{ agent: { name: 'Agent 2', isDeleted: true } }],
    });
    const { agents, agent, dialogs } = await ask(`{ agents { totalCount nodes { databaseId } }
    agent(id: ${second}) { name isDeleted } dialogs(filter: { agent: [${second}], assignee: [${second}] }) { totalCount } }`);
    expect(agents.totalCount).toBe(account.agents.length);
    expect(agents.nodes).not.toContainEqual({ databaseId: String(second) });
    expect({ agent, dialogs }).toEqual({ agent: { name: 'Agent 2', isDeleted: true }, dialogs: { totalCount: 1 } });
  });

  test.each([
    ['inbox', 'inboxes', () => account.inbox, { name: 'Plain', channelType: null }],
    ['contact', 'contacts', () => account.contacts[0]!, { name: 'Contact 1' }],
    ['team', 'teams', () => account.teams[0]!, { name: 'team 1' }],
  ])('a %s: keeps its name in dialogs, and is still found', async (kind, table, idOf, last) => {
    const before = await askDialog();
    expect(before[kind]).toMatchObject({ isDeleted: false, name: last.name });
    await sql(`DELETE FROM ${table} WHERE id = $1`, idOf());
    const after = await askDialog();
    const gone = { databaseId: String(idOf()), isDeleted: true, ...last };
    expect(after[kind]).toEqual(gone);
    if (kind === 'contact') expect(after.conversation.contact).toEqual(gone);
    const { found, dialogs } = await ask(`{ found: ${kind}(id: ${idOf()}) { name isDeleted }
    dialogs(filter: { ${kind}: [${idOf()}] }) { totalCount } }`);
    expect({ found, dialogs }).toEqual({ found: { name: last.name, isDeleted: true }, dialogs: { totalCount: 1 } });
  });

  test('everything at once, and every name forgotten: ids stay, names are "deleted"', async () => {
    for (const table of [
      'conversations',
      'users',
      'account_users',
      'inboxes',
      'contacts',
      'teams',
      'dialog_known_names',
    ]) {
      await sql(`DELETE FROM ${table}`);
    }
    const [first, second] = account.agents.map((id) => ({ databaseId: String(id), name: 'deleted', isDeleted: true }));
    expect(await askDialog()).toMatchObject({
      status: 'RESOLVED',
      transfers: [{ from: first, to: second }],
      inbox: { databaseId: String(account.inbox), name: 'deleted', isDeleted: true },
      contact: { databaseId: String(account.contacts[0]), name: 'deleted', isDeleted: true },
      team: { databaseId: String(account.teams[0]), name: 'deleted', isDeleted: true },
      conversation: { databaseId: String(told.conversation), isDeleted: true, dialogs: { totalCount: 1 } },
      messageCounts: { total: 2 },
    });
  });

  test.each(['agent', 'contact', 'inbox', 'team'])(
    'who never took part in a dialog is gone when deleted: %s',
    async (kind) => {
      const [table, id] = {
        agent: ['account_users', account.agents[2]!] as const,
        contact: ['contacts', account.contacts[1]!] as const,
        inbox: ['inboxes', account.botInbox] as const,
        team: ['teams', account.teams[1]!] as const,
      }[kind]!;
      const lookup = `{ found: ${kind}(id: ${id}) { databaseId isDeleted } }`;
      expect(await ask(lookup)).toEqual({ found: { databaseId: String(id), isDeleted: false } });
      await sql(`DELETE FROM ${table} WHERE ${kind === 'agent' ? 'user_id' : 'id'} = $1`, id);
      expect(await ask(lookup)).toEqual({ found: null });
    },
  );

  test('of merged contacts, the one that remains finds all their dialogs, and is the contact of each', async () => {
    const [merged, remaining] = account.contacts as [number, number];
    const others = await tell(
      api,
      account,
      [{ contactId: remaining }],
      [{ contactId: merged }, [1, become('resolved')], [2, say()]],
    );
    const dialogs = [told, ...others].flatMap((one) => one.dialogs).map(String);
    await sql('UPDATE conversations SET contact_id = $1 WHERE contact_id = $2', remaining, merged);
    await sql('DELETE FROM contacts WHERE id = $1', merged);
    const found = async (contact: number) => {
      const page = `{ dialogs(filter: { contact: [${contact}] }) { totalCount nodes { databaseId contact { databaseId } } } }`;
      return (await ask(page)).dialogs;
    };
    const { nodes, totalCount } = await found(remaining);
    expect(totalCount).toBe(4);
    expect(nodes.map(({ databaseId }: { databaseId: string }) => databaseId).toSorted()).toEqual(dialogs.toSorted());
    for (const { contact } of nodes) expect(contact).toEqual({ databaseId: String(remaining) });
    expect(await found(merged)).toEqual({ totalCount: 0, nodes: [] });
  });
});
