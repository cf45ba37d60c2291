import { setTimeout } from 'node:timers/promises';
import { connectDatabase } from '../../src/database/database';
import { DEFAULT_STREAM_LIMITS } from '../../src/live/limits';
import { createWriteSide } from '../../src/write-side/service';
import { servedApi } from '../graphql/served';
import { tell } from '../graphql/story';
import { createAccount } from '../helpers/account';
import { serveTestApi } from '../helpers/api';
import { closeStreams, subscribe } from './subscribe';

const QUICK = { streamLimits: { ...DEFAULT_STREAM_LIMITS, interval: 50 } };
const api = servedApi(() => serveTestApi({ api: QUICK }));
/** Another server on the same database. */
const other = servedApi(async () => {
  const database = await connectDatabase(api.databaseUrl);
  return serveTestApi({ given: { database, url: api.databaseUrl, close: () => database.close() }, api: QUICK });
});
afterEach(closeStreams);

const CHANGES =
  'subscription ($after: String) { dialogChanges(after: $after) { cursor dialogs { databaseId status } } }';
const STATUSES = ['open', 'pending', 'snoozed'] as const;

test('who loses its stream again and again, between two servers, knows the state of all in the end', async () => {
  const account = await createAccount(api.database);
  const told = await tell(api, account, ...Array.from({ length: 12 }, () => [{}] as const));
  const token = await api.makeToken(account.id, 'reader');
  const known = new Map<string, string>(told.map(({ dialog }) => [String(dialog), 'OPEN']));
  let isWriting = true;
  const write = async (writer: number) => {
    const { execute } = createWriteSide([api, other][writer % 2]!.database);
    for (let count = 0; count < 20; count += 1) {
      const { conversation: conversationId } = told[(writer * 5 + count * 7) % told.length]!;
      const status = STATUSES[(writer + count) % 3]!;
      await execute(account.id, { type: 'set-conversation-status', conversationId, status, closedBy: null });
    }
  };
  let after: string | undefined;
  let streams = 0;
  const follow = async () => {
    for (let isLast = false; !isLast; streams += 1) {
      isLast = !isWriting;
      const stream = await subscribe([api, other][streams % 2]!, token, CHANGES, { after });
      // The first cursor comes before the writers; the last stream reads what is left.
      const events = after === undefined || isLast ? 1 : 1 + (streams % 3);
      for (let read = 0; read < events; read += 1) {
        const event = await (isLast ? stream.next() : Promise.race([stream.next(), setTimeout(150)]));
        if (!event) break;
        const { cursor, dialogs } = event.data.data.dialogChanges;
        // Some are lost on their way.
        if (!isLast && (streams + read) % 4 === 3) break;
        for (const { databaseId, status } of dialogs) known.set(databaseId, status);
        after = cursor;
        if (streams === 0) break;
      }
      stream.close();
      if (streams === 0) return;
    }
  };
  await follow();
  streams = 1;
  const following = follow();
  await Promise.all([0, 1, 2, 3].map(write));
  isWriting = false;
  await following;
  const { rows } = await api.database.pool.query('SELECT id, status FROM dialogs WHERE account_id = $1 ORDER BY id', [
    account.id,
  ]);
  const words = ['OPEN', 'RESOLVED', 'PENDING', 'SNOOZED'];
  expect(Object.fromEntries(known)).toEqual(
    Object.fromEntries(rows.map(({ id, status }) => [String(id), words[status]])),
  );
  expect(streams).toBeGreaterThan(4);
});
