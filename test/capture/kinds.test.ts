import type { Client } from 'pg';
import { parseTimestamp, toIso } from '../../src/instant';
import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { createHostAccount, type HostAccount } from '../helpers/host-simulator/account';
import { storeVisits } from '../helpers/visits';
import { readClock } from '../write-side/read-clock';
import { type CapturedHost, captureHost } from './captured-host';

const NOON = parseTimestamp('2024-05-01 12:00:00');

/** What the host does at a second after noon. */
type Step = readonly [seconds: number, statement: string];

const say = "INSERT INTO messages (message_type, sender_type, sender_id, ROW) VALUES (0, 'Contact', 1, ROW)";
const reply = "INSERT INTO messages (message_type, sender_type, sender_id, ROW) VALUES (1, 'User', AGENT, ROW)";
const set = (columns: string) => `UPDATE conversations SET ${columns} WHERE id = CONVERSATION`;
const OPEN = set('status = 0');
const RESOLVED = set('status = 1');

describe.each(['at once', 'after each change'])('dialogs of a captured host, logged %s, have the kinds', (logged) => {
  let host: CapturedHost;
  let client: Client;
  let account: HostAccount;
  const second = (seconds: number) => NOON + seconds * 1_000_000;

  beforeAll(async () => {
    host = await captureHost('v4.13.0', 'simulated');
    client = host.clients[0]!;
  });
  beforeEach(async () => {
    account = await createHostAccount(client);
  });
  afterAll(() => host.close());

  async function change(moment: number, statement: string) {
    const at = toIso(moment).replace('T', ' ').slice(0, -1);
    await client.query(`SET host.now = '${at}'`);
    const { rows } = await client.query(statement.replaceAll('NOW', `'${at}'`));
    if (logged !== 'at once') await captureAllWaiting(host.database);
    return rows;
  }

  /** Starts a conversation of a new contact, does what is told with it, and tells what is kept of its dialog. */
  async function kept(
    { from = NOON, columns = '', bot = false }: { from?: number; columns?: string; bot?: boolean },
    ...steps: Step[]
  ) {
    const given = { status: bot ? 2 : 0, inbox_id: bot ? account.botInbox : account.inbox };
    const [row] = await change(
      from,
      `INSERT INTO conversations (account_id, contact_id, inbox_id, status, campaign_id, created_at, updated_at)
       VALUES (${account.id}, ${account.contacts[0]}, ${given.inbox_id}, ${given.status}, ${columns || 'NULL'}, NOW, NOW) RETURNING id`,
    );
    const id: number = row.id;
    const names = 'account_id, inbox_id, conversation_id, content, created_at, updated_at';
    const values = `${account.id}, ${given.inbox_id}, ${id}, 'hello', NOW, NOW`;
    for (const [seconds, statement] of steps) {
      const named = statement.replace('ROW', names).replace('ROW', values).replaceAll('CONVERSATION', String(id));
      const whose = named.replaceAll('AGENT', String(account.agents[0])).replaceAll('TEAM', String(account.teams[0]));
      await change(from + seconds * 1_000_000, whose);
    }
    await captureAllWaiting(host.database);
    const { rows } = await host.database.pool.query(
      `SELECT k.kinds::text[] AS kinds, k.reason, k.answer_wait_seconds AS wait, k.departed_assignee_id::int AS agent,
         k.departed_team_id::int AS team, k.waited_seconds AS waited
       FROM dialogs d JOIN dialog_classifications k ON k.dialog_id = d.id WHERE d.conversation_id = $1`,
      [id],
    );
    return rows;
  }

  const visit = (until: number) =>
    storeVisits(host.database, account.id, [
      { contact: account.contacts[0]!, inbox: 0, from: second(-30), to: second(until) },
    ]);

  test('missed, with whom it was left to, though an agent answered later', async () => {
    await visit(90);
    const steps: Step[] = [
      [1, say],
      [50, set('team_id = TEAM, assignee_id = AGENT')],
      [91, set('team_id = NULL, assignee_id = NULL')],
      [100, reply],
      [300, RESOLVED],
    ];
    expect(await kept({}, ...steps)).toMatchObject([
      { kinds: ['missed'], waited: 90, agent: account.agents[0], team: account.teams[0], wait: 100 },
    ]);
  });

  test('bounce, chat, and nothing while it lasts', async () => {
    await visit(30);
    expect(await kept({}, [1, say], [300, RESOLVED])).toMatchObject([{ kinds: ['bounce'], waited: 30 }]);
    expect(await kept({}, [1, say], [20, reply])).toMatchObject([{ kinds: ['chat'], reason: 'still-open', wait: 20 }]);
    expect(await kept({}, [1, say], [20, set('assignee_id = AGENT')])).toMatchObject([{ kinds: [], wait: null }]);
  });

  test('chat with a bot, then a queue without an answer', async () => {
    await visit(200);
    expect(await kept({ bot: true }, [1, say], [100, OPEN], [300, RESOLVED])).toMatchObject([
      { kinds: ['chat', 'missed'], waited: 100 },
    ]);
  });

  test('rejected invitation for a campaign that nobody took up', async () => {
    await visit(30);
    expect(await kept({ columns: '7' }, [300, RESOLVED])).toMatchObject([{ kinds: ['rejected_invitation'] }]);
    expect(await kept({ columns: '7' }, [5, say], [300, RESOLVED])).toMatchObject([{ kinds: ['bounce'], waited: 25 }]);
  });

  test('none where an agent wrote first', async () => {
    await visit(30);
    expect(await kept({}, [1, reply], [300, RESOLVED])).toMatchObject([{ kinds: [], reason: 'started-by-agent' }]);
  });

  test('offline where no agent of the inbox is online at the start, unless an agent begins', async () => {
    await client.query(`INSERT INTO inbox_members (user_id, inbox_id, created_at, updated_at)
      VALUES (${account.agents[0]}, ${account.inbox}, now(), now());
      UPDATE account_users SET availability = 1 WHERE account_id = ${account.id}`);
    const from = await readClock(host.database);
    expect(await kept({ from }, [0, say], [0, reply])).toMatchObject([{ kinds: ['offline'], wait: 0 }]);
    expect(await kept({ from }, [0, reply], [0, say])).toMatchObject([{ kinds: ['chat'] }]);
  });
});
