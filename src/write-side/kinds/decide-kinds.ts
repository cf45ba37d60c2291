import { sql } from 'drizzle-orm';
import type { Database, Session } from '../../database/database';
import { formatTimestamp, type Instant } from '../../instant';
import type { Reason } from '../../rulebook/kind-reasons';
import { type Classification, classify } from '../../rulebook/kinds';
import { waitSecondsOf } from '../../rulebook/waiting';
import { DIALOG_KINDS, type DialogKind } from '../../rulebook/words';
import { markingOf } from '../../summaries/marks';
import { readDecided } from './read-decided';
import { type ReadFacts, readDialogFacts } from './read-facts';

/** The kinds of a dialog that a decision changed, and those that it had; null where nothing was decided before. */
export interface KindsChanged {
  readonly dialogId: number;
  readonly before: readonly string[] | null;
  readonly after: Classification;
}

/** The kinds of a dialog, and when an agent first accepted it, after how much waiting (rules §4, §5). */
export interface Decided extends Classification {
  readonly answeredAt: Instant | null;
  readonly waitSeconds: number | null;
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : formatTimestamp(at);
}

/** Facts of this many dialogs are held at once. */
const DIALOGS_PER_STATEMENT = 500;

/**
 * Decides the kinds of dialogs of an account from what is known now (W; rules §5), and keeps what changed; with
 * `dryRun` only tells it. Of a dialog whose presence was removed nothing but the skip mark is decided again, once it
 * was decided after its end. The dialogs are locked until the transaction ends, so that of two decisions the later one
 * has seen all facts of the earlier.
 */
