import type { Database, Session } from '../database/database';
import { createWriteSide } from '../write-side/service';
import { replayDocuments } from './documents';

/** Makes the account of the documents' tables as a part of a transaction: an interruption leaves nothing of it. */
export async function createDocuments(database: Database, session: Session): Promise<number> {
  // What would be transactions of their own becomes a part of the one.
  const inside: Database = { ...database, ...session, transaction: (work) => work(session) };
  const { accountId } = await replayDocuments(inside, createWriteSide(inside));
  return accountId;
}
