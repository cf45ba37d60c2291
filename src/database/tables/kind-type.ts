import { pgEnum } from 'drizzle-orm/pg-core';
import { DIALOG_KINDS } from '../../rulebook/words';

/** The kinds of dialogs as a type of the database, in the order in which a set of them is stored. */
export const dialogKind = pgEnum('dialog_kind', DIALOG_KINDS);
