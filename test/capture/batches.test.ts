import type { Client } from 'pg';
import { findDisagreements } from '../../src/check/run-checks';
import { emptyMarks } from '../../src/summaries/worker';
import { captureBatch } from '../../src/write-side/capture/worker';
import { createHostAccount } from '../helpers/host-simulator/account';
import { createConversation, setStatus, write } from '../helpers/host-simulator/by-hand';
import { type CapturedHost, captureHost } from './captured-host';
import { logOf, until, waiting } from './log';

let host: CapturedHost;
beforeAll(async () => {
  host = await captureHost('v4.13.0');
});
afterAll(() => host.close());

test('a message that still waits is of no dialog before its turn, though one started within a minute of it', async () => {
  const client = host.clients[0] as Client;
  const account = await createHostAccount(client);
  const conversation = await createConversation(client, account);
  await setStatus(client, conversation, 'resolved');
  await setStatus(client, conversation, 'open');
  await setStatus(client, conversation, 'resolved');
  await setStatus(client, conversation, 'open');
  await write(client, conversation);

  await until(async () => (await captureBatch(host.database, 3)) > 0);
  expect(await logOf(host.database, conversation)).toMatchObject({ dialogs: [1, 0], messages: [null] });
  await emptyMarks(host.database);
  while ((await waiting(host.database)) > 0) await captureBatch(host.database);
  await emptyMarks(host.database);
  expect(await logOf(host.database, conversation)).toMatchObject({ dialogs: [1, 1, 0], messages: [3] });
  expect(await findDisagreements(host.database, { accountId: account.id })).toEqual([]);
});
