/** The parts of the capture triggers' functions, as text. */

/** Our own transactions switch capture off by this setting. */
export const CAPTURE_SETTING = 'dialog_log.capture';

/** The sequence of the gap marks. */
export const GAPS = 'dialog_outbox_gaps';

/** Set by the trigger of a statement that names a followed column, until the transaction ends. */
const NAMED = "pg_catalog.current_setting('dialog_log.named', true)";

/** Whether a trigger of the host's own may change a followed column that a statement doesn't name; by session. */
const REWRITES = "pg_catalog.current_setting('dialog_log.rewrites', true)";

/** The columns of a conversation that the log follows. */
export const FOLLOWED = ['status', 'assignee_id', 'team_id', 'inbox_id', 'contact_id'];

const rowOf = (row: string, columns: readonly string[]) => `ROW(${columns.map((name) => `${row}.${name}`).join(', ')})`;

/** Columns of a row as JSON, by their keys. */
export const jsonOf = (row: string, columns: Readonly<Record<string, string>>) =>
  `pg_catalog.jsonb_build_object(${Object.entries(columns)
    .map(([key, column]) => `'${key}', ${row}.${column}`)
    .join(', ')})`;

/** The columns of a conversation as the outbox keeps them. */
export const columnsOf = (row: string) =>
  jsonOf(row, Object.fromEntries([...FOLLOWED, 'campaign_id', 'created_at'].map((name) => [name, name])));

/** The body of the function of the trigger that fires where a followed column is named. It can't fail. */
export const NOTES_NAMED = `
    DECLARE
      ignored text;
    BEGIN
      ignored := pg_catalog.set_config('dialog_log.named', 'yes', true);
      RETURN NULL;
    END
    `;

/** Bits of `pg_trigger.tgtype`. */
const BEFORE_UPDATE_OF_ROW = `${0b10011}::int2`;

/**
 * Looks once a session whether the host has triggers that may change what a statement doesn't name: on the table, or on
 * one of the partitions that it is made of.
 */
export const NOTES_REWRITES = `IF coalesce(${REWRITES}, '') OPERATOR(pg_catalog.=) '' THEN
          PERFORM pg_catalog.set_config('dialog_log.rewrites', CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_trigger t
            WHERE (t.tgrelid OPERATOR(pg_catalog.=) TG_RELID OR t.tgrelid OPERATOR(pg_catalog.=) ANY (ARRAY(
                SELECT p.relid FROM pg_catalog.pg_partition_tree(pg_catalog.pg_partition_root(TG_RELID)) p)))
              AND NOT t.tgisinternal
              AND (t.tgtype OPERATOR(pg_catalog.&) ${BEFORE_UPDATE_OF_ROW})
                OPERATOR(pg_catalog.=) ${BEFORE_UPDATE_OF_ROW})
            THEN 'yes' ELSE 'no' END, false);
        END IF;`;

/** Where neither the statement nor a trigger of the host's can have changed a followed column. */
export const PASSES_OVER_OTHERS = `IF ${REWRITES} OPERATOR(pg_catalog.=) 'no'
        AND coalesce(${NAMED}, '') OPERATOR(pg_catalog.<>) 'yes' THEN
        RETURN NULL;
      END IF;`;

/**
 * The rows of an update in which one of the columns changed. A session keeps the plan of its first statement, mostly
 * of one row; a nested loop would take a bulk update's time to the square, half an hour for 100,000 rows. There is none
 * for a full join, and no condition here that would let the planner make another join of it.
 */
export function changedRows(columns: readonly string[]): string {
  return `FROM old_rows o FULL JOIN new_rows n ON n.id OPERATOR(pg_catalog.=) o.id
        WHERE coalesce(n.id, 0) OPERATOR(pg_catalog.=) coalesce(o.id, 0)
          AND NOT pg_catalog.record_eq(${rowOf('o', columns)}, ${rowOf('n', columns)})`;
}

/**
 * The body of a function that appends to the outbox. Nothing before the inner block may fail. A trigger of a partition has
 * an argument; it stays on the partition that a host detaches, whose rows are no more those of a table with that trigger.
 */
export function captures(schema: string, appends: string, unless = ''): string {
  return `
    BEGIN
      IF pg_catalog.current_setting('${CAPTURE_SETTING}', true) OPERATOR(pg_catalog.=) 'off' THEN RETURN NULL; END IF;
      ${unless}
      BEGIN
        IF TG_NARGS OPERATOR(pg_catalog.>) 0 AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t
          WHERE t.tgrelid OPERATOR(pg_catalog.=) pg_catalog.pg_partition_root(TG_RELID)
            AND t.tgname OPERATOR(pg_catalog.=) TG_NAME) THEN
          RETURN NULL;
        END IF;
        ${appends}
      EXCEPTION WHEN OTHERS THEN
        BEGIN
          PERFORM pg_catalog.nextval('${`${schema}.${GAPS}`.replaceAll("'", "''")}');
        EXCEPTION WHEN OTHERS THEN
          NULL;
        END;
      END;
      RETURN NULL;
    END
    `;
}
