import type { ClientBase } from 'pg';

/** How large a table of the host is, with its partitions, by what the catalog knows. */
export interface TableSize {
  readonly table: string;
  /** By the last ANALYZE or autovacuum; null where there was none. */
  readonly rows: number | null;
  /** The rows alone, without indexes; bytes. */
  readonly bytes: number;
  /** Partitions that hold rows; 0 for a table without. */
  readonly partitions: number;
}

/** Reads the sizes of tables that are there, in the order of their names. Needs no right on them. */
export async function readTableSizes(client: ClientBase, tables: readonly string[]): Promise<TableSize[]> {
  const { rows } = await client.query<{ table: string; rows: string | null; bytes: string; partitions: string }>(
    `WITH RECURSIVE parts AS (
       SELECT c.relname AS root, c.oid FROM unnest($1::text[]) AS name JOIN pg_class c ON c.oid = to_regclass(name)
       UNION ALL SELECT parts.root, i.inhrelid FROM parts JOIN pg_inherits i ON i.inhparent = parts.oid
     ), leaves AS (
       SELECT parts.root, c.relispartition, pg_table_size(c.oid) AS bytes, pg_relation_size(c.oid) AS main,
         CASE WHEN c.relpages > 0 AND c.reltuples >= 0 THEN c.reltuples / c.relpages END AS density
       FROM parts JOIN pg_class c USING (oid) WHERE c.relkind <> 'p'
     )
     SELECT root AS table, coalesce(sum(bytes), 0) AS bytes, count(*) FILTER (WHERE relispartition) AS partitions,
       CASE WHEN count(*) FILTER (WHERE main > 0 AND density IS NULL) = 0
         THEN round(coalesce(sum(density * main / current_setting('block_size')::int), 0)) END AS rows
     FROM (SELECT DISTINCT root FROM parts) AS roots LEFT JOIN leaves USING (root) GROUP BY root ORDER BY root`,
    [tables],
  );
  return rows.map((row) => ({
    table: row.table,
    rows: row.rows === null ? null : Number(row.rows),
    bytes: Number(row.bytes),
    partitions: Number(row.partitions),
  }));
}
