import fc from 'fast-check';
import { differences } from './differences';
import { microseconds, textOf } from './meant';
import { property } from './properties';
import { GROUPS, moments, OVER_TIME, questions, TOTALS } from './questions';
import { ask } from './served-centres';

// biome-ignore lint/suspicious/noExplicitAny: rows have the shape that is asked for.
type Row = any;

const sum = (rows: readonly Row[], numberIn: (row: Row) => number) => rows.reduce((all, row) => all + numberIn(row), 0);

/** The sums of some fields over rows. */
function sums(rows: readonly Row[], ...names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, sum(rows, (row) => row[name])]));
}

/** What adds up when a period is cut in two. */
function additive(answer: Row) {
  const { started, resolved, transfers, transferredDialogs, resolvedWithoutTransfer, messages, kinds } = answer;
  const samples = ['firstResponse', 'firstResponseAfterBot', 'wait', 'reply', 'duration', 'handling'];
  const total = (name: string) => answer[name].sample * (answer[name].meanSeconds ?? 0);
  return {
    ...{ started, resolved, transfers, transferredDialogs, resolvedWithoutTransfer },
    ...Object.fromEntries(Object.entries(messages).map(([name, count]) => [`messages ${name}`, count])),
    ...Object.fromEntries(kinds.map(({ kind, dialogs }: Row) => [kind, dialogs])),
    ...Object.fromEntries(samples.map((name) => [name, answer[name].sample])),
    ...Object.fromEntries(samples.map((name) => [`${name} seconds`, total(name)])),
    ...Object.fromEntries(['reopened', 'botContainment', 'botHandOver'].map((name) => [name, answer[name].part])),
    firstContacts: answer.firstContactResolution.part,
    offline: answer.offline.dialogs,
    assigned: sum(answer.byAgent, ({ assignedSeconds }) => assignedSeconds),
    sent: sum(answer.byAgent, ({ messagesSent }) => messagesSent),
    took: sum(answer.byAgent, ({ dialogs }) => dialogs),
    backlogs: answer.backlog - answer.backlogAtStart,
  } as Record<string, number>;
}

/** Totals agree with their parts. */
export const PARTS_AND_TOTALS = [
  property(
    'points and groups add up to the totals',
    6,
    ({ world }) => questions(world.all),
    async (served, subject, question) => {
      const { answer } = await ask(served, subject, `${TOTALS} ${GROUPS} ${OVER_TIME}`, question);
      const { started, resolved, transfers, messages, firstResponse, reply, overTime, byHourOfWeek, byAgent } = answer;
      const kinds = Object.fromEntries(answer.kinds.map(({ kind, dialogs }: Row) => [kind, dialogs]));
      const dialogs = { started, resolved, missed: kinds.MISSED, bounced: kinds.BOUNCE };
      const fields = ['started', 'resolved', 'missed', 'bounced'];
      return [
        ...differences(sums(overTime, ...fields, 'transfers', 'clientMessages', 'agentMessages'), {
          ...{ ...dialogs, transfers, clientMessages: messages.client, agentMessages: messages.agent },
        }),
        ...differences(sums(byHourOfWeek, 'started', 'clientMessages'), { started, clientMessages: messages.client }),
        ...['byInbox', 'byTeam', 'byChannel'].flatMap((name) =>
          differences(sums(answer[name], ...fields), dialogs, name),
        ),
        ...differences(sums(byAgent, 'transfersIn', 'transfersOut'), {
          transfersIn: transfers,
          transfersOut: transfers,
        }),
        ...differences(
          sum(byAgent, ({ whileAssigned }) => whileAssigned.total),
          messages.total,
          'while assigned',
        ),
        ...differences(
          sum(byAgent, (row) => row.firstResponse.sample),
          firstResponse.sample,
          'first responses',
        ),
        ...differences(
          sum(byAgent, (row) => row.reply.sample),
          reply.sample,
          'replies',
        ),
        ...differences(
          Math.max(0, ...byAgent.map((row: Row) => row.concurrency.most)),
          answer.concurrency.most,
          'most',
        ),
      ];
    },
  ),
  property(
    'a period cut in two at any moment adds up',
    6,
    ({ world }) => fc.tuple(questions(world.all), moments(world.all)),
    async (served, subject, [question, moment]) => {
      const { from, to } = question.period;
      const cut = textOf(Math.min(Math.max(moment, microseconds(from)), microseconds(to)));
      const of = async (period: { from: string; to: string }) => {
        const fields = `${TOTALS} backlogAtStart: backlog(at: $at) byAgent { dialogs assignedSeconds messagesSent }`;
        const { answer } = await ask(served, subject, fields, { ...question, period, at: period.from });
        return additive(answer);
      };
      const [whole, before, after] = [await of({ from, to }), await of({ from, to: cut }), await of({ from: cut, to })];
      const added = Object.fromEntries(Object.entries(before).map(([name, part]) => [name, part + after[name]!]));
      const opened = whole.backlogs === whole.started! - whole.resolved! ? [] : ['the backlog does not follow'];
      return [...differences(added, whole), ...opened];
    },
  ),
];
