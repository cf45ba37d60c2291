import type { ClientBase } from 'pg';

/** A capture trigger as a database has it. */
export interface FoundTrigger {
  readonly name: string;
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

/** What a database has of the capture, of whichever version of the product. */
export interface CaptureState {
  readonly triggers: readonly FoundTrigger[];
  readonly functions: readonly FoundFunction[];
  readonly hasGapMarks: boolean;
}

/** The sequence on which triggers mark what they missed. */
export const GAP_MARKS = 'dialog_outbox_gaps';

/** Reads what a database has of the capture. Needs no right but to read the catalog. */
export async function readCaptureState(client: Pick<ClientBase, 'query'>): Promise<CaptureState> {
  const { rows: triggers } = await client.query<FoundTrigger>(
    `SELECT t.tgname AS name, c.relname AS table, pg_get_triggerdef(t.oid, true) AS definition,
       t.tgenabled IN ('O', 'A') AS "isEnabled"
     FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.tgname LIKE 'dialog\\_log\\_%' AND pg_table_is_visible(c.oid)
     ORDER BY c.relname, t.tgname`,
  );
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
  return { triggers, functions: functions.map(withHeader), hasGapMarks: marks[0]!.found };
}

function withHeader(found: FoundFunction): FoundFunction {
  const [header] = found.header.split(/\sAS \$function\$/, 1);
  return { ...found, header: header!.slice(header!.indexOf('RETURNS')) };
}

/** The schema that the functions name, quoted: where our tables are, or would be made. */
export async function schemaOf(client: Pick<ClientBase, 'query'>): Promise<string> {
  const { rows } = await client.query<{ schema: string | null }>('SELECT quote_ident(current_schema()) AS schema');
  return rows[0]!.schema ?? 'public';
}
