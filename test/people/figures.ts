import { sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database';
import type { Answer, TestApi } from '../helpers/api';

/** Whatever a dashboard may show of an account, but names: until the end of the demo, for what lasts grows. */
const QUERY = `query {
  statistics(period: { from: "2020-01-01T00:00:00Z", to: "2026-11-19T12:00:00Z" }, timeZone: "Europe/Kyiv") {
    started resolved backlog transferRate missedRate bounceRate serviceLevel(thresholdSeconds: 60)
    kinds { kind dialogs }
    wait { sample meanSeconds medianSeconds p90Seconds }
    firstResponse { sample meanSeconds medianSeconds p90Seconds }
    firstContactResolution(withinHours: 48) { part whole rate }
    overTime(unit: MONTH) { start started resolved missed clientMessages firstResponseMeanSeconds }
    byAgent(first: 50) { agent { databaseId } dialogs transfersIn messagesSent assignedSeconds }
    byChannel { channelType started missed }
    departuresByAgent { agent { databaseId } missed bounced }
    offline { dialogs answered resolved }
  }
  dialogs(first: 100, filter: { includeSkipped: true }) {
    totalCount
    nodes {
      databaseId kinds status durationSeconds waitSeconds transferCount contact { databaseId }
      classification { presenceKnown departedAt waitedSeconds reason }
      messageCounts { total client agent bot template activity private }
    }
  }
}`;

/** The figures of an account as the API answers them. */
export async function figuresOf(api: TestApi, token: string): Promise<Answer['data']> {
  const { data, errors } = await api.ask(token, QUERY);
  expect(errors).toBeUndefined();
  return data;
}

/** Every row of the log that is no person's, and of what is derived from it, in short. */
export async function rowsThatStay(database: Database): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const [table, ...but] of [
    ['dialogs'],
    ['dialog_facts', 'presence_removed_at'],
    ['dialog_acceptances'],
    ['dialog_classifications'],
    ['dialog_skips', 'reason'],
    ['dialog_teams'],
    ['dialog_settings'],
    ['messages'],
    ['contacts'],
    ['conversations'],
    ['events'],
    ['dialog_known_names', 'name', 'erased_at'],
  ] as const) {
    const [row] = await database.rows<{ digest: string }>(sql`
      SELECT count(*) || ' ' || md5(coalesce(string_agg(r, ',' ORDER BY r), '')) AS digest
      FROM (SELECT (to_jsonb(t) - ${sql.param(but)}::text[])::text AS r FROM ${sql.raw(table)} t) rows`);
    digests[table] = row!.digest;
  }
  return digests;
}
