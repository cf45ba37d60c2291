import fc from 'fast-check';
import { formatTimestamp, parseTimestamp } from '../../src/instant';
import { DIALOG_KINDS } from '../../src/rulebook/words';
import type { DialogRows, MessagePart } from '../../src/summaries/rows';
import { DAY, HOUR } from '../statistics/zone-cases';

export const START = parseTimestamp('2024-01-10 00:00:00');
const LENGTH = 70 * DAY;

const PARTS: readonly MessagePart[] = ['client', 'agent', 'bot', 'template', 'activity', 'private'];
const seconds = fc.option(
  fc.integer({ min: 0, max: 100_000_000_000 }).map((microseconds) => microseconds / 1e6),
  { nil: null },
);
const agent = fc.integer({ min: 1, max: 3 });
const someone = fc.option(agent, { nil: null });

/** The rows of a dialog in ten weeks: any that the tables take, whether a log gives such or not. */
export const dialogRows = (accountId: number, dialogId: number): fc.Arbitrary<DialogRows> =>
  fc
    .record({
      start: fc.oneof(
        fc.integer({ min: 0, max: LENGTH }),
        fc.integer({ min: 0, max: 70 * 24 }).map((hour) => hour * HOUR),
      ),
      length: fc.option(fc.oneof(fc.integer({ min: 1, max: 20 * DAY }), fc.integer({ min: 1, max: HOUR })), {
        nil: null,
      }),
      inbox: fc.integer({ min: 1, max: 3 }),
      team: fc.option(fc.integer({ min: 1, max: 2 }), { nil: null }),
      kinds: fc.subarray([...DIALOG_KINDS]),
      agents: fc.subarray([1, 2, 3]),
      flags: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      times: fc.array(seconds, { minLength: 5, maxLength: 5 }),
      responder: someone,
      gap: fc.option(fc.integer({ min: 0, max: 20 * DAY }), { nil: null }),
      messages: fc.array(
        fc.record({
          after: fc.integer({ min: 0, max: 30 * DAY }),
          part: fc.constantFrom(...PARTS),
          assignee: someone,
          sender: someone,
          reply: seconds,
        }),
        { maxLength: 6 },
      ),
      transfers: fc.array(fc.record({ after: fc.integer({ min: 0, max: 5 * DAY }), from: agent, to: agent }), {
        maxLength: 2,
      }),
      holdings: fc.array(
        fc.record({
          after: fc.integer({ min: 0, max: 5 * DAY }),
          for: fc.option(fc.integer({ min: 1, max: 10 * DAY }), { nil: null }),
          id: agent,
          isTeam: fc.boolean(),
        }),
        { maxLength: 3 },
      ),
    })
    .map((made) => {
      const startedAt = START + made.start;
      const resolvedAt = made.length === null ? null : startedAt + made.length;
      const skipped = made.kinds.includes('skip') && made.flags[5]!;
      const kinds = made.kinds.filter((kind) => kind !== 'skip' || skipped);
      const ofDialog = {
        account_id: accountId,
        dialog_id: dialogId,
        inbox_id: made.inbox,
        team_id: made.team,
        skipped,
      };
      const text = (at: number | null) => (at === null ? null : formatTimestamp(at));
      const next = resolvedAt === null || made.gap === null ? null : resolvedAt + made.gap;
      const [first, afterBot, wait, answer, handled] = made.times;
      return {
        summary: {
          ...{ account_id: accountId, dialog_id: dialogId, conversation_id: dialogId, inbox_id: made.inbox },
          ...{ team_id: made.team, assignee_id: null, status: resolvedAt === null ? 0 : 1 },
          ...{ started_at: formatTimestamp(startedAt), resolved_at: text(resolvedAt), resolve_known: made.flags[0]! },
          ...{ kinds, started_by: made.flags[1] ? 'invitation' : 'visitor', agent_ids: made.agents },
          ...{ was_assigned: made.flags[2]!, transfers: made.transfers.length },
          ...{ first_response_seconds: first!, first_responder_id: first === null ? null : (made.responder ?? 1) },
          ...{
            handed_over_at: made.flags[3] ? formatTimestamp(startedAt) : null,
            response_after_bot_seconds: afterBot!,
          },
          ...{
            waited_from: null,
            wait_seconds: wait!,
            answered_at: answer === null ? null : formatTimestamp(startedAt),
          },
          ...{ answer_wait_seconds: answer!, departed_assignee_id: null, departed_team_id: null, waiting_since: null },
          ...{ with_bot: made.flags[4]!, with_agent: made.flags[3]!, client_wrote: made.flags[0]! },
          ...{ next_of_conversation_at: text(next), next_of_contact_at: text(next) },
          ...{ handled_seconds: resolvedAt === null ? null : (handled ?? 0), served: [] as never },
        },
        messages: made.messages.map(({ after, part, assignee, sender, reply }) => ({
          ...ofDialog,
          ...{
            at: formatTimestamp(startedAt + after),
            part,
            assignee_id: assignee,
            sender_id: sender,
            reply_seconds: reply,
          },
        })),
        transfers: made.transfers.map(({ after, from, to }, number) => ({
          ...ofDialog,
          ...{ number, at: formatTimestamp(startedAt + after), from_agent_id: from, to_agent_id: to, via_queue: false },
        })),
        holdings: made.holdings.map(({ after, for: length, id, isTeam }) => ({
          ...ofDialog,
          ...{ holder: isTeam ? ('team' as const) : ('agent' as const), holder_id: id },
          held_from: formatTimestamp(startedAt + after),
          held_to: resolvedAt === null && length === null ? null : formatTimestamp(startedAt + after + (length ?? 1)),
        })),
      };
    });
