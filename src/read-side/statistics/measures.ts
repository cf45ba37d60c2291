import { LONGEST_ROLLED_GAP_HOURS } from '../../rollups/longest-gap';
import { seesAll, type Visibility } from '../visibility';
import { seenToComeBack } from './seen-to-come-back';
import type { MeasureSource } from './sources';

/** Something that can be measured over a period: an entry of the catalogue. */
export interface MeasureDefinition {
  readonly name: string;
  /** What is counted, and by which time. */
  readonly description: string;
  readonly source: MeasureSource;
  /** COUNT: rows. SUM: of `value`. DURATION: sample, mean, median and p90 of `value`. */
  readonly aggregation: 'COUNT' | 'SUM' | 'DURATION';
  readonly unit: 'DIALOGS' | 'MESSAGES' | 'TRANSFERS' | 'SECONDS';
  /** Seconds, as SQL over the source's row x (and its range r, of ASSIGNMENTS); a row where they are null is none. */
  readonly value?: string;
  /** Of seconds: the moment that they count from, as SQL over the same. */
  readonly since?: string;
  /** Which rows are meant, as SQL over x; all where left out. */
  readonly where?: string;
  /** Whose a row is, where it is not the source's: an agent's id as SQL over x. */
  readonly agent?: string;
  /** Of a count by a threshold: which samples of the rollups are counted, up to which bucket. */
  readonly rolledUpTo?: { readonly samples: string; readonly bucket: number };
}

type Part = Pick<MeasureDefinition, 'where' | 'agent' | 'value' | 'since'>;

const dialogs =
  (source: 'STARTED' | 'RESOLVED') =>
  (name: string, description: string, part: Part = {}): MeasureDefinition => ({
    ...{ name, description, source, aggregation: 'COUNT', unit: 'DIALOGS', ...part },
  });
const started = dialogs('STARTED');
const resolved = dialogs('RESOLVED');
const messages = (name: string, description: string, part: Part = {}): MeasureDefinition => ({
  ...{ name, description, source: 'MESSAGES', aggregation: 'COUNT', unit: 'MESSAGES', ...part },
});
const transfers = (name: string, description: string, part: Part = {}): MeasureDefinition => ({
  ...{ name, description, source: 'TRANSFERS', aggregation: 'COUNT', unit: 'TRANSFERS', ...part },
});
const duration = (name: string, description: string, source: MeasureSource, part: Part): MeasureDefinition => ({
  ...{ name, description, source, aggregation: 'DURATION', unit: 'SECONDS', ...part },
});

const is = (kind: string) => `'${kind}' = ANY (x.kinds)`;
const IS_ANSWERED = "x.answer_wait_seconds IS NOT NULL AND NOT x.kinds && '{missed,bounce,offline}'";
const IS_INVITED = `x.started_by = 'invitation' AND NOT ${is('offline')}`;

const PARTS = {
  client: 'Messages of clients',
  agent: 'Public messages of human agents',
  bot: 'Public messages of bots',
  template: 'Automatic messages from templates',
  activity: "Notes of the host's own about what happened",
  private: 'Private notes',
};

