import { filledTables, NEEDED_EVENT_COLUMNS, NEEDED_TABLES, ourColumns } from '../../../src/database/host-needs';
import { createWriteSide } from '../../../src/write-side/service';
import { createAccount } from '../../helpers/account';
import { createTestDatabase } from '../../helpers/database';
import { statementsOf } from '../../helpers/statements';

it('every column that an INSERT of the write side names is looked for before migrating', async () => {
  const { database, close } = await createTestDatabase();
  const account = await createAccount(database);
  const { execute } = createWriteSide(database);
  const [agentId, contactId] = [account.agents[0]!, account.contacts[0]!];
  const { statements } = await statementsOf(async () => {
    const { conversationId } = await execute(account.id, {
      ...{ type: 'start-conversation', inboxId: account.inbox, contactId, status: 'open', assigneeId: null },
      ...{ teamId: null, startedBy: 'visitor', startedOffline: null },
    });
    const message = { content: 'Hello', agentId: null, bot: false, private: false } as const;
    await execute(account.id, { type: 'post-message', messageType: 'incoming', conversationId, ...message });
    await execute(account.id, { type: 'mention-agent', conversationId, agentId });
  });

  const named = new Map<string, string[]>();
  for (const statement of statements) {
    const [, table, columns] = /^insert into "?(\w+)"? \(([^)]*)\)/i.exec(statement) ?? [];
    if (table && !table.startsWith('dialog')) named.set(table, columns!.replaceAll('"', '').split(', '));
  }
  expect([...named.keys()].sort()).toEqual([...filledTables('events')].sort());
  for (const [table, columns] of named) {
    const known = { ...(NEEDED_TABLES[table] ?? NEEDED_EVENT_COLUMNS), ...ourColumns('events')[table] };
    expect(Object.keys(known)).toEqual(expect.arrayContaining(columns));
  }
  await close();
});
