import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { ROOT } from '../dist.mjs';

const DURATIONS = '{ sample meanSeconds medianSeconds p90Seconds }';
const COUNTS = '{ total client agent bot template activity private }';

/** What is asked of `Statistics`, field by field. */
const ASKED = {
  totals: [
    ...[
      'started',
      'resolved',
      'kinds { kind dialogs }',
      'missedRate',
      'bounceRate',
      'serviceLevel(thresholdSeconds: 60)',
    ],
    ...['transfers', 'transferredDialogs', `messages ${COUNTS}`, `firstResponse ${DURATIONS}`, `wait ${DURATIONS}`],
    ...[`reply ${DURATIONS}`, `duration ${DURATIONS}`],
  ],
  'over time': [
    `overTime { start end isPartial started resolved missed bounced transfers clientMessages agentMessages
      firstResponseMeanSeconds }`,
  ],
  'by agent': [
    `byAgent(first: 100) { agent { databaseId name } dialogs transfersIn transfersOut messagesSent whileAssigned ${COUNTS}
      assignedSeconds firstResponse ${DURATIONS} reply ${DURATIONS} }`,
  ],
};
ASKED.all = Object.values(ASKED).flat();

export const ZONE = 'Europe/Kyiv';

/**
 * The operations by what they ask, of those fields that the schema of this checkout has; and the fields that it lacks.
 */
export function operations() {
  const schema = buildSchema(readFileSync(path.join(ROOT, 'schema.graphql'), 'utf8'));
  const operation = (fields) =>
    `query Statistics($period: PeriodInput!) { statistics(period: $period, timeZone: "${ZONE}") { ${fields.join(' ')} } }`;
  const isServed = (field) => validate(schema, parse(operation([field]))).length === 0;
  const served = Object.entries(ASKED)
    .map(([name, fields]) => [name, fields.filter(isServed)])
    .filter(([, fields]) => fields.length > 0);
  return {
    operations: Object.fromEntries(served.map(([name, fields]) => [name, operation(fields)])),
    missing: ASKED.all.filter((field) => !isServed(field)).map((field) => field.split(/\W/)[0]),
  };
}

export function bodyOf(query, period) {
  return JSON.stringify({ query, variables: { period } });
}

const DAY = 86_400_000;

/** The same length of time, so many days earlier, but not before the first day: no two requests in a row ask the same. */
export function earlier({ from, to }, days, first) {
  const moved = (at, least) => new Date(Math.max(new Date(at).getTime() - days * DAY, least)).toISOString();
  return { from: moved(from, new Date(first).getTime()), to: moved(to, 0) };
}
