import { sql } from 'drizzle-orm';
import type { Database, Session } from '../../database/database';
import { type Instant, MICROSECONDS_PER_SECOND } from '../../instant';
import { addFact, type PresenceFact } from '../../rulebook/presence';
import { checkNotInFuture, notFound } from '../checks';
import { CommandError } from '../command-error';
import { decideKinds } from '../kinds/decide-kinds';
import { presenceGrace } from '../kinds/read-facts';
import { retrying } from '../service';
import { findDialogsTouched } from './dialogs-touched';
import { isErased, visitsLock } from './erased';
import { extendQuietly } from './extend-quietly';
import { CLOCK_TOLERANCE_SECONDS, type PresenceSession, readNear, replaceIntervals } from './stored-intervals';

/** What was seen of a visitor. */
export interface PresenceRecord {
  readonly contactId: number;
  /** The inbox whose site it is; null for all inboxes of the account. */
  readonly inboxId: number | null;
  /** What tells one open page or app of the visitor from another: 1 to 100 characters. */
  readonly session: string;
  readonly presence: PresenceFact['presence'];
  /** undefined: now, by the database's clock. */
  readonly at?: Instant | undefined;
}

/** In characters. */
const LONGEST_SESSION = 100;

/**
 * Records that a visitor was seen, or has left (W: presence; rules §5), and decides anew the kinds of the dialogs that it
 * touches. Facts may come late, however late, in any order and again. Returns whether this one told anything new; of an erased contact
 * nothing is kept. Throws
 * CommandError, with nothing written, where the account has no such contact or inbox, for a moment in the future, and
 * for a session that can't be stored.
 */
export async function recordPresence(database: Database, accountId: number, record: PresenceRecord): Promise<boolean> {
  checkSession(record.session);
  const { contactId, inboxId, session, presence, at } = record;
  // 0 stands for no inbox in the table, and is nobody's id.
  if (inboxId === 0) throw notFound('inbox', 'inbox');
  const page: PresenceSession = { accountId, contactId, inboxId: inboxId ?? 0, session };
  return retrying(async () => {
    if (presence === 'online' && (await extendQuietly(database, page, at))) return true;
    return database.transaction((transaction) => recordIn(transaction, database.events, page, presence, at));
  });
}

function checkSession(session: string): void {
  const refuse = (message: string) => {
    throw new CommandError('BAD_USER_INPUT', `session: ${message}`, 'session');
  };
  const characters = [...session].length;
  if (characters === 0) refuse('is empty; give what tells one open page of the visitor from another');
  if (characters > LONGEST_SESSION) refuse(`${characters} characters; at most ${LONGEST_SESSION} are stored`);
  if (session.includes('\0') || !session.isWellFormed()) refuse('holds what is no Unicode text');
}

/** Facts of one page take turns, so that each is added to all that came before it. */
async function recordIn(
  session: Session,
  events: Database['events'],
  page: PresenceSession,
  presence: PresenceFact['presence'],
  given: Instant | undefined,
): Promise<boolean> {
  const { now, grace, isErased } = await takeTurn(session, page);
  const fact: PresenceFact = { at: momentOf(given, now), presence };
  if (isErased) return false;
  const near = await readNear(session, page, fact.at, grace);
  if (!(await replaceIntervals(session, page, near, addFact(near, fact, grace)))) return false;
  const touched = await findDialogsTouched(session, page, fact.at);
  await decideKinds(session, events, page.accountId, touched);
  return true;
}

async function takeTurn(
  session: Session,
  page: PresenceSession,
): Promise<{ now: Instant; grace: Instant; isErased: boolean }> {
  const { accountId, contactId, inboxId } = page;
  const turn = `dialog presence ${accountId} ${contactId} ${inboxId} ${page.session}`;
  const [found] = await session.rows<TurnRow>(sql`
    SELECT pg_advisory_xact_lock_shared(${visitsLock(accountId, sql`${contactId}`)}),
      pg_advisory_xact_lock(hashtextextended(${turn}, 0)), ${isErased(accountId, contactId)} AS erased, clock_timestamp() AT TIME ZONE 'UTC' AS now,
      ${presenceGrace(accountId)} AS grace,
      EXISTS (SELECT FROM contacts WHERE account_id = ${accountId} AND id = ${contactId}::bigint) AS contact,
      ${inboxId}::bigint = 0 OR EXISTS (SELECT FROM inboxes WHERE account_id = ${accountId} AND id = ${inboxId}::bigint) AS inbox`);
  if (!found!.contact) throw notFound('contact', 'contact');
  if (!found!.inbox) throw notFound('inbox', 'inbox');
  return { now: found!.now, grace: found!.grace * MICROSECONDS_PER_SECOND, isErased: found!.erased };
}

interface TurnRow {
  readonly now: Instant;
  readonly grace: number;
  readonly erased: boolean;
  readonly contact: boolean;
  readonly inbox: boolean;
}

function momentOf(at: Instant | undefined, now: Instant): Instant {
  if (at === undefined) return now;
  if (at > now + CLOCK_TOLERANCE_SECONDS * MICROSECONDS_PER_SECOND) checkNotInFuture(at, now);
  return Math.min(at, now);
}
