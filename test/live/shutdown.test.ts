import { createToken } from '../../src/tokens/tokens';
import { createAccount } from '../helpers/account';
import { start } from '../helpers/cli';
import { createTestDatabase } from '../helpers/database';
import { subscribe } from './subscribe';

test('SIGTERM completes streams at once, refuses new ones, and the process ends', async () => {
  const { url, database, close } = await createTestDatabase();
  const { id } = await createAccount(database);
  const token = await createToken(database, {
    ...{ accountId: id, role: 'reader', contents: false, name: null, expiresIn: null },
  });
  const server = await start({ DATABASE_URL: url, SHUTDOWN_DELAY_MS: '3000' });
  const streams = await Promise.all([1, 2, 3].map(() => subscribe(server, token, 'subscription { live { open } }')));
  for (const stream of streams) expect((await stream.next())!.event).toBe('next');
  const ended = server.stop('SIGTERM');
  for (const stream of streams) {
    expect(await stream.next()).toEqual({ event: 'complete', data: undefined });
    expect(await stream.next()).toBeUndefined();
  }
  const late = await subscribe(server, token, 'subscription { live { open } }');
  expect([late.response.status, await late.response.json()]).toMatchObject([
    503,
    { errors: [{ extensions: { code: 'OVERLOADED' } }] },
  ]);
  expect(await ended).toBe(0);
  await database.close();
  await close();
});
