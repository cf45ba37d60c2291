import type { ClientBase } from 'pg';
import { EVENT_TABLES, filledTables } from '../host-needs';

/** A capture trigger as a database has it. */
export interface FoundTrigger {
  readonly name: string;
  /** As SQL names it. */
  readonly table: string;
  /** As `pg_get_triggerdef` tells it. */
  readonly definition: string;
  /** It fires for the host's writes. */
  readonly isEnabled: boolean;
}

/** The function of a capture trigger as a database has it. */
export interface FoundFunction {
  readonly name: string;
  /** What is between the name and the body: language, rights, settings. */
  readonly header: string;
  readonly body: string;
  /** Everybody may make triggers of it, and so append to the outbox what they like. */
  readonly isPublic: boolean;
  readonly owner: string;
  /** The connected role has the owner's rights. */
  readonly isOwned: boolean;
}

/** A partition of a table that is captured, of any level. */
export interface FoundPartition {
  /** As SQL names it. */
  readonly name: string;
  readonly table: string;
  /** Nothing was ever written to it, or it holds none itself. */
  readonly isEmpty: boolean;
}

/** What a database has of the capture, of whichever version of the product. */
export interface CaptureState {
  readonly triggers: readonly FoundTrigger[];
  readonly functions: readonly FoundFunction[];
  readonly partitions: readonly FoundPartition[];
  readonly hasGapMarks: boolean;
}

const CAPTURED_TABLES = [...new Set(EVENT_TABLES.flatMap((events) => filledTables(events)))];

/** The sequence on which triggers mark what they missed. */
export const GAP_MARKS = 'dialog_outbox_gaps';

/** Reads what a database has of the capture. Needs no right but to read the catalog. */
export async function readCaptureState(client: Pick<ClientBase, 'query'>): Promise<CaptureState> {
  const { rows: triggers } = await client.query<FoundTrigger>(
    `SELECT t.tgname AS name, t.tgrelid::regclass::text AS table, pg_get_triggerdef(t.oid, true) AS definition,
       t.tgenabled IN ('O', 'A') AS "isEnabled"
     FROM pg_trigger t
     WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgname LIKE 'dialog\\_log\\_%' AND pg_function_is_visible(t.tgfoid)
     ORDER BY 2, t.tgname`,
  );
  const partitions = await readPartitions(client);
  const { rows: functions } = await client.query<FoundFunction>(
    `SELECT p.proname AS name, p.prosrc AS body, pg_get_userbyid(p.proowner) AS owner,
       pg_has_role(p.proowner, 'USAGE') AS "isOwned",
       pg_get_functiondef(p.oid) AS header,
       EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0) AS "isPublic"
     FROM pg_proc p
     WHERE p.proname LIKE 'dialog\\_log\\_%' AND p.prorettype = 'trigger'::regtype AND pg_function_is_visible(p.oid)
     ORDER BY p.proname`,
  );
  const { rows: marks } = await client.query<{ found: boolean }>('SELECT to_regclass($1) IS NOT NULL AS found', [
    GAP_MARKS,
  ]);
  return { triggers, functions: functions.map(withHeader), partitions, hasGapMarks: marks[0]!.found };
}

function withHeader(found: FoundFunction): FoundFunction {
  const [header] = found.header.split(/\sAS \$function\$/, 1);
  return { ...found, header: header!.slice(header!.indexOf('RETURNS')) };
}

/** The partitions of the host's captured tables, whichever schemas they are in. */
async function readPartitions(client: Pick<ClientBase, 'query'>): Promise<FoundPartition[]> {
  const { rows } = await client.query<FoundPartition>(
    `SELECT p.relid::regclass::text AS name, captured AS table, pg_relation_size(p.relid) = 0 AS "isEmpty"
     FROM unnest($1::text[]) AS captured, pg_partition_tree(to_regclass(captured)) p
     WHERE p.level > 0 ORDER BY 2, 1`,
    [CAPTURED_TABLES],
  );
  return rows;
}
