import type { Client } from 'pg';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { createConversations } from '../helpers/host-simulator/by-hand';
import { type CapturedHost, captureHost } from './captured-host';
import { gaps } from './log';

/** The trigger passes over updates that name no followed column, and must not pass over more. */
describe('of the updates of conversations, those are captured that change a followed column', () => {
  let host: CapturedHost;
  let account: HostAccount;
  let client: Client;
  let one: number;
  let other: number;

  beforeAll(async () => {
    host = await captureHost('v4.13.0');
    client = host.clients[0]!;
    account = await createHostAccount(client);
  });
  afterAll(() => host.close());

  beforeEach(async () => {
    [one, other] = (await createConversations(client, account, 2)) as [number, number];
    await client.query('TRUNCATE dialog_outbox');
  });

  /** The conversations of the changes that wait, in their order, with the status after each. */
  const captured = async () => {
    expect(await gaps(host.database)).toBe(0);
    const { rows } = await client.query<{ id: number; status: number }>(
      `SELECT conversation_id::int AS id, (after->>'status')::int AS status FROM dialog_outbox ORDER BY id`,
    );
    return rows.map(({ id, status }) => [id, status]);
  };
  const seen = 'agent_last_seen_at = now()';

  test('not one of other columns, nor one that sets what is there', async () => {
    await client.query(`UPDATE conversations SET ${seen} WHERE id = ${one}`);
    await client.query(`UPDATE conversations SET status = status, team_id = team_id, ${seen} WHERE id = ${one}`);
    await client.query(`BEGIN; UPDATE conversations SET status = status WHERE id = ${one};
      UPDATE conversations SET ${seen} WHERE id = ${one}; COMMIT`);
    expect(await captured()).toEqual([]);
  });

  test('each of several in one transaction, a savepoint rolled back among them', async () => {
    await client.query(`BEGIN; SAVEPOINT s; UPDATE conversations SET status = 2 WHERE id = ${one}; ROLLBACK TO s;
      UPDATE conversations SET ${seen} WHERE id = ${one}; UPDATE conversations SET status = 1 WHERE id = ${one};
      UPDATE conversations SET ${seen} WHERE id = ${one}; UPDATE conversations SET status = 2 WHERE id = ${other};
      COMMIT`);
    expect(await captured()).toEqual([
      [one, 1],
      [other, 2],
    ]);
  });

  test.each([
    ['first', 'status = 1', seen],
    ['last', seen, 'status = 1'],
  ])('one of two updates in one statement, the %s', async (_, inner, outer) => {
    const [changed, touched] = inner === seen ? [other, one] : [one, other];
    const ids = inner === seen ? [touched, changed] : [changed, touched];
    await client.query(`WITH inner_one AS (UPDATE conversations SET ${inner} WHERE id = ${ids[0]} RETURNING id)
      UPDATE conversations SET ${outer} WHERE id = ${ids[1]}`);
    expect(await captured()).toEqual([[changed, 1]]);
  });

  test('one in whose triggers the host updates other columns', async () => {
    await client.query(`
      CREATE FUNCTION touches() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE conversations SET ${seen} WHERE id = ${other};
        RETURN NULL;
      END $$;
      CREATE TRIGGER touches AFTER UPDATE ON conversations FOR EACH ROW WHEN (NEW.id = ${one})
        EXECUTE FUNCTION touches()`);
    await client.query(`UPDATE conversations SET status = 1 WHERE id = ${one}`);
    await client.query('DROP FUNCTION touches CASCADE');
    expect(await captured()).toEqual([[one, 1]]);
  });

  test('one that a trigger of the host’s makes of an update of other columns', async () => {
    await client.query(`
      CREATE FUNCTION resolves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.status := 1; RETURN NEW; END $$;
      CREATE TRIGGER resolves BEFORE UPDATE ON conversations FOR EACH ROW EXECUTE FUNCTION resolves()`);
    const session = await host.connect();
    for (const id of [one, other]) await session.query(`UPDATE conversations SET ${seen} WHERE id = ${id}`);
    await client.query('DROP FUNCTION resolves CASCADE');
    expect(await captured()).toEqual([
      [one, 1],
      [other, 1],
    ]);
  });

  test('whatever a session’s search path has in place of our tables and PostgreSQL’s functions', async () => {
    await client.query(`CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.dialog_outbox (id int);
      CREATE FUNCTION elsewhere.fails() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE 'called'; END $$;
      CREATE FUNCTION elsewhere.same(int, int) RETURNS boolean LANGUAGE sql AS 'SELECT elsewhere.fails()';
      CREATE FUNCTION elsewhere.same(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT elsewhere.fails()';
      CREATE FUNCTION elsewhere.clock_timestamp() RETURNS boolean LANGUAGE sql AS 'SELECT elsewhere.fails()';
      CREATE OPERATOR elsewhere.= (LEFTARG = int, RIGHTARG = int, FUNCTION = elsewhere.same);
      CREATE OPERATOR elsewhere.= (LEFTARG = text, RIGHTARG = text, FUNCTION = elsewhere.same)`);
    const session = await host.connect();
    await session.query('SET search_path = elsewhere, pg_catalog');
    await session.query(`UPDATE public.conversations SET status = 1`);
    await session.query(`
      INSERT INTO public.messages (account_id, inbox_id, conversation_id, message_type, created_at, updated_at)
      VALUES (${account.id}, ${account.inbox}, ${one}, 0, now(), now())`);
    const { rows } = await client.query(`SELECT kind, before->>'status' AS status FROM dialog_outbox
      WHERE conversation_id = ${one} ORDER BY id`);
    expect(rows).toEqual([
      { kind: 'conversation', status: '0' },
      { kind: 'message', status: '1' },
    ]);
    expect(await gaps(host.database)).toBe(0);
  });
});
