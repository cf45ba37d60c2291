import type { Client } from 'pg';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { createConversation, setStatus } from '../helpers/host-simulator/by-hand';
import { type CapturedHost, captureHost } from './captured-host';
import { logOf } from './log';

describe('a dialog takes in what its client wrote right before its start', () => {
  let host: CapturedHost;
  let account: HostAccount;
  let client: Client;

  beforeAll(async () => {
    host = await captureHost('v2.2.1', 'simulated');
    client = host.clients[0]!;
    account = await createHostAccount(client);
  });
  afterAll(() => host.close());

  const at = (time: string) => client.query(`SET host.now = '2024-05-01 ${time}'`);
  const writeAt = (conversation: number, time: string, type = 0) =>
    client.query(`INSERT INTO messages (content, account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
      SELECT 'hello', account_id, inbox_id, id, ${type}, '2024-05-01 ${time}', now() FROM conversations WHERE id = ${conversation}`);

  test.each<[name: string, message: string, start: string, dialog: number]>([
    ['at the same moment', '12:00:00', '12:00:00', 2],
    ['milliseconds before', '12:00:00', '12:00:00.003', 2],
    ['by a clock that is ahead', '12:00:00.5', '12:00:00', 2],
    ['a minute before', '12:00:00', '12:01:00', 2],
    ['more than a minute before', '12:00:00', '12:01:00.000001', 1],
    ['at the moment of the last resolve', '11:00:00', '11:00:30', 1],
    ['right after the last resolve', '11:00:00.000001', '11:00:30', 2],
    ['before the last resolve', '10:59:59', '11:00:30', 1],
  ])('%s', async (_, message, start, dialog) => {
    await at('10:00:00');
    const conversation = await createConversation(client, account);
    await at('11:00:00');
    await setStatus(client, conversation, 'resolved');
    await writeAt(conversation, message);
    await at(start);
    await setStatus(client, conversation, 'pending');
    await captureAllWaiting(host.database);
    expect((await logOf(host.database, conversation)).messages).toEqual([dialog]);
  });

  test('and what followed it, but not what came before it', async () => {
    await at('10:00:00');
    const conversation = await createConversation(client, account);
    await setStatus(client, conversation, 'resolved');
    await writeAt(conversation, '12:00:00', 2);
    await writeAt(conversation, '12:00:01', 1);
    await writeAt(conversation, '12:00:02', 0);
    await writeAt(conversation, '12:00:03', 3);
    await at('12:00:04');
    await setStatus(client, conversation, 'open');
    await captureAllWaiting(host.database);
    expect((await logOf(host.database, conversation)).messages).toEqual([1, 1, 2, 2]);
  });
});
