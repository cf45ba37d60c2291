import { installCapture } from '../../src/database/install/install';
import { RemovalRefusedError } from '../../src/database/install/removal-refusals';
import { uninstallCapture } from '../../src/database/install/uninstall';
import { added, takeSnapshot, withClient } from '../database/migrations/snapshot';
import { createHost } from '../hosts/create-host';

/** The views of reporting tools beside a host: they hold up nothing of its own, and go with the log. */
describe('the views of reporting tools', () => {
  let url: string;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ url, close } = await createHost('v4.13.0'));
  });
  afterEach(() => close());
  const run = (text: string) => withClient(url, async (client) => void (await client.query(text)));
  const uninstall = () => uninstallCapture(url, { dropTables: true, dropColumns: true }, () => {});

  test('the host changes and drops its own tables as without them', async () => {
    await installCapture(url, () => {});
    await run(
      'ALTER TABLE inboxes ALTER COLUMN name TYPE text; ALTER TABLE contacts DROP COLUMN name; DROP TABLE teams',
    );
    await run('SELECT * FROM stats_dialogs');
  });

  test('uninstalling is refused while others have views over them, and takes them away afterwards', async () => {
    const before = await takeSnapshot(url);
    await installCapture(url, () => {});
    await run('CREATE SCHEMA theirs; CREATE VIEW theirs.mine AS SELECT * FROM stats_dialogs');
    const refused = await uninstall().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RemovalRefusedError);
    expect((refused as RemovalRefusedError).findings).toEqual([
      expect.stringMatching(/the view theirs\.mine over ours/),
    ]);
    await run('DROP SCHEMA theirs CASCADE');
    await uninstall();
    expect(added(before, await takeSnapshot(url))).toEqual([]);
  });

  test('a host that has a view of such a name keeps it', async () => {
    await run('CREATE VIEW stats_dialogs AS SELECT 1 AS theirs');
    await expect(installCapture(url, () => {})).rejects.toThrow(/found a view stats_dialogs that is not ours/);
  });
});
