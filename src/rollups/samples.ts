import { type SQL, sql } from 'drizzle-orm';
import { type MeasureDefinition, measureNamed } from '../read-side/statistics/measures';
import { SOURCES } from '../read-side/statistics/sources';
import { logBucketSql } from '../statistics/log-buckets';
import { AGENT_DURATIONS, DURATIONS } from './columns';
import { LONGEST_ROLLED_GAP_HOURS } from './longest-gap';

const LONGEST_GAP = `interval '${LONGEST_ROLLED_GAP_HOURS} hours'`;
const IS_GAP = (next: string) => `${next} - x.resolved_at BETWEEN interval '0' AND ${LONGEST_GAP}`;

/** What is rolled up beside the durations of the catalogue: what is compared with a threshold that is asked for. */
const GAPS: Readonly<Record<string, string>> = {
  nextOfConversation: 'x.next_of_conversation_at',
  nextOfContact: 'x.next_of_contact_at',
};

/** By whole seconds, and by whole hours, both rounded up: exact for whole thresholds. All others by logarithms. */
export const BUCKET: SQL = sql`CASE measure
  WHEN 'answerWait' THEN ceil(seconds)::int
  WHEN 'nextOfConversation' THEN ceil(seconds / 3600)::int
  WHEN 'nextOfContact' THEN ceil(seconds / 3600)::int
  ELSE ${logBucketSql(sql`seconds`)} END`;

/** A duration of a row x: of which measure, and by whom. All but the measure's name are SQL. */
interface Sample {
  readonly measure: string;
  readonly holder: string;
  readonly holderId: string;
  readonly seconds: string;
}

/** Durations that are taken from the same rows x of a source: one scan. */
export interface Samples {
  readonly from: SQL;
  readonly at: SQL;
  readonly skipped: SQL;
  /** Of null seconds none is taken. */
  readonly samples: readonly Sample[];
}

/** All that is rolled up in `dialog_rollup_durations` of an account. */
export function allSamples(accountId: number): readonly Samples[] {
  const of = (source: 'STARTED' | 'RESOLVED' | 'MESSAGES', ...others: Sample[]): Samples => {
    const its = SOURCES[source];
    const isOf = (measure: MeasureDefinition) => measure.source === source;
    return {
      from: sql`${sql.raw(its.table)} x`,
      at: sql.raw(`x.${its.times.from}`),
      skipped: sql.raw(its.skipped),
      samples: [
        ...DURATIONS.filter(isOf).map(({ name, value }) => ofDialog(name, value!)),
        ...AGENT_DURATIONS.filter(isOf).map(({ name, value, agent }) => ({
          ...{ measure: name, holder: "'agent'", holderId: agent ?? its.agent, seconds: value! },
        })),
        ...others,
      ],
    };
  };
  const answerWait = `CASE WHEN ${measureNamed('answered').where} THEN x.answer_wait_seconds END`;
  const gaps = Object.entries(GAPS).map(([name, next]) =>
    ofDialog(name, `CASE WHEN ${IS_GAP(next)} THEN ${secondsOf(`${next} - x.resolved_at`)} END`),
  );
  return [
    of('STARTED', ofDialog('answerWait', answerWait)),
    of('RESOLVED', ...gaps),
    of('MESSAGES'),
    heldSamples(accountId),
  ];
}

/** How long each agent, and each team, had a dialog that was resolved. */
function heldSamples(accountId: number): Samples {
  return {
    from: sql`(
      SELECT s.account_id, s.resolved_at, s.inbox_id, s.team_id, s.kinds, h.holder, h.holder_id,
        sum(${sql.raw(secondsOf('least(coalesce(h.held_to, s.resolved_at), s.resolved_at) - h.held_from'))}) AS seconds
      FROM dialog_summaries s JOIN dialog_holdings h ON h.account_id = s.account_id AND h.dialog_id = s.dialog_id
      WHERE s.account_id = ${accountId} GROUP BY s.account_id, s.dialog_id, h.holder, h.holder_id) x`,
    at: sql`x.resolved_at`,
    skipped: sql.raw(SOURCES.RESOLVED.skipped),
    samples: [{ measure: 'handling', holder: 'x.holder', holderId: 'x.holder_id', seconds: 'nullif(x.seconds, 0)' }],
  };
}

/** An interval in seconds. */
function secondsOf(interval: string): string {
  return `extract(epoch FROM ${interval})::float8`;
}

function ofDialog(measure: string, seconds: string): Sample {
  return { measure, holder: "'dialog'", holderId: '0::bigint', seconds };
}