/** Everything that can be measured, in the order in which `Query.measures` lists it. */
export const MEASURES: readonly MeasureDefinition[] = [
  started('started', 'Dialogs, by their start.'),
  started('chat', 'Dialogs with the kind CHAT, by their start.', { where: is('chat') }),
  started('offline', 'Dialogs with the kind OFFLINE, by their start.', { where: is('offline') }),
  started('missed', 'Dialogs with the kind MISSED, by their start.', { where: is('missed') }),
  started('bounced', 'Dialogs with the kind BOUNCE, by their start.', { where: is('bounce') }),
  started('rejectedInvitations', 'Dialogs with the kind REJECTED_INVITATION, by their start.', {
    where: is('rejected_invitation'),
  }),
  started('skipped', 'Dialogs with the kind SKIP, by their start; 0 unless the filter asks for them.', {
    where: is('skip'),
  }),
  started('online', 'Dialogs that are neither OFFLINE nor REJECTED_INVITATION, by their start.', {
    where: "NOT x.kinds && '{offline,rejected_invitation}'",
  }),
  started(
    'answered',
    'Online dialogs whose client waited until an agent accepted or answered, not missed or bounced, by their start.',
    { where: IS_ANSWERED },
  ),
  started('offlineAnswered', 'Offline dialogs that an agent accepted or answered, by their start.', {
    where: `${is('offline')} AND x.answered_at IS NOT NULL`,
  }),
  started('offlineResolved', 'Offline dialogs that are resolved now, by their start.', {
    where: `${is('offline')} AND x.resolved_at IS NOT NULL`,
  }),
  started('invited', 'Dialogs that an invitation began, without the offline ones, by their start.', {
    where: IS_INVITED,
  }),
  started('invitationsTaken', 'Those of them in which the client wrote, by their start.', {
    where: `${IS_INVITED} AND x.client_wrote`,
  }),
  started('transferredDialogs', 'Dialogs with at least one transfer, by their start.', { where: 'x.transfers > 0' }),
  duration('firstResponse', 'From the start of a dialog to the first response, by the start.', 'STARTED', {
    ...{ value: 'x.first_response_seconds', since: 'x.started_at', agent: 'x.first_responder_id' },
  }),
  duration(
    'firstResponseAfterBot',
    'From the hand-over by a bot to the first response, by the start of the dialog.',
    'STARTED',
    { value: 'x.response_after_bot_seconds', since: 'x.handed_over_at', agent: 'x.first_responder_id' },
  ),
  duration('wait', 'How long the client waited until an agent first accepted or answered, by the start.', 'STARTED', {
    ...{ value: 'x.wait_seconds', since: 'x.waited_from' },
  }),
  resolved('resolved', 'Dialogs, by their resolve.'),
  resolved('resolvedWithoutTransfer', 'Dialogs without any transfer, by their resolve.', { where: 'x.transfers = 0' }),
  resolved('withBot', 'Dialogs that a bot had, by their resolve.', { where: 'x.with_bot' }),
  resolved('botContained', 'Dialogs that a bot had and no human agent took part in, by their resolve.', {
    where: 'x.with_bot AND NOT x.with_agent',
  }),
  resolved('botHandedOver', 'Dialogs that a bot had and handed over, by their resolve.', {
    where: 'x.with_bot AND x.handed_over_at IS NOT NULL',
  }),
  duration('duration', 'From start to resolve, where that is known, by the resolve.', 'RESOLVED', {
    value: 'CASE WHEN x.resolve_known THEN extract(epoch FROM x.resolved_at - x.started_at) END',
    since: 'x.started_at',
  }),
  duration('handling', 'How long anybody was assigned in a dialog, by its resolve.', 'RESOLVED', {
    value: 'nullif(x.handled_seconds, 0)',
  }),
  messages('messages', 'All messages, by their time.'),
  ...Object.entries(PARTS).map(([part, what]) =>
    messages(`${part}Messages`, `${what}, by their time.`, { where: `x.part = '${part}'` }),
  ),
  messages('messagesSent', 'Public messages of users, bots among them, by their time.', {
    where: 'x.sender_id IS NOT NULL',
  }),
  ...Object.entries(PARTS).map(([part, what]) =>
    messages(`${part}MessagesWhileAssigned`, `${what}, by their time; by agent: of who was assigned when they came.`, {
      ...{ where: `x.part = '${part}'`, agent: 'x.assignee_id' },
    }),
  ),
  duration('reply', "From the first of a client's unanswered messages to the reply, by its time.", 'MESSAGES', {
    ...{ value: 'x.reply_seconds', since: "x.at - x.reply_seconds * interval '1 second'" },
  }),
  transfers('transfers', 'Transfers, by their time; by agent: of who was transferred to.'),
  transfers('transfersOut', 'Transfers, by their time; by agent: of who was transferred from.', {
    agent: 'x.from_agent_id',
  }),
  {
    name: 'assignedSeconds',
    description: 'Time in which agents were assigned, within the period, up to now.',
    ...{ source: 'ASSIGNMENTS', aggregation: 'SUM', unit: 'SECONDS' },
    value: 'extract(epoch FROM least(x.held_to, r.t) - greatest(x.held_from, r.f))',
    since: 'greatest(x.held_from, r.f)',
  },
];

const BY_NAME: ReadonlyMap<string, MeasureDefinition> = new Map(MEASURES.map((measure) => [measure.name, measure]));

/** The measure of a name in the catalogue; undefined for none. */
export function findMeasure(name: string): MeasureDefinition | undefined {
  return BY_NAME.get(name);
}

/** The measure of a name that is in the catalogue. */
export function measureNamed(name: string): MeasureDefinition {
  return BY_NAME.get(name)!;
}

/** Answered dialogs whose client had waited at most so many seconds, whole ones: what a service level is made of. */
export function answeredWithin(seconds: number): MeasureDefinition {
  const where = `${IS_ANSWERED} AND x.answer_wait_seconds <= ${Math.trunc(seconds)}`;
  return {
    ...started(`answeredWithin${Math.trunc(seconds)}`, 'Answered in time, by their start.', { where }),
    rolledUpTo: { samples: 'answerWait', bucket: Math.trunc(seconds) },
  };
}

/**
 * Resolved dialogs whose conversation or contact began another dialog at most so many hours after the resolve, whole ones.
 * Under limits the other one must be seen too: of these nothing is rolled up.
 */
export function comesBackWithin(
  whose: 'conversation' | 'contact',
  hours: number,
  visibility?: Visibility,
): MeasureDefinition {
  const gap = `x.next_of_${whose}_at - x.resolved_at`;
  const where = `${gap} BETWEEN interval '0' AND interval '${Math.trunc(hours)} hours'`;
  if (visibility && !seesAll(visibility)) {
    const seen = seenToComeBack(whose, Math.trunc(hours), visibility);
    return resolved(`next_of_${whose}_seen_within_${Math.trunc(hours)}`, 'Seen back in time, by their resolve.', {
      where: `${where} AND ${seen}`,
    });
  }
  const measure = resolved(`next_of_${whose}_within_${Math.trunc(hours)}`, 'Back in time, by their resolve.', {
    where,
  });
  if (hours > LONGEST_ROLLED_GAP_HOURS) return measure;
  const samples = whose === 'contact' ? 'nextOfContact' : 'nextOfConversation';
  return { ...measure, rolledUpTo: { samples, bucket: Math.trunc(hours) } };
}
