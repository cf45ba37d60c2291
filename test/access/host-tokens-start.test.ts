import { serve } from '../../src/main';
import { readSettings } from '../../src/settings';
import { createTestDatabase } from '../helpers/database';

test("the host's tokens can't be taken where the host has no table of them: the start says so", async () => {
  const { database, url, close } = await createTestDatabase();
  await database.pool.query('DROP TABLE IF EXISTS access_tokens');
  const settings = readSettings({ DATABASE_URL: url, PORT: '0', HOST_TOKENS: 'on', LOG_LEVEL: 'silent' });
  await expect(serve(settings)).rejects.toThrow('HOST_TOKENS is on, but this database has no table access_tokens');
  await close();
});