export async function decideKinds(
  session: Session,
  events: Database['events'],
  accountId: number,
  dialogIds: readonly number[],
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<KindsChanged[]> {
  const changed: KindsChanged[] = [];
  const ids = [...new Set(dialogIds)].sort((a, b) => a - b);
  for (let start = 0; start < ids.length; start += DIALOGS_PER_STATEMENT) {
    const some = ids.slice(start, start + DIALOGS_PER_STATEMENT);
    changed.push(...(await decideSome(session, events, accountId, some, dryRun)));
  }
  return changed;
}

async function decideSome(
  session: Session,
  events: Database['events'],
  accountId: number,
  ids: readonly number[],
  dryRun: boolean,
): Promise<KindsChanged[]> {
  if (!dryRun) {
    await session.rows(sql`SELECT FROM dialog_facts WHERE account_id = ${accountId}
      AND dialog_id = ANY(${sql.param(ids)}::bigint[]) ORDER BY dialog_id FOR NO KEY UPDATE`);
  }
  const facts = await readDialogFacts(session, events, accountId, ids);
  const fixed = await readDecided(
    session,
    accountId,
    [...facts].filter(([, its]) => its.presenceRemovedAt !== null && its.resolvedAt !== null).map(([id]) => id),
  );
  const decided = new Map<number, Decided>(
    [...facts].map(([id, its]) => {
      const anew = { ...classify(its), ...answerOf(its) };
      const kept = fixed.get(id);
      return [
        id,
        kept && !NOT_BY_PRESENCE.has(kept.reason)
          ? { ...anew, ...kept, kinds: withMark(kept.kinds, its.skipped) }
          : anew,
      ];
    }),
  );
  const before = await kindsOf(session, accountId, ids);
  if (!dryRun) await keep(session, accountId, decided);
  return [...decided].flatMap(([dialogId, after]) => {
    const had = before.get(dialogId) ?? null;
    return had?.join() === after.kinds.join() ? [] : [{ dialogId, before: had, after }];
  });
}

async function kindsOf(session: Session, accountId: number, ids: readonly number[]): Promise<Map<number, string[]>> {
  const rows = await session.rows<{ dialog_id: number; kinds: string[] }>(sql`
    SELECT dialog_id, kinds::text[] AS kinds FROM dialog_classifications
    WHERE account_id = ${accountId} AND dialog_id = ANY(${sql.param(ids)}::bigint[])`);
  return new Map(rows.map((row) => [row.dialog_id, row.kinds]));
}

/** What was decided without it, of a dialog that lasted or that no presence tells anything of, is decided again. */
const NOT_BY_PRESENCE: ReadonlySet<Reason> = new Set(['still-open', 'started-offline']);

function withMark(kinds: readonly DialogKind[], skipped: boolean): DialogKind[] {
  return DIALOG_KINDS.filter((kind) => (kind === 'skip' ? skipped : kinds.includes(kind)));
}

function answerOf(facts: ReadFacts): Pick<Decided, 'answeredAt' | 'waitSeconds'> {
  const { resolvedAt } = facts;
  const acts = [...facts.acceptances, ...facts.agentMessages].map(({ at }) => at);
  const acceptedAt = acts.length === 0 ? null : Math.min(...acts);
  const answeredAt = acceptedAt !== null && (resolvedAt === null || acceptedAt <= resolvedAt) ? acceptedAt : null;
  const firstClientMessageAt = facts.clientMessages[0] ?? null;
  const startedStatus = facts.startedStatusKnown ? facts.startedStatus : null;
  return { answeredAt, waitSeconds: waitSecondsOf({ ...facts, startedStatus, firstClientMessageAt, acceptedAt }) };
}

/** Rows that say the same already are left as they are; dialogs of those that change are marked as changed. */
async function keep(session: Session, accountId: number, decided: ReadonlyMap<number, Decided>): Promise<void> {
  const rows = [...decided].map(([id, its]) => ({
    ...{ dialog_id: id, kinds: its.kinds, presence_known: its.presenceKnown, waited_seconds: its.waitedSeconds },
    departed_at: textOf(its.departedAt),
    ...{ answered_at: textOf(its.answeredAt), answer_wait_seconds: its.waitSeconds },
    ...{ departed_assignee_id: its.departedAssigneeId, departed_team_id: its.departedTeamId, reason: its.reason },
  }));
  if (rows.length === 0) return;
  const parts = sql`
    decided AS (INSERT INTO dialog_classifications AS k (account_id, dialog_id, kinds, presence_known, departed_at, waited_seconds,
      departed_assignee_id, departed_team_id, answered_at, answer_wait_seconds, reason, decided_at)
    SELECT ${accountId}, dialog_id, ARRAY(SELECT jsonb_array_elements_text(kinds))::dialog_kind[], presence_known,
      departed_at, waited_seconds, departed_assignee_id, departed_team_id, answered_at, answer_wait_seconds, reason,
      clock_timestamp() AT TIME ZONE 'UTC'
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v (dialog_id bigint, kinds jsonb, presence_known boolean,
      departed_at timestamp, waited_seconds float8, departed_assignee_id bigint, departed_team_id bigint,
      answered_at timestamp, answer_wait_seconds float8, reason text)
    ON CONFLICT (account_id, dialog_id) DO UPDATE SET kinds = excluded.kinds, presence_known = excluded.presence_known,
      departed_at = excluded.departed_at, waited_seconds = excluded.waited_seconds, reason = excluded.reason,
      departed_assignee_id = excluded.departed_assignee_id, departed_team_id = excluded.departed_team_id,
      answered_at = excluded.answered_at, answer_wait_seconds = excluded.answer_wait_seconds,
      decided_at = excluded.decided_at
    WHERE (k.kinds, k.presence_known, k.departed_at, k.waited_seconds, k.reason, k.departed_assignee_id, k.departed_team_id,
        k.answered_at, k.answer_wait_seconds)
      IS DISTINCT FROM (excluded.kinds, excluded.presence_known, excluded.departed_at, excluded.waited_seconds,
        excluded.reason, excluded.departed_assignee_id, excluded.departed_team_id, excluded.answered_at,
        excluded.answer_wait_seconds)
    RETURNING dialog_id)`;
  await session.rows(markingOf(sql`SELECT ${accountId}::bigint, dialog_id FROM decided`, parts));
}
