import { sql } from 'drizzle-orm';
import { CHECKS, findDisagreements, mendDisagreements } from '../../src/check/run-checks';
import type { Database } from '../../src/database/database';
import { fillDemo } from '../../src/demo/fill';
import { parseTimestamp } from '../../src/instant';
import { createWriteSide, type WriteSide } from '../../src/write-side/service';
import { createAccount, type TestAccount } from '../helpers/account';
import { cli } from '../helpers/cli';
import { createTestDatabase, type TestDatabase } from '../helpers/database';

/** A conversation of two dialogs, the first resolved, the second current and assigned. */
interface Talk {
  readonly conversationId: number;
  readonly resolved: number;
  readonly current: number;
}

/** What nothing tells any more where events are lost. */
const TOLD_BY_EVENTS = ['assignee-untold', 'status-untold', 'messages-of-stranger'];
const INSERT_FACTS = `INSERT INTO dialog_facts (account_id, dialog_id, started_by, bot_served)
  SELECT account_id, 1e9::bigint + id, 'visitor', false FROM dialogs WHERE id = :current`;

describe('check', () => {
  let test: TestDatabase;
  let database: Database;
  let writeSide: WriteSide;
  let account: TestAccount;

  beforeAll(async () => {
    test = await createTestDatabase();
    ({ database } = test);
    writeSide = createWriteSide(database);
    account = await createAccount(database);
  });
  afterAll(() => test.close());

  async function talk(): Promise<Talk> {
    const at = (time: string) => parseTimestamp(`2022-05-01 ${time}`);
    const start = await writeSide.execute(account.id, {
      ...{ type: 'start-conversation', inboxId: account.inbox, contactId: account.contacts[0]!, status: 'open' },
      ...{ assigneeId: null, teamId: null, startedBy: 'visitor', startedOffline: null, at: at('10:00:00') },
    });
    const { conversationId } = start;
    const post = { type: 'post-message', conversationId, agentId: null, bot: false, private: false } as const;
    await writeSide.execute(account.id, { ...post, messageType: 'incoming', content: 'hello', at: at('10:01:00') });
    await writeSide.execute(account.id, {
      ...{ type: 'set-conversation-status', conversationId, status: 'resolved', closedBy: 'agent', at: at('10:05:00') },
    });
    await writeSide.execute(account.id, { ...post, messageType: 'incoming', content: 'again', at: at('12:00:00') });
    const agentId = account.agents[0]!;
    const assigned = await writeSide.execute(account.id, {
      ...{ type: 'assign-conversation', conversationId, agentId, at: at('12:01:00') },
    });
    await writeSide.execute(account.id, { ...post, messageType: 'incoming', content: 'there?', at: at('12:04:00') });
    await writeSide.execute(account.id, { type: 'mention-agent', conversationId, agentId, at: at('12:04:30') });
    return { conversationId, resolved: start.dialogId!, current: assigned.dialogId! };
  }

  const run = (text: string, { conversationId, resolved, current }: Talk) =>
    database.rows(
      sql.raw(
        text
          .replaceAll(':conversation', String(conversationId))
          .replaceAll(':resolved', String(resolved))
          .replaceAll(':current', String(current)),
      ),
    );
  const kinds = async (accountId?: number) =>
    (await findDisagreements(database, { accountId })).map(({ kind }) => kind);

  it('finds nothing in a log as commands write it', async () => {
    await talk();
    expect(await findDisagreements(database)).toEqual([]);
  });

  it.each([
    [
      'no-current-dialog',
      'DELETE FROM dialogs WHERE id = :current',
      ['messages-of-another', 'mentions-of-another', 'events-of-another', 'facts-without-dialog'],
    ],
    ['facts-without-dialog', INSERT_FACTS, []],
    [
      'events-doubled',
      `INSERT INTO events (name, value, account_id, user_id, conversation_id, dialog_id, created_at, updated_at)
       SELECT name, value, account_id, user_id, conversation_id, dialog_id, created_at, updated_at FROM events
       WHERE conversation_id = :conversation`,
      [],
    ],
    ['event-value-differs', 'UPDATE events SET value = 1 WHERE conversation_id = :conversation', []],
    ['current-but-resolved', 'UPDATE conversations SET status = 1 WHERE id = :conversation', []],
    ['current-but-deleted', 'DELETE FROM conversations WHERE id = :conversation', []],
    ['current-differs', 'UPDATE conversations SET assignee_id = NULL, team_id = 1 WHERE id = :conversation', []],
    ['current-differs', 'UPDATE dialogs SET status = 2 WHERE id = :current', ['status-untold']],
    ['no-facts', 'DELETE FROM dialog_facts WHERE dialog_id = :current', []],
    ['changed-after-resolve', "UPDATE dialogs SET updated_at = '2022-05-01 11:00' WHERE id = :resolved", []],
    ['messages-of-another', 'UPDATE messages SET dialog_id = 1 + :current WHERE conversation_id = :conversation', []],
    ['mentions-of-another', 'UPDATE mentions SET dialog_id = 0 WHERE conversation_id = :conversation', []],
    ['mentions-out-of-time', 'UPDATE mentions SET dialog_id = :resolved WHERE conversation_id = :conversation', []],
    ['events-of-another', 'UPDATE events SET dialog_id = 0 WHERE conversation_id = :conversation', TOLD_BY_EVENTS],
    ['messages-without-dialog', 'UPDATE messages SET dialog_id = NULL WHERE conversation_id = :conversation', []],
    ['mentions-without-dialog', 'UPDATE mentions SET dialog_id = NULL WHERE conversation_id = :conversation', []],
    [
      'events-without-dialog',
      'UPDATE events SET dialog_id = NULL WHERE conversation_id = :conversation',
      TOLD_BY_EVENTS,
    ],
  ])('finds and mends %s, provoked by %s', async (kind, statement, others) => {
    const provoked = await talk();
    await run(statement, provoked);
    const found = await findDisagreements(database, { accountId: account.id });
    expect([...new Set(found.map((disagreement) => disagreement.kind))].sort()).toEqual([kind, ...others].sort());
    expect(found.every(({ conversationId }) => [null, provoked.conversationId].includes(conversationId))).toBe(true);
    const mended = await mendDisagreements(database);
    expect(mended[0]).toMatchObject({ kind, accountId: account.id, words: expect.stringMatching(/\d/) });
    expect(await findDisagreements(database)).toEqual([]);
    expect(await mendDisagreements(database)).toEqual([]);
  });

  it('mends stamps so that they are what they were', async () => {
    const provoked = await talk();
    const stamps = () =>
      run(
        `SELECT id, dialog_id, additional_attributes FROM messages WHERE conversation_id = :conversation
         UNION ALL SELECT id, dialog_id, NULL FROM events WHERE conversation_id = :conversation
         UNION ALL SELECT id, dialog_id, NULL FROM mentions WHERE conversation_id = :conversation ORDER BY 1, 2`,
        provoked,
      );
    const before = await stamps();
    await run('UPDATE messages SET dialog_id = 0 WHERE conversation_id = :conversation', provoked);
    await run('UPDATE mentions SET dialog_id = NULL WHERE conversation_id = :conversation', provoked);
    await run('UPDATE events SET dialog_id = NULL WHERE conversation_id = :conversation', provoked);
    await mendDisagreements(database);
    expect(await stamps()).toEqual(before);
  });

  it.each([
    ['messages-out-of-time', 'UPDATE messages SET dialog_id = :current WHERE conversation_id = :conversation'],
    [
      'messages-out-of-time, messages-of-stranger',
      'UPDATE messages SET dialog_id = :resolved WHERE conversation_id = :conversation',
    ],
    [
      'events-out-of-time, status-untold',
      'UPDATE events SET dialog_id = :current WHERE conversation_id = :conversation',
    ],
    ['dialogs-overlap, status-untold', "UPDATE dialogs SET created_at = '2022-05-01 10:03' WHERE id = :current"],
    [
      'assignee-untold, messages-of-stranger',
      "DELETE FROM events WHERE dialog_id = :current AND name = 'conversation_assigned'",
    ],
    ['assignee-untold', 'UPDATE dialogs SET assignee_id = 1 WHERE id = :resolved'],
    ['assignee-untold', 'UPDATE dialog_facts SET started_assignee_id = 1 WHERE dialog_id = :resolved'],
    ['status-untold', "DELETE FROM events WHERE dialog_id = :resolved AND name = 'conversation_open'"],
    ['status-untold', "UPDATE dialogs SET created_at = '2022-05-01 11:30' WHERE id = :current"],
    [
      'status-untold',
      "UPDATE events SET name = 'conversation_pending' WHERE dialog_id = :current AND name LIKE '%open'",
    ],
    [
      'messages-of-stranger',
      `UPDATE messages SET additional_attributes = '{"user_id_assigned": "77"}' WHERE content = 'there?' AND dialog_id = :current`,
    ],
  ])('finds %s, which have no one right answer, provoked by %s', async (kind, statement) => {
    const provoked = await talk();
    await run(statement, provoked);
    expect([...new Set(await kinds())].join(', ')).toBe(kind);
    await mendDisagreements(database);
    expect([...new Set(await kinds())].join(', ')).toBe(kind);
    await run('DELETE FROM dialog_facts WHERE dialog_id IN (:resolved, :current)', provoked);
    await run('DELETE FROM dialogs WHERE conversation_id = :conversation', provoked);
    for (const table of ['messages', 'mentions', 'events', 'conversations']) {
      const column = table === 'conversations' ? 'id' : 'conversation_id';
      await run(`DELETE FROM ${table} WHERE ${column} = :conversation`, provoked);
    }
  });

  it('leaves a conversation alone whose changes wait in the outbox, until they wait for an hour', async () => {
    const waiting = await talk();
    await run('UPDATE conversations SET assignee_id = NULL WHERE id = :conversation', waiting);
    const change = (age: string) =>
      run(
        `INSERT INTO dialog_outbox (at, kind, operation, account_id, conversation_id, row_id, before, after)
         SELECT clock_timestamp() AT TIME ZONE 'UTC' - interval '${age}', 'conversation', 'update', ${account.id}, id, id,
           jsonb_build_object('status', status, 'assignee_id', ${account.agents[0]}, 'team_id', team_id, 'inbox_id', inbox_id,
             'contact_id', contact_id, 'campaign_id', NULL, 'created_at', created_at),
           jsonb_build_object('status', status, 'assignee_id', assignee_id, 'team_id', team_id, 'inbox_id', inbox_id,
             'contact_id', contact_id, 'campaign_id', NULL, 'created_at', created_at)
         FROM conversations WHERE id = :conversation`,
        waiting,
      );
    await change('1 second');
    expect(await kinds()).toEqual([]);
    const ran = await cli(['check'], { DATABASE_URL: test.url });
    expect(ran).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('1 change waits to be logged') });
    await database.rows(sql`UPDATE dialog_outbox SET at = at - interval '61 minutes'`);
    expect(await kinds()).toEqual(['outbox-stuck']);
    await database.rows(sql`DELETE FROM dialog_outbox`);
    await mendDisagreements(database);
  });

  it('looks at the account and the range that it is told', async () => {
    const provoked = await talk();
    await run('UPDATE messages SET dialog_id = NULL WHERE conversation_id = :conversation', provoked);
    const other = await createAccount(database);
    const [noon, later] = [parseTimestamp('2022-05-01 11:00:00'), parseTimestamp('2022-05-02 00:00:00')];
    expect(await kinds(other.id)).toEqual([]);
    expect(await kinds(account.id)).toEqual(['messages-without-dialog']);
    const idsIn = async (range: object) =>
      (await findDisagreements(database, range)).map(({ rowIds }) => rowIds.length);
    expect(await idsIn({ since: noon })).toEqual([2]);
    expect(await idsIn({ until: noon })).toEqual([1]);
    expect(await idsIn({ since: later })).toEqual([]);
    await mendDisagreements(database);
  });

  it('prints each with its ids, exits 1, and mends by --repair', async () => {
    const provoked = await talk();
    await run('UPDATE mentions SET dialog_id = 0 WHERE conversation_id = :conversation', provoked);
    const [mention] = (await run('SELECT id FROM mentions WHERE conversation_id = :conversation', provoked)) as {
      id: number;
    }[];
    const environment = { DATABASE_URL: test.url };
    const found = await cli(['check', '--account', String(account.id), '--since', '2022-05-01'], environment);
    expect(found).toMatchObject({
      code: 1,
      stdout: `mentions-of-another\t${account.id}\t${provoked.conversationId}\t0\t${mention!.id}\t1 mentions name a dialog that is not of their conversation\n`,
      stderr: expect.stringContaining('1 disagreement'),
    });
    const mended = await cli(['check', '--repair'], environment);
    expect(mended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^mended\tmentions-of-another\t\d+\ttook 1 stamps away, replayed 1 conversations/),
    });
    expect(await cli(['check'], environment)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('no'),
    });
    expect(await cli(['check', '--since', 'yesterday'], environment)).toMatchObject({ code: 2, stdout: '' });
  });

  it('finds nothing in a demo', async () => {
    const { accountId } = await fillDemo(database, writeSide, { dialogs: 120 });
    expect(await findDisagreements(database, { accountId })).toEqual([]);
    expect(await findDisagreements(database)).toEqual([]);
  });

  it('names each check once, and says what it is about', () => {
    expect(new Set(CHECKS.map(({ kind }) => kind)).size).toBe(CHECKS.length);
    expect(CHECKS.every(({ description }) => description.endsWith('.') || description.endsWith(')'))).toBe(true);
  });
});
