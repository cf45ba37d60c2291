import type { Client } from 'pg';
import type { EventTableName } from '../event-table';

/** The events that hosts don't write themselves (rules §1). */
const OUR_EVENTS = ['conversation_pending', 'conversation_open', 'conversation_assigned'] as const;

/** Says which rows of the host's event table are the log's and stay: rows of the host's tables are never deleted. */
export async function sayLeftEvents(client: Client, events: EventTableName): Promise<string[]> {
  const { rows } = await client.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM ${events} WHERE name = ANY($1)) AS found`,
    [OUR_EVENTS],
  );
  return rows[0]!.found ? [`rows of ${events} named ${OUR_EVENTS.join(', ')}`] : [];
}
