import type { Client } from 'pg';
import { COLUMN_MARK } from './column-marks';
import { OWN_SCHEMA } from './log-schema';
import { SQL_STATES, sqlStateOf } from './sql-states';

/** Makes the schema of the log's own, where the session is to have one and it is not there, and marks it as ours. */
export async function createLogSchema(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(${OWN_SCHEMA}) AS name WHERE ${OWN_SCHEMA} IS NOT NULL
       AND NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = ${OWN_SCHEMA})`,
  );
  if (!rows[0]) return;
  await client.query(`CREATE SCHEMA ${rows[0].name}; COMMENT ON SCHEMA ${rows[0].name} IS '${COLUMN_MARK}'`);
}

/** Drops the schema of the log's own where we made it and nothing else is in it. */
export async function dropLogSchema(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(nspname) AS name FROM pg_namespace
     WHERE nspname = ${OWN_SCHEMA} AND obj_description(oid, 'pg_namespace') = '${COLUMN_MARK}'`,
  );
  if (!rows[0]) return;
  try {
    await client.query(`DROP SCHEMA ${rows[0].name}`);
  } catch (error) {
    if (sqlStateOf(error) !== SQL_STATES.dependentObjectsStillExist) throw error;
  }
}
