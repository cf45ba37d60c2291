import { DEFAULT_STREAM_LIMITS } from '../../src/live/limits';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { type CapturedHost, captureHost } from '../capture/captured-host';
import { serveTestApi, type TestApi } from '../helpers/api';
import { createHostAccount } from '../helpers/host-simulator/account';
import { createConversation, setStatus } from '../helpers/host-simulator/by-hand';
import { closeStreams, subscribe } from './subscribe';

let host: CapturedHost;
let api: TestApi;
beforeAll(async () => {
  host = await captureHost('v4.13.0');
  const streamLimits = { ...DEFAULT_STREAM_LIMITS, interval: 50 };
  api = await serveTestApi({ given: { ...host, close: () => host.close() }, api: { streamLimits } });
});
afterAll(async () => {
  closeStreams();
  await api.close();
});

test("the host's own writes are told once they are logged; its transactions notify nobody", async () => {
  const [client] = host.clients;
  const account = await createHostAccount(client!);
  const token = await api.makeToken(account.id, 'reader');
  const changes = await subscribe(api, token, 'subscription { dialogChanges { cursor dialogs { status } } }');
  const numbers = await subscribe(api, token, 'subscription { live { open } }');
  await changes.next();
  await numbers.next();
  const heard: string[] = [];
  const listener = await host.connect();
  listener.on('notification', ({ payload }) => heard.push(payload!));
  await listener.query('LISTEN dialog_changes');
  const conversation = await createConversation(client!, account, 'open');
  await setStatus(client!, conversation, 'pending');
  await setStatus(client!, conversation, 'open');
  await listener.query('SELECT');
  expect(heard).toEqual([]);
  await captureAllWaiting(host.database);
  expect((await changes.next())!.data.data.dialogChanges.dialogs).toEqual([{ status: 'OPEN' }]);
  await numbers.until(({ data }) => data.data.live.open === 1);
  // Once a batch.
  expect(heard).toEqual([String(account.id)]);
});
