import type { ClientBase } from 'pg';
import { COLUMN_MARK } from './column-marks';
import { OWN_SCHEMA } from './log-schema';

/** A column as PostgreSQL tells it. */
export interface Column {
  /** As in `integer`, `timestamp without time zone`, `timestamp(3) without time zone`, `enum conversation_status`. */
  readonly type: string;
  /** An INSERT that leaves it out gets a value: by a default or an identity. */
  readonly isFilled: boolean;
  /** NOT NULL. */
  readonly isRequired: boolean;
  /** It has the comment that migrating gives to columns that it adds. */
  readonly isMarked: boolean;
}

/** What the letters of `pg_class.relkind` mean, for what may stand in a name's place. */
const KINDS: Readonly<Record<string, string>> = {
  r: 'table',
  p: 'partitioned table',
  v: 'view',
  m: 'materialized view',
  f: 'foreign table',
  S: 'sequence',
  i: 'index',
  I: 'index',
  c: 'type',
};

/** A table, or anything else that holds a table's name. */
export interface Relation {
  readonly kind: string;
  readonly schema: string;
  readonly owner: string;
  /** The connected role has the owner's rights. */
  readonly isOwned: boolean;
  readonly isPartition: boolean;
  /** Of an index or a column's sequence: its table. */
  readonly ofTable: string | null;
  readonly columns: Readonly<Record<string, Column>>;
  /** The columns of each unique index that ON CONFLICT can name, sorted: `conversation_id, user_id`. */
  readonly uniqueKeys: readonly string[];
  /** A trigger fills rows before they are inserted. */
  readonly hasFillingTrigger: boolean;
}

/** A partition of a table that is visible under its name; of any level. */
export interface Partition {
  /** As SQL names it. */
  readonly name: string;
  readonly table: string;
  readonly owner: string;
  /** The connected role has the owner's rights. */
  readonly isOwned: boolean;
}

/** What a database holds under names without a schema, and what the connected role may do there. */
export interface HostCatalog {
  readonly role: string;
  /** Where the log's tables are to be; null: nowhere. */
  readonly schema: string | null;
  /** That one is the log's own, apart from the host's. */
  readonly isOwnSchema: boolean;
  readonly isSchemaThere: boolean;
  /** The schema of the log whose triggers are on the host's conversations; null for none. */
  readonly capturedInto: string | null;
  readonly mayCreate: boolean;
  /** A standby, or a database set to refuse writing. */
  readonly isReadOnly: boolean;
  /** By name; without what extensions own. */
  readonly relations: ReadonlyMap<string, Relation>;
  readonly partitions: readonly Partition[];
}

/** Reads the catalog of PostgreSQL 10 or newer. */
export async function readCatalog(client: ClientBase): Promise<HostCatalog> {
  const { rows: session } = await client.query<Omit<HostCatalog, 'relations' | 'partitions'>>(`
    SELECT current_user AS role, wanted.schema, ${OWN_SCHEMA} IS NOT NULL AS "isOwnSchema",
      n.oid IS NOT NULL AS "isSchemaThere",
      coalesce(CASE WHEN n.oid IS NULL AND wanted.schema IS NOT NULL
        THEN has_database_privilege(current_database(), 'CREATE') ELSE has_schema_privilege(n.oid, 'CREATE') END,
        false) AS "mayCreate",
      current_setting('transaction_read_only') = 'on' AS "isReadOnly",
      (SELECT f.nspname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace f ON f.oid = p.pronamespace
        WHERE t.tgrelid = to_regclass('conversations') AND NOT t.tgisinternal
          AND t.tgname LIKE 'dialog\\_log\\_%' LIMIT 1) AS "capturedInto"
    FROM (SELECT coalesce(${OWN_SCHEMA}, current_schema()) AS schema) wanted
    LEFT JOIN pg_namespace n ON n.nspname = wanted.schema`);
  const { rows } = await client.query<Relation & { name: string }>(`
    SELECT c.relname AS name, c.relkind AS kind, n.nspname AS schema, pg_get_userbyid(c.relowner) AS owner,
      pg_has_role(c.relowner, 'USAGE') AS "isOwned", c.relispartition AS "isPartition",
      (SELECT t.relname FROM pg_class t WHERE t.oid = coalesce(
        (SELECT i.indrelid FROM pg_index i WHERE i.indexrelid = c.oid),
        (SELECT d.refobjid FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
          AND d.refclassid = 'pg_class'::regclass AND c.relkind = 'S' LIMIT 1))) AS "ofTable",
      (${COLUMNS}) AS columns,
      ARRAY(${UNIQUE_KEYS}) AS "uniqueKeys",
      EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled <> 'D'
        AND t.tgtype & ${ROW_BEFORE_INSERT} = ${ROW_BEFORE_INSERT}) AS "hasFillingTrigger"
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE pg_table_is_visible(c.oid) AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`);
  const relations = rows.map(({ name, kind, ...rest }): [string, Relation] => [name, { kind: KINDS[kind]!, ...rest }]);
  const { rows: partitions } = await client.query<Partition>(PARTITIONS);
  return { ...session[0]!, relations: new Map(relations), partitions };
}

const PARTITIONS = `
  WITH RECURSIVE parts AS (
    SELECT c.relname AS root, c.oid FROM pg_class c
    WHERE c.relkind = 'p' AND NOT c.relispartition AND pg_table_is_visible(c.oid)
    UNION ALL SELECT parts.root, i.inhrelid FROM parts JOIN pg_inherits i ON i.inhparent = parts.oid
  )
  SELECT c.oid::regclass::text AS name, root AS table, pg_get_userbyid(c.relowner) AS owner,
    pg_has_role(c.relowner, 'USAGE') AS "isOwned"
  FROM parts JOIN pg_class c USING (oid) WHERE c.relispartition ORDER BY 1`;

/** The bits of `pg_trigger.tgtype`: for each row 1, before 2, on insert 4. */
const ROW_BEFORE_INSERT = 7;

/** Of a timestamp the precision counts, if it is less than PostgreSQL's own; of other types only the name does. */
const COLUMNS = `
  SELECT coalesce(jsonb_object_agg(a.attname, jsonb_build_object(
    'type', CASE WHEN t.typtype = 'e' THEN 'enum ' || t.typname ELSE format_type(a.atttypid,
      CASE WHEN t.typname IN ('timestamp', 'timestamptz') AND a.atttypmod BETWEEN 0 AND 5 THEN a.atttypmod END) END,
    'isFilled', a.atthasdef OR a.attidentity <> '',
    'isRequired', a.attnotnull,
    'isMarked', coalesce(col_description(a.attrelid, a.attnum) = '${COLUMN_MARK}', false))), '{}')
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`;

const UNIQUE_KEYS = `
  SELECT (SELECT string_agg(a.attname, ', ' ORDER BY a.attname) FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum = ANY((x.indkey::int2[])[0:x.indnkeyatts - 1]))
  FROM pg_index x
  WHERE x.indrelid = c.oid AND x.indisunique AND x.indisvalid AND x.indimmediate
    AND x.indpred IS NULL AND x.indexprs IS NULL`;
