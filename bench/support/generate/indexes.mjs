const LARGE_TABLES = [
  ...['conversations', 'contacts', 'contact_inboxes', 'messages', 'mentions', 'reporting_events'],
  ...['dialogs', 'dialog_facts', 'dialog_classifications', 'dialog_teams', 'dialog_acceptances', 'dialog_presence'],
];

/** Drops the indexes of the tables that grow, but for primary keys. Returns what builds them again, by table. */
export async function dropIndexes(client) {
  const { rows } = await client.query(
    `SELECT indrelid::regclass::text AS table, array_agg(indexrelid::regclass::text) AS names,
       array_agg(pg_get_indexdef(indexrelid)) AS statements FROM pg_index
     WHERE indrelid = ANY($1::regclass[]) AND NOT indisprimary GROUP BY 1 ORDER BY 1`,
    [LARGE_TABLES],
  );
  for (const { names } of rows) await client.query(`DROP INDEX ${names}`);
  return rows;
}

/** Builds dropped indexes. */
export async function buildIndexes(client, tables, tell) {
  for (const { table, statements } of tables) {
    for (const statement of statements) await client.query(statement);
    tell(`indexes of ${table}: ${statements.length}`);
  }
}
