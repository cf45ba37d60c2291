import { Client } from 'pg';
import { JOURNAL } from '../../../src/database/journal';
import { openDatabase } from '../../../src/database/open';
import { readSettings } from '../../../src/settings';
import { createTestDatabase } from '../../helpers/database';

/** What an upgrade of several servers, one at a time, rests on. */
describe('a server whose version is not that of the database', () => {
  it('goes on where a newer version has migrated', async () => {
    const { url, close } = await createTestDatabase();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`INSERT INTO ${JOURNAL} (hash, created_at) SELECT 'newer', max(created_at) + 1 FROM ${JOURNAL}`);
    const opened = await openDatabase(readSettings({ DATABASE_URL: url }), () => {});
    await opened.close();
    await client.end();
    await close();
  });

  it('does not start where one of its own migrations has not run, and says what to run', async () => {
    const { url, close } = await createTestDatabase();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query(`DELETE FROM ${JOURNAL} WHERE created_at = (SELECT max(created_at) FROM ${JOURNAL})`);
    await expect(openDatabase(readSettings({ DATABASE_URL: url }), () => {})).rejects.toThrow(/install --plan/);
    await client.end();
    await close();
  });
});
