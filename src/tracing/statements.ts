import type { DatabaseActivity } from '../database/activity';
import { sqlStateOf } from '../database/sql-states';
import type { Tracing } from './tracing';

/** Longer statements are cut, in characters. */
const LONGEST_TEXT = 2_000;

/**
 * Tells the statements that are a part of something traced, with their text: what people wrote is in parameters, which
 * are not told, and literals are left out all the same.
 */
export function traceStatements(activity: DatabaseActivity, tracing: Tracing): void {
  activity.on('statement', ({ text, kind, span: parent, sentAt, milliseconds, error }) => {
    if (!parent) return;
    const attributes = {
      'db.system.name': 'postgresql',
      'db.operation.name': kind,
      'db.query.text': withoutLiterals(text).slice(0, LONGEST_TEXT),
    };
    const span = tracing.begin(`sql ${kind}`, { parent, kind: 'client', attributes, startedAt: sentAt });
    if (error) span.fail(sqlStateOf(error) ?? 'connection');
    span.end(sentAt + milliseconds);
  });
}

function withoutLiterals(text: string): string {
  return text
    .replace(/'(?:[^']|'')*'/g, "'?'")
    .replace(/\s+/g, ' ')
    .trim();
}
