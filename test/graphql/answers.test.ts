import fc from 'fast-check';
import { findDemoAccount } from '../../src/demo/demo-accounts';
import { createAccount, type TestAccount } from '../helpers/account';
import { serveTestApi, startTestApi } from '../helpers/api';
import { type AnsweredDialog, filtered, listDialogs } from './answered';
import * as naive from './naive';
import { servedApi } from './served';
import { assign, become, moments, reply, type Step, say, tell } from './story';

describe('the statistics that the API answers are those that its events and messages give', () => {
  describe('in the demo', () => {
    const api = servedApi(() => startTestApi(150));

    test('for every dialog', async () => {
      const all = await listDialogs(api, api.token);
      expect(all).toHaveLength(150);
      for (const dialog of all) expectNaiveAnswers(dialog);
      const transfers = all.flatMap((dialog) => dialog.transfers);
      expect(transfers.filter(({ viaQueue }) => viaQueue).length).toBeGreaterThan(3);
      expect(transfers.filter(({ viaQueue }) => !viaQueue).length).toBeGreaterThan(3);
      expect(all.filter(({ firstResponseSeconds }) => firstResponseSeconds !== null).length).toBeGreaterThan(50);
    });

    test('for every dialog of the documents’ tables', async () => {
      const { documentsAccountId } = (await findDemoAccount(api.database))!;
      const all = await listDialogs(api, await api.makeToken(documentsAccountId, 'reader'));
      expect(all.length).toBeGreaterThan(9);
      for (const dialog of all) expectNaiveAnswers(dialog);
    });
  });

  describe('in random stories, where much happens at the same moment', () => {
    const api = servedApi(serveTestApi);

    test('for every dialog, and the filters by transfers and agents agree', async () => {
      const account = await createAccount(api.database);
      const token = await api.makeToken(account.id, 'reader');
      await fc.assert(
        fc.asyncProperty(stories(account), async (told) => {
          const conversations = await tell(api, account, ...told);
          const filter = { conversation: conversations.map(({ conversation }) => String(conversation)) };
          const dialogs = await listDialogs(api, token, filter);
          for (const dialog of dialogs) expectNaiveAnswers(dialog);
          const expectKept = async (narrower: object, holds: (dialog: AnsweredDialog) => boolean) => {
            const ids = dialogs.filter(holds).map(({ databaseId }) => databaseId);
            expect(await filtered(api, token, { ...filter, ...narrower })).toEqual({ ids, totalCount: ids.length });
          };
          await expectKept({ transferred: true }, ({ transferCount }) => transferCount > 0);
          await expectKept({ transferred: false }, ({ transferCount }) => transferCount === 0);
          for (const id of [...account.agents, account.botUser].map(String)) {
            await expectKept({ agent: [id] }, ({ agents }) => agents.some(isAgent(id)));
          }
        }),
        { numRuns: 8 },
      );
    });
  });
});

const isAgent =
  (id: string) =>
  ({ agent }: { readonly agent: naive.Named }) =>
    agent.databaseId === id;

function expectNaiveAnswers(dialog: AnsweredDialog): void {
  expect([dialog.events, dialog.messages]).toMatchObject(Array(2).fill({ pageInfo: { hasNextPage: false } }));
  const { transfers, transferCount, messagesByAgent, messageCounts, firstResponseSeconds } = dialog;
  const expected = naive.transfers(dialog);
  expect({ transfers, transferCount }).toEqual({ transfers: expected, transferCount: expected.length });
  expect(messagesByAgent).toEqual(naive.messagesByAgent(dialog));
  expect(messageCounts).toEqual(naive.messageCounts(dialog.messages.nodes));
  expect(firstResponseSeconds).toBe(naive.firstResponseSeconds(dialog));
  const { createdAt, resolvedAt, durationSeconds } = dialog;
  expect(durationSeconds).toBe(resolvedAt === null ? null : naive.microseconds(createdAt, resolvedAt) / 1e6);
  expect(dialog.agents.map(finishedOnly)).toEqual(naive.agents(dialog));
}

/** An agent of a dialog without the lengths that grow while one looks; the sum must be that of the parts. */
function finishedOnly({ assignedSeconds, assignments, ...agent }: AnsweredDialog) {
  const sum = assignments.reduce((seconds: number, stretch: { seconds: number }) => seconds + stretch.seconds, 0);
  expect(assignedSeconds).toBeCloseTo(sum, 5);
  return {
    ...agent,
    assignments: assignments.map(({ from, to, seconds }: Record<string, unknown>) => ({
      ...{ from, to, seconds: to === null ? null : seconds },
    })),
  };
}

/** Random stories of people who are assigned, write and resolve, often at the same moment or a microsecond later. */
function stories({ agents, botUser, inbox, botInbox }: TestAccount) {
  const agent = fc.constantFrom(...agents, botUser);
  const deed = fc.oneof(
    { weight: 5, arbitrary: fc.option(agent).map((id) => assign(id)) },
    { weight: 3, arbitrary: agent.map((id) => reply(id)) },
    { weight: 1, arbitrary: agent.map((agentId) => say('outgoing', { agentId, private: true })) },
    { weight: 2, arbitrary: fc.constantFrom(say(), say('activity'), say('template'), say('outgoing', { bot: true })) },
    { weight: 2, arbitrary: fc.constantFrom('resolved', 'open', 'pending').map((status) => become(status as 'open')) },
  );
  const beginning = fc.record({
    inboxId: fc.constantFrom(inbox, botInbox),
    status: fc.constantFrom('open' as const, 'pending' as const),
    assigneeId: fc.option(agent),
  });
  const steps = fc.array(fc.tuple(fc.constantFrom(0, 0, 0.000_001, 1.5), deed), { maxLength: 25, size: 'max' });
  const story = fc.tuple(beginning, steps).map(([start, timed]) => {
    const times = moments(timed.map(([gap]) => gap));
    return [start, ...timed.map(([, what], index): Step => [times[index]!, what])] as const;
  });
  return fc.array(story, { minLength: 5, maxLength: 15 });
}
