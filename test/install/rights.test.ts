import { connectDatabase } from '../../src/database/database';
import { installCapture } from '../../src/database/install/install';
import { planInstall } from '../../src/database/install/plan';
import { planLines } from '../../src/database/install/plan-lines';
import { uninstallCapture } from '../../src/database/install/uninstall';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { logOf } from '../capture/log';
import { takeSnapshot, withClient } from '../database/migrations/snapshot';
import { cli } from '../helpers/cli';
import { createHostAccount } from '../helpers/host-simulator/account';
import { createConversation, setStatus } from '../helpers/host-simulator/by-hand';
import { createHost } from '../hosts/create-host';

const [OWNER, MEMBER, STRANGER] = ['owner', 'member', 'stranger'].map(
  (name) => `dialog_test_install_${name}_${process.pid}`,
) as [string, string, string];

const EVERYTHING = { dropTables: true, dropColumns: true };

/** A host as managed servers have it: no superuser at hand, and its tables owned by a role of their own. */
describe('the rights that an installation needs', () => {
  let url: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ url, close } = await createHost('v4.13.0'));
    await withClient(url, (client) =>
      client.query(`
        SET password_encryption = 'scram-sha-256';
        CREATE ROLE ${OWNER} LOGIN PASSWORD 'secret';
        CREATE ROLE ${MEMBER} LOGIN PASSWORD 'secret' INHERIT IN ROLE ${OWNER};
        CREATE ROLE ${STRANGER} LOGIN PASSWORD 'secret';
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        GRANT USAGE, CREATE ON SCHEMA public TO ${OWNER};
        GRANT USAGE ON SCHEMA public TO ${STRANGER};
        DO $$ DECLARE name text; BEGIN
          FOR name IN SELECT oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace
            AND (relkind = 'r' OR relname LIKE 'conv_dpid_seq_%')
          LOOP EXECUTE format('ALTER TABLE %s OWNER TO ${OWNER}', name); END LOOP;
        END $$`),
    );
  });
  afterEach(() => uninstallCapture(url, EVERYTHING, () => {}));
  afterAll(async () => {
    const roles = [OWNER, MEMBER, STRANGER].join(', ');
    await withClient(url, (client) => client.query(`DROP OWNED BY ${roles}; DROP ROLE ${roles}`));
    await close();
  });

  const urlOf = (role: string) =>
    role === new URL(url).username
      ? url
      : Object.assign(new URL(url), { username: role, password: 'secret' }).toString();
  const install = (role: string) => installCapture(urlOf(role), () => {});

  it.each([
    ["the owner of the host's tables", OWNER],
    ['a member of the owner', MEMBER],
    ['a superuser', new URL(process.env.DIALOG_TEST_SERVER!).username],
  ])('%s has them, and so to upgrade and to remove', async (_words, role) => {
    const before = await takeSnapshot(url);
    expect(await install(role)).toMatchObject({ found: 'host' });
    expect(await install(role)).toMatchObject({ wasInstalled: true });
    const { rows: owners } = await withClient(url, (client) =>
      client.query(`SELECT DISTINCT pg_get_userbyid(owner) AS owner FROM (
        SELECT relowner AS owner FROM pg_class WHERE relname ~ '^dialog'
        UNION ALL SELECT proowner FROM pg_proc WHERE proname ~ '^dialog') AS ours`),
    );
    expect(owners).toEqual([{ owner: OWNER }]);
    // The host writes as the owner, whoever has installed.
    const conversation = await withClient(urlOf(OWNER), async (client) => {
      const id = await createConversation(client, await createHostAccount(client));
      await setStatus(client, id, 'resolved');
      return id;
    });
    const database = await connectDatabase(urlOf(role));
    await captureAllWaiting(database);
    expect((await logOf(database, conversation)).dialogs).toEqual([1]);
    await database.close();
    await uninstallCapture(urlOf(role), EVERYTHING, () => {});
    const plain = (lines: readonly string[]) =>
      lines.filter((line) => !/conv_dpid_seq_/.test(line)).map((line) => line.replace(/"last_value":\w+/, ''));
    expect(plain((await takeSnapshot(url)).catalog)).toEqual(plain(before.catalog));
  });

  it('a stranger lacks them, and is refused before anything is changed', async () => {
    const before = await takeSnapshot(url);
    const lacks = (table: string) =>
      `found ${table} owned by ${OWNER}; needed: the rights of ${OWNER}, which the role ${STRANGER} lacks`;
    const findings = [
      `found no right of the role ${STRANGER} to create tables; needed: GRANT CREATE ON SCHEMA public`,
      ...['conversations', 'messages', 'mentions', 'reporting_events'].map(lacks),
    ];
    await expect(install(STRANGER)).rejects.toMatchObject({ findings });
    expect(await planInstall(urlOf(STRANGER))).toMatchObject({ unfit: [], lacksOfRights: findings });
    expect(await takeSnapshot(url)).toEqual(before);
  });

  it('to serve a stranger lacks them too, and is told which', async () => {
    await install(OWNER);
    expect(await cli(['check'], { DATABASE_URL: urlOf(STRANGER) })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        `the role ${STRANGER} may not use the dialog log \\(.*\\); needed: ${OWNER}, or a member of it that inherits its rights`,
      ),
    });
  });

  it('on what is another role’s they don’t extend, and nothing is changed', async () => {
    await install(OWNER);
    const give = (role: string) =>
      withClient(url, (client) =>
        client.query(
          `ALTER TABLE dialog_outbox OWNER TO ${role}; ALTER FUNCTION dialog_log_message_inserted() OWNER TO ${role}`,
        ),
      );
    await give(STRANGER);
    const before = await takeSnapshot(url);
    const findings = ['dialog_outbox', 'function dialog_log_message_inserted'].map(
      (what) => `found ${what} owned by ${STRANGER}; needed: the rights of ${STRANGER}, which the role ${OWNER} lacks`,
    );
    await expect(install(OWNER)).rejects.toMatchObject({ findings });
    await expect(uninstallCapture(urlOf(OWNER), EVERYTHING, () => {})).rejects.toMatchObject({ findings });
    expect(await takeSnapshot(url)).toEqual(before);
    await give(OWNER);
  });

  it('to plan none is needed, but to connect', async () => {
    const planned = async () => planLines(await planInstall(urlOf(STRANGER))).join('\n');
    expect(await planned()).toMatch(
      /run migration 0000_host_tables\n(.*\n)+ +build index dialog_log_messages_by_dialog/,
    );
    await install(OWNER);
    expect(await planned()).toContain('migrations: not known, for this role may not read which ones have run');
  });
});
