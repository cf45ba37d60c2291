import fc from 'fast-check';
import { differences } from './differences';
import { groupsOf } from './groups';
import { type Asked, type measured, messagesIn, resolvedIn, startedIn, transfersIn } from './measured';
import { askedOf } from './model';
import { property } from './properties';
import { questions } from './questions';
import { ask } from './served-centres';
import type { Told } from './told';
import { has, idOf, totalsOf } from './totals';

type Totals = ReturnType<typeof totalsOf>;
type Group = Readonly<Record<string, unknown>>;
type Value = ReturnType<typeof measured> | number;

const isOnline = (dialog: Told) => !has('OFFLINE', 'REJECTED_INVITATION')(dialog);
const started = (isCounted: (dialog: Told) => unknown) => (asked: Asked) => startedIn(asked).filter(isCounted).length;
const kind = (name: string) => started(has(name));
const part =
  (name: keyof Totals['messages']) =>
  (_asked: Asked, { messages }: Totals) =>
    messages[name];
/** The measures of the catalogue, each by the model. */
const MEASURES: Readonly<Record<string, (asked: Asked, totals: Totals) => Value>> = {
  started: started(() => true),
  ...{ chat: kind('CHAT'), offline: kind('OFFLINE'), missed: kind('MISSED'), bounced: kind('BOUNCE') },
  ...{ rejectedInvitations: kind('REJECTED_INVITATION'), skipped: kind('SKIP'), online: started(isOnline) },
  answered: started((dialog) => isOnline(dialog) && dialog.wait && !has('MISSED', 'BOUNCE')(dialog)),
  offlineAnswered: (_asked, { offline }) => offline.answered,
  offlineResolved: (_asked, { offline }) => offline.resolved,
  invited: (_asked, { invitations }) => invitations.dialogs,
  invitationsTaken: (_asked, { invitations }) => invitations.taken,
  transferredDialogs: started(({ transfers }) => transfers.length > 0),
  firstResponse: (_asked, totals) => totals.firstResponse,
  firstResponseAfterBot: (_asked, totals) => totals.firstResponseAfterBot,
  wait: (_asked, totals) => totals.wait,
  resolved: (asked) => resolvedIn(asked).length,
  resolvedWithoutTransfer: (_asked, totals) => totals.resolvedWithoutTransfer,
  withBot: (_asked, { botContainment }) => botContainment.whole,
  botContained: (_asked, { botContainment }) => botContainment.part,
  botHandedOver: (_asked, { botHandOver }) => botHandOver.part,
  duration: (_asked, totals) => totals.duration,
  handling: (_asked, totals) => totals.handling,
  ...{ messages: part('total'), clientMessages: part('client'), agentMessages: part('agent') },
  ...{ botMessages: part('bot'), templateMessages: part('template'), activityMessages: part('activity') },
  ...{ privateMessages: part('private') },
  messagesSent: (asked) => messagesIn(asked).filter(({ publicSenderId }) => publicSenderId !== null).length,
  ...{ clientMessagesWhileAssigned: part('client'), agentMessagesWhileAssigned: part('agent') },
  ...{ botMessagesWhileAssigned: part('bot'), templateMessagesWhileAssigned: part('template') },
  ...{ activityMessagesWhileAssigned: part('activity'), privateMessagesWhileAssigned: part('private') },
  reply: (_asked, totals) => totals.reply,
  transfers: (asked) => transfersIn(asked).length,
  transfersOut: (asked) => transfersIn(asked).length,
  assignedSeconds: (asked) => groupsOf(asked).byAgent.reduce((sum, row) => sum + row.assignedSeconds, 0),
};

/** What a dialog is grouped by; a dialog of several kinds is in the group of each. */
const DIMENSIONS: Readonly<Record<string, (dialog: Told) => readonly Group[]>> = {
  INBOX: ({ inboxId }) => [{ inbox: idOf(inboxId) }],
  TEAM: ({ teamId }) => [{ team: idOf(teamId) }],
  CHANNEL: ({ channelType }) => [{ channelType }],
  KIND: ({ kinds }) => kinds.map((each) => ({ kind: each.toUpperCase() })),
};

function measureOf(name: string, asked: Asked, totals: Totals) {
  const value = MEASURES[name]!(asked, totals);
  const none = { medianSeconds: null, p90Seconds: null };
  if (typeof value === 'number') return { name, value, ...none };
  const { sample, meanSeconds, ...percentiles } = value;
  return { name, value: meanSeconds, sample, ...percentiles };
}

/** Of handling, a team has the seconds in which dialogs were its own, whosever they are now. */
function teamsOwn({ team }: Group, asked: Asked) {
  const row = groupsOf(asked).byTeam.find((each) => same({ team: each.team }, { team }));
  const { sample = 0, meanSeconds: value = null, medianSeconds = null, p90Seconds = null } = row?.handling ?? {};
  return { name: 'handling', value, sample, medianSeconds, p90Seconds };
}

const isEmpty = ({ values }: { readonly values: readonly { value: number | null }[] }) =>
  values.every(({ value }) => value === 0 || value === null);
const inOrder = <Row>(rows: readonly Row[], keyOf: (row: Row) => unknown) =>
  [...rows].sort((a, b) => (JSON.stringify(keyOf(a)) < JSON.stringify(keyOf(b)) ? -1 : 1));

/** Every measure of the catalogue, in total and by all that is no agent. */
export const ANY_MEASURE = property(
  'any measure, in total or by a dimension, is as the model has it',
  12,
  ({ world }) =>
    fc.tuple(
      questions(world.all),
      fc.uniqueArray(fc.constantFrom(...Object.keys(MEASURES)), { minLength: 1, maxLength: 12 }),
      fc.constantFrom(null, ...Object.keys(DIMENSIONS)),
    ),
  async (served, subject, [question, names, by]) => {
    const fields = `measures(names: ${JSON.stringify(names)}${by ? `, by: ${by}` : ''}) {
      inbox { databaseId } team { databaseId } channelType kind values { name value sample medianSeconds p90Seconds } }`;
    const { answer, now } = await ask(served, subject, fields, question);
    const asked = askedOf(subject.world, question, now);
    const had = asked.dialogs.flatMap(({ teamStretches }) =>
      teamStretches.map(({ teamId }) => ({ team: idOf(teamId) })),
    );
    const groups: Group[] =
      by === null ? [{}] : [...asked.dialogs.flatMap(DIMENSIONS[by]!), ...(by === 'TEAM' ? had : [])];
    const apart = [...new Map(groups.map((group) => [JSON.stringify(group), group])).values()];
    const rows = apart.map((group) => {
      const isIn = (dialog: Told) => by === null || DIMENSIONS[by]!(dialog).some((one) => same(one, group));
      const own = { ...asked, dialogs: asked.dialogs.filter(isIn) };
      const totals = totalsOf(own, own.dialogs, asked.period.to, 72, 0);
      const values = names.map((name) =>
        by === 'TEAM' && name === 'handling' ? teamsOwn(group, asked) : measureOf(name, own, totals),
      );
      return { ...group, values };
    });
    const wanted = by === null ? rows : rows.filter((row) => !isEmpty(row));
    const groupOf = ({ inbox, team, channelType, kind: one }: Group) =>
      [inbox, team, channelType, one].map((x) => x ?? null);
    // biome-ignore lint/suspicious/noExplicitAny: rows have the shape that is asked for.
    const given = answer.measures.filter((row: any) => by === null || !isEmpty(row));
    return differences(inOrder(given, groupOf), inOrder(wanted, groupOf));
  },
);

function same(a: Group, b: Group): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
