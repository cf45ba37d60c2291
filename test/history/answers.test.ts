import { captureAllWaiting } from '../../src/write-side/capture/worker';
import { replay } from '../../src/write-side/history/replay';
import { serveTestApi, type TestApi } from '../helpers/api';
import { createPastHost, type PastHost } from './past-host';

const COUNTS = 'total client agent bot activity';
const ANSWER = `query ($id: ID!) { conversation(id: $id) { dialogs(orderBy: { field: CREATED_AT, direction: ASC }) { nodes {
  fromHistory createdAt resolvedAt resolvedAtKnown durationSeconds status startedBy closedBy assignee { databaseId }
  transferCount transfers { from { databaseId } to { databaseId } viaQueue }
  agents { agent { databaseId } wasAssigned assignments { to } messagesSent whileAssigned { total } }
  messageCounts { ${COUNTS} }
  messagesByAgent { agent { databaseId } whileAssigned { ${COUNTS} } assigneeUnknown sent }
  waitSeconds firstResponseSeconds firstResponseAfterBotSeconds
  messages { nodes { assigneeKnown assignee { databaseId } } } } } } }`;

const at = (time: string) => `2022-05-01T${time}.000000Z`;
const agent = (id: number) => ({ databaseId: String(id) });

/** What the API says of dialogs from before the log: what rows tell, and no more. */
describe('an answer about a dialog of the past', () => {
  let host: PastHost;
  let api: TestApi;
  let token: string;

  beforeAll(async () => {
    host = await createPastHost('v2.2.1');
    const { database, url } = host;
    api = await serveTestApi({ given: { database, url, close: async () => {} } });
    token = await api.makeToken(1, 'reader');
  });
  afterAll(async () => {
    await api.close();
    await host.close();
  });

  const dialogsOf = async (id: number) => {
    const { data, errors } = await api.ask(token, ANSWER, { id: String(id) });
    expect(errors).toBeUndefined();
    return data.conversation.dialogs.nodes;
  };

  it('tells times, messages and writers, and neither assignments nor waiting', async () => {
    const id = await host.tell(
      'resolved 10:00 10:30',
      ...[
        '10:00 client',
        '10:01 bot',
        '10:02 client',
        '10:05 agent 2',
        '10:06 agent 4',
        '10:10 activity',
        '10:30 resolved 4',
      ],
    );
    await replay(host.database);
    const counts = { total: 6, client: 2, agent: 2, bot: 1, activity: 1 };
    const none = { total: 0, client: 0, agent: 0, bot: 0, activity: 0 };
    const wrote = { wasAssigned: false, assignments: [], messagesSent: 1, whileAssigned: { total: 0 } };
    expect(await dialogsOf(id)).toEqual([
      {
        ...{ fromHistory: true, createdAt: at('10:00:00'), resolvedAt: at('10:30:00'), resolvedAtKnown: true },
        ...{ durationSeconds: 1800, status: 'RESOLVED', startedBy: 'VISITOR', closedBy: null, assignee: agent(4) },
        ...{ transferCount: 0, transfers: [], messageCounts: counts },
        agents: [
          { agent: agent(2), ...wrote },
          { agent: agent(4), ...wrote },
        ],
        messagesByAgent: [
          { agent: null, whileAssigned: counts, assigneeUnknown: 6, sent: 0 },
          { agent: agent(2), whileAssigned: none, assigneeUnknown: 0, sent: 1 },
          { agent: agent(4), whileAssigned: none, assigneeUnknown: 0, sent: 1 },
        ],
        ...{ waitSeconds: null, firstResponseSeconds: 300, firstResponseAfterBotSeconds: null },
        messages: { nodes: Array(6).fill({ assigneeKnown: false, assignee: null }) },
      },
    ]);
  });

  it('says that nothing tells when it was resolved', async () => {
    const id = await host.tell('resolved 10:00 13:00 2', '10:00 client', '10:01 agent 2');
    await replay(host.database);
    expect(await dialogsOf(id)).toMatchObject([
      { fromHistory: true, resolvedAt: at('13:00:00'), resolvedAtKnown: false, durationSeconds: null, assignee: null },
    ]);
  });

  it('follows one that goes on from the moment when the log found it', async () => {
    const id = await host.tell('open 10:00 10:06 2', '10:00 client', '10:05 agent 2');
    await replay(host.database);
    await host.client.query("SET dialog_log.capture = 'on'");
    await host.client.query('UPDATE conversations SET assignee_id = 4 WHERE id = $1', [id]);
    await host.add(id, '10:20 client');
    await host.client.query("SET dialog_log.capture = 'off'");
    await captureAllWaiting(host.database);
    const [dialog, ...others] = await dialogsOf(id);
    expect(others).toEqual([]);
    expect(dialog).toMatchObject({
      ...{ fromHistory: true, resolvedAt: null, resolvedAtKnown: true, durationSeconds: null, assignee: agent(4) },
      transfers: [{ from: agent(2), to: agent(4), viaQueue: false }],
      ...{ waitSeconds: null, firstResponseSeconds: 300 },
      messagesByAgent: [
        { agent: null, whileAssigned: { total: 2 }, assigneeUnknown: 2 },
        { agent: agent(2), whileAssigned: { total: 0 }, sent: 1 },
        { agent: agent(4), whileAssigned: { total: 1, client: 1 }, assigneeUnknown: 0, sent: 0 },
      ],
    });
    const { rows } = await host.client.query(
      `SELECT to_char(f.found_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS found FROM dialogs d
       JOIN dialog_facts f ON f.dialog_id = d.id WHERE d.conversation_id = $1`,
      [id],
    );
    const stretches = await api.ask(
      token,
      'query ($id: ID!) { conversation(id: $id) { dialogs { nodes { agents { agent { databaseId } assignments { from to } } } } } }',
      { id: String(id) },
    );
    const [first, second] = stretches.data.conversation.dialogs.nodes[0].agents;
    expect(first).toEqual({ agent: agent(2), assignments: [{ from: rows[0].found, to: expect.any(String) }] });
    expect(second).toEqual({ agent: agent(4), assignments: [{ from: first.assignments[0].to, to: null }] });
  });

  it('knows who was assigned at the end, where the resolve is the first that the log saw', async () => {
    const id = await host.tell('open 10:00 10:06 2', '10:00 client', '10:05 agent 4');
    await host.client.query("SET dialog_log.capture = 'on'");
    await host.client.query('UPDATE conversations SET status = 1, assignee_id = NULL WHERE id = $1', [id]);
    await host.client.query("SET dialog_log.capture = 'off'");
    await captureAllWaiting(host.database);
    const [dialog] = await dialogsOf(id);
    expect(dialog).toMatchObject({ fromHistory: true, resolvedAtKnown: true, transferCount: 0, assignee: null });
    expect(dialog.agents).toMatchObject([
      { agent: agent(4), wasAssigned: false },
      { agent: agent(2), wasAssigned: true, assignments: [{ to: dialog.resolvedAt }] },
    ]);
  });

  it('says of a dialog that the log saw from its start that nothing of it is history', async () => {
    await host.client.query("SET dialog_log.capture = 'on'");
    const id = await host.tell('open 10:00 10:06 2', '10:00 client');
    await host.client.query("SET dialog_log.capture = 'off'");
    await captureAllWaiting(host.database);
    expect(await dialogsOf(id)).toMatchObject([{ fromHistory: false, resolvedAtKnown: true }]);
  });
});
