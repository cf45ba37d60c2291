import type { Database } from '../../src/database/database';
import { dialogPresence } from '../../src/database/tables';
import { type Instant, MICROSECONDS_PER_SECOND } from '../../src/instant';
import { intervalsOf, PRESENCE_GRACE, type PresenceFact } from '../../src/rulebook/presence';

/** A visitor's open page: a sign of life every 15 seconds, then perhaps an explicit leave. */
export interface Visit {
  readonly contact: number;
  /** 0, which is any inbox, where left out. */
  readonly inbox?: number;
  readonly session?: string;
  readonly from: Instant;
  /** The last sign of life, or the leave. */
  readonly to: Instant;
  /** True where left out. */
  readonly leaves?: boolean;
}

const BEAT = 15 * MICROSECONDS_PER_SECOND;

function factsOf({ from, to, leaves = true }: Visit): PresenceFact[] {
  const beats = Array.from({ length: Math.floor((to - from) / BEAT) + 1 }, (_, index) => from + index * BEAT);
  const signs = beats.map((at): PresenceFact => ({ at, presence: 'online' }));
  return [...signs, { at: to, presence: leaves ? 'offline' : 'online' }];
}

/** Stores visits of an account's contacts as rows, and decides nothing anew; each session is told once. */
export async function storeVisits(database: Database, accountId: number, visits: readonly Visit[]): Promise<void> {
  const sessions = visits.map((visit) => ({ ...visit, facts: factsOf(visit) }));
  await storeSessions(database, accountId, sessions);
}

/** What a session of a contact tells, in any order. */
export interface ToldSession extends Pick<Visit, 'contact' | 'inbox' | 'session'> {
  readonly facts: readonly PresenceFact[];
}

/** Stores what sessions of an account's contacts tell as rows. */
export async function storeSessions(
  { orm }: Database,
  accountId: number,
  sessions: readonly ToldSession[],
): Promise<void> {
  const rows = sessions.flatMap(({ contact: contactId, inbox: inboxId = 0, session = 'page', facts }) =>
    intervalsOf(facts, PRESENCE_GRACE).map(({ onlineFrom, lastSignAt, hasLeft, signs }) => ({
      ...{ accountId, contactId, inboxId, session, onlineFrom, lastSignAt, hasLeft, signs: [...signs] },
    })),
  );
  if (rows.length > 0) await orm.insert(dialogPresence).values(rows);
}
