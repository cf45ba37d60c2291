import { parseRfc3339, toIso } from '../../src/instant';
import { recordPresence } from '../../src/write-side/presence/record-presence';
import { startTestApi } from '../helpers/api';
import { type Case, casesByHand } from './by-hand';
import { dataOf, servedApi } from './served';
import { accept, assign, become, moment, reply, say } from './story';

const LETTERS: Readonly<Record<string, string>> = { 'Agent 1': ' A', 'Agent 2': ' B' };

interface Stretch {
  readonly kind: string;
  readonly agent: { readonly name: string } | null;
  readonly from: string;
  readonly to: string | null;
  readonly seconds: number;
}

const at = (text: string) => parseRfc3339(text)!;
const STRETCHES = 'stretches { kind agent { name } from to seconds }';

describe('stretches', () => {
  const { answerOf } = casesByHand();
  const botInbox = (agent: 'nobody' | 'A', { A, account }: Parameters<Case>[0]) => ({
    ...{ inboxId: account.botInbox, status: 'pending' as const, assigneeId: agent === 'A' ? A : null },
  });

  test.each<[name: string, story: Case, stretches: string[]]>([
    ['nobody comes', () => [{}, [1, say()], [9, become('resolved')]], ['WAITING 0-9']],
    [
      'an assignment is no acceptance',
      ({ A }) => [{}, [1, say()], [3, assign(A)], [9, become('resolved')]],
      ['WAITING 0-3', 'WAITING A 3-9'],
    ],
    [
      'a public message is one, and what is passed on waits again',
      ({ A, B }) => [
        ...([{}, [1, say()], [3, assign(A)], [4, reply(A)]] as const),
        ...([
          [6, assign(B)],
          [7, accept(B)],
          [9, become('resolved')],
        ] as const),
      ],
      ['WAITING 0-3', 'WAITING A 3-4', 'CHATTING A 4-6', 'WAITING B 6-7', 'CHATTING B 7-9'],
    ],
    [
      'chatting goes on with another who has accepted already',
      ({ A, B }) => [
        ...([{ assigneeId: A }, [1, reply(A)], [2, reply(B)], [5, assign(B)], [9, become('resolved')]] as const),
      ],
      ['WAITING A 0-1', 'CHATTING A 1-5', 'CHATTING B 5-9'],
    ],
    [
      'a bot, then the queue',
      (people) => [botInbox('nobody', people), [1, say()], [4, become('open')], [9, become('resolved')]],
      ['BOT 0-4', 'WAITING 4-9'],
    ],
    [
      'an invitation until the client writes',
      ({ A }) => [{ startedBy: 'invitation' }, [2, say()], [3, accept(A)], [9, become('resolved')]],
      ['INVITATION 0-2', 'WAITING 2-3', 'CHATTING A 3-9'],
    ],
    [
      'a snooze keeps what it was in',
      ({ A }) => [{ assigneeId: A }, [1, reply(A)], [4, become('snoozed')], [7, say()], [9, become('resolved')]],
      ['WAITING A 0-1', 'CHATTING A 1-9'],
    ],
    [
      'begun snoozed',
      () => [{ status: 'resolved' }, [1, become('snoozed')], [5, become('open')], [9, become('resolved')]],
      ['SNOOZED 1-5', 'WAITING 5-9'],
    ],
    [
      'assigned at the moment of the resolve, before it',
      ({ A }) => [{}, [9, assign(A)], [9, become('resolved')], [12, assign(null)]],
      ['WAITING 0-9', 'WAITING A 9-9'],
    ],
  ])('%s', async (_name, story, stretches) => {
    const answer = await answerOf(story, STRETCHES);
    const second = (text: string) => (at(text) - moment(0)) / 1e6;
    const told = answer.stretches.map(
      ({ kind, agent, from, to }: Stretch) =>
        `${kind}${LETTERS[agent?.name ?? ''] ?? ''} ${second(from)}-${second(to!)}`,
    );
    expect(told).toEqual(stretches);
    for (const { from, to, seconds } of answer.stretches) expect(seconds).toBe(second(to) - second(from));
  });

  test('one that lasts has no end, and counts until now', async () => {
    const { stretches } = await answerOf(({ A }) => [{}, [1, say()], [2, assign(A)]], STRETCHES);
    expect(stretches.at(-1)).toEqual({
      ...{ kind: 'WAITING', agent: { name: 'Agent 1' }, from: toIso(moment(2)), to: null },
      seconds: expect.any(Number),
    });
    expect(stretches.at(-1).seconds).toBeGreaterThan(1000);
  });
});

