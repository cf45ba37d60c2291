import type { Client } from 'pg';
import { JOURNAL } from './journal';
import { SQL_STATES, sqlStateOf } from './sql-states';

/**
 * Lets what is made belong to the owner of the host's tables, or of the dialog log where that is there, whichever of
 * the owner's members connects: so that any of them may upgrade or remove it, and that the triggers' functions, which
 * run with the rights of their owner, never run with a superuser's. Changes nothing where the role is no member, or
 * where the owner may not create tables.
 */
export async function actAsOwner(client: Client): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    `SELECT quote_ident(pg_get_userbyid(relowner)) AS owner FROM pg_class
     WHERE oid = coalesce(to_regclass($1), to_regclass('conversations')) AND pg_has_role(relowner, 'MEMBER')
       AND pg_get_userbyid(relowner) <> current_user AND has_schema_privilege(relowner, current_schema(), 'CREATE')`,
    [JOURNAL],
  );
  if (!rows[0]) return;
  try {
    await client.query(`SET ROLE ${rows[0].owner}`);
  } catch (error) {
    // From PostgreSQL 16 on a member may have the owner's rights without the right to become the owner.
    if (sqlStateOf(error) !== SQL_STATES.insufficientPrivilege) throw error;
  }
}
