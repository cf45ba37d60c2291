import { sql } from 'drizzle-orm';
import type { Session } from '../database/database';
import { OWN_EVENTS_FROM } from '../database/log-database';
import { groupBy } from '../read-side/group';
import { findReady } from '../write-side/capture/outbox';
import { byIds, copyRows } from './rows';
import { commitOnDisk, inTurn, type Mirror } from './source';
import { bringUnknown, type Referring } from './unknown';

/** For how long rows of the outbox that were applied are known. */
const KEPT = sql`interval '1 hour'`;

/** A row of the host's outbox: what is needed of it here, and all of it as JSON. */
interface Waiting {
  readonly id: number;
  readonly account_id: number;
  readonly conversation_id: number;
  readonly row_id: number;
  readonly kind: 'conversation' | 'message' | 'mention' | 'event';
  readonly operation: string;
  readonly json: string;
}

/**
 * Takes what is ready of the host's outbox over into the log database, in its order: the host's rows that it tells of as
 * they are now, and the same rows of an outbox, for the log's own capture. What was taken is known there by the same
 * transaction (position kept with the data), and only then deleted at the host: after a crash in between it is met again,
 * and only deleted. Returns how many rows left the host's outbox.
 */
export async function mirrorBatch(mirror: Mirror, limit: number): Promise<number> {
  const ids = await inTurn(mirror, async (host, log) => {
    const ready = await findReady(host, limit);
    if (ready.length === 0) return [];
    const taken = ready.map(({ id }) => id);
    const rows = await withoutApplied(log, await readWaiting(host, taken));
    if (rows.length > 0) {
      await copyConcerned(mirror, host, log, rows);
      await append(log, rows);
    }
    return taken;
  });
  if (ids.length > 0) await removeTaken(mirror, ids);
  return ids.length;
}

async function readWaiting(host: Session, ids: readonly number[]): Promise<Waiting[]> {
  return host.rows<Waiting>(sql`
    SELECT id, account_id, conversation_id, row_id, kind, operation, row_to_json(o)::text AS json FROM dialog_outbox o
    WHERE id = ANY(${sql.param(ids)}::bigint[]) ORDER BY id`);
}

/** Those that were not applied before; forgets what was applied long ago. */
async function withoutApplied(log: Session, rows: readonly Waiting[]): Promise<Waiting[]> {
  await log.rows(sql`DELETE FROM dialog_mirror_applied WHERE applied_at < now() - ${KEPT}`);
  const applied = await log.rows<{ id: number }>(sql`
    SELECT a.id FROM ${records(rows)} o
    JOIN dialog_mirror_applied a ON a.account_id = o.account_id AND a.id = o.id AND a.at = o.at`);
  const known = new Set(applied.map(({ id }) => id));
  return rows.filter(({ id }) => !known.has(id));
}

/** The same rows in the log's outbox, under ids of its own in the same order; and that they were taken. */
async function append(log: Session, rows: readonly Waiting[]): Promise<void> {
  await log.rows(sql`
    INSERT INTO dialog_outbox (xid, at, kind, operation, account_id, conversation_id, row_id, before, after, "row")
    SELECT xid, at, kind, operation, account_id, conversation_id, row_id, before, after, "row"
    FROM ${records(rows)} o ORDER BY o.id`);
  await log.rows(sql`
    INSERT INTO dialog_mirror_applied (account_id, id, at, applied_at)
    SELECT account_id, id, at, now() FROM ${records(rows)} o`);
}

function records(rows: readonly Waiting[]) {
  const json = `[${rows.map((row) => row.json).join(',')}]`;
  return sql`json_populate_recordset(NULL::dialog_outbox, ${json}::json)`;
}

/** Copies the rows that changes tell of, with what they refer to. */
async function copyConcerned(mirror: Mirror, host: Session, log: Session, rows: readonly Waiting[]): Promise<void> {
  const named = (name: string) => mirror.tables.find((table) => table.name === name)!;
  const referring: Referring[] = [];
  for (const [accountId, ofAccount] of groupBy(rows, (row) => row.account_id)) {
    const copy = async (name: string, ids: readonly number[]) => {
      if (ids.length > 0) await copyRows(host, log, named(name), byIds(accountId, [...new Set(ids)]));
    };
    const idsOf = (kind: Waiting['kind']) => ofAccount.filter((row) => row.kind === kind).map((row) => row.row_id);
    const conversations = [...new Set(ofAccount.map((row) => row.conversation_id))];
    const messages = idsOf('message');
    await copy('conversations', conversations);
    await copy('messages', messages);
    await copy('mentions', idsOf('mention'));
    await copy('events', idsOf('event'));
    const deleted = ofAccount.filter(({ operation }) => operation === 'delete').map((row) => row.conversation_id);
    if (deleted.length > 0) {
      for (const name of ['messages', 'mentions', 'events']) {
        await copy(name, await copiesOf(log, name, accountId, deleted));
      }
    }
    await copy('contacts', await contactsOf(log, accountId, conversations));
    referring.push({ accountId, conversations, messages });
  }
  await bringUnknown(mirror, host, log, referring);
}

async function contactsOf(log: Session, accountId: number, conversations: readonly number[]): Promise<number[]> {
  const rows = await log.rows<{ id: number }>(sql`
    SELECT DISTINCT t.contact_id AS id FROM conversations t
    WHERE ${byIds(accountId, conversations)} AND t.contact_id IS NOT NULL`);
  return rows.map(({ id }) => id);
}

/** The ids of copied rows of conversations: a host need not find its rows by their conversation. */
async function copiesOf(log: Session, table: string, accountId: number, conversations: readonly number[]) {
  const rows = await log.rows<{ id: number }>(sql`
    SELECT id FROM ${sql.identifier(table)} WHERE account_id = ${accountId} AND id < ${OWN_EVENTS_FROM}
      AND conversation_id = ANY(${sql.param(conversations)}::bigint[])`);
  return rows.map(({ id }) => id);
}

/** A deletion that got lost would bring rows back after they are no longer known to be applied. */
async function removeTaken({ host }: Mirror, ids: readonly number[]): Promise<void> {
  await host.transaction(async (session) => {
    await commitOnDisk(session);
    await session.rows(sql`DELETE FROM dialog_outbox WHERE id = ANY(${sql.param(ids)}::bigint[])`);
  });
}