describe('what the log has not seen', () => {
  const { api, account, answerOf } = casesByHand();

  test('is left out, until the status changes', async () => {
    const { pool } = api.database;
    const story: Case = ({ A }) => [
      ...([
        {},
        [1, say()],
        [2, reply(A)],
        [4, become('pending')],
        [6, become('open')],
        [9, become('resolved')],
      ] as const),
    ];
    const { databaseId } = await answerOf(story, 'databaseId');
    const ask = async () => {
      const token = await api.makeToken(account().id, 'reader');
      const { dialog } = await dataOf(api.ask(token, `{ dialog(id: ${databaseId}) { ${STRETCHES} } }`));
      return dialog.stretches.map(({ kind, from }: Stretch) => `${kind} ${(at(from) - moment(0)) / 1e6}`);
    };
    expect(await ask()).toEqual(['WAITING 0', 'CHATTING 2', 'WAITING 4', 'CHATTING 6']);
    await pool.query('UPDATE dialog_facts SET started_status = NULL WHERE dialog_id = $1', [databaseId]);
    await pool.query(
      `DELETE FROM events WHERE dialog_id = $1 AND name = 'conversation_open' AND created_at = (
         SELECT created_at FROM dialogs WHERE id = $1)`,
      [databaseId],
    );
    expect(await ask()).toEqual(['WAITING 4', 'CHATTING 6']);
    await pool.query(
      "DELETE FROM events WHERE dialog_id = $1 AND name IN ('conversation_pending', 'conversation_open')",
      [databaseId],
    );
    expect(await ask()).toEqual([]);
  });
});

describe('presence', () => {
  const { api, account, answerOf } = casesByHand();
  const PRESENCE = 'databaseId presence { from to seconds }';
  const story: Case = ({ account: { contacts } }) => [
    ...([{ contactId: contacts[1]!, seconds: 100 }, [101, say()], [400, become('resolved')]] as const),
  ];

  test('is not known where nothing told of it', async () => {
    expect((await answerOf(({ A }) => [{}, [1, reply(A)]], PRESENCE)).presence).toBeNull();
  });

  test('is what lies in the dialog; without an end where the visitor stayed; and gone with what told of it', async () => {
    const { id, inbox, contacts } = account();
    const seen = (seconds: number, presence: 'online' | 'offline') =>
      recordPresence(api.database, id, {
        ...{ contactId: contacts[1]!, inboxId: inbox, session: 'page', presence, at: moment(seconds) },
      });
    await seen(80, 'online');
    await seen(120, 'offline');
    await seen(380, 'online');
    const { databaseId, presence } = await answerOf(story, PRESENCE);
    expect(presence).toEqual([
      { from: toIso(moment(100)), to: toIso(moment(120)), seconds: 20 },
      { from: toIso(moment(380)), to: null, seconds: 20 },
    ]);
    const ask = async () => {
      const token = await api.makeToken(id, 'reader');
      return (await dataOf(api.ask(token, `{ dialog(id: ${databaseId}) { ${PRESENCE} } }`))).dialog.presence;
    };
    const set = (column: string) =>
      api.database.pool.query(`UPDATE dialog_facts SET ${column} WHERE dialog_id = $1`, [databaseId]);
    await set('presence_removed_at = now()');
    expect(await ask()).toBeNull();
    await set('presence_removed_at = NULL, presence_capable = false');
    expect(await ask()).toBeNull();
  });
});

describe('in the demo', () => {
  const api = servedApi(() => startTestApi(60));

  test('stretches follow one another, and are as long as the dialog and as what each agent had of it', async () => {
    const fields = `createdAt resolvedAt durationSeconds fromHistory ${STRETCHES} agents { agent { name } assignedSeconds }`;
    const { dialogs } = await dataOf(api.ask(api.token, `{ dialogs(first: 60) { nodes { ${fields} } } }`));
    const kinds = new Set<string>();
    for (const { createdAt, resolvedAt, durationSeconds, fromHistory, stretches, agents } of dialogs.nodes) {
      expect(fromHistory).toBe(false);
      const rows = stretches as Stretch[];
      for (const { kind } of rows) kinds.add(kind);
      expect(rows.map(({ from }) => from)).toEqual([createdAt, ...rows.slice(0, -1).map(({ to }) => to)]);
      expect(rows.at(-1)!.to).toBe(resolvedAt);
      const seconds = (some: readonly Stretch[]) => some.reduce((sum, each) => sum + each.seconds, 0);
      if (durationSeconds !== null) expect(seconds(rows)).toBeCloseTo(durationSeconds, 3);
      for (const { agent, assignedSeconds } of agents)
        expect(seconds(rows.filter((row) => row.agent?.name === agent.name))).toBeCloseTo(assignedSeconds, 3);
    }
    expect([...kinds]).toEqual(expect.arrayContaining(['WAITING', 'CHATTING', 'BOT']));
  });
});
