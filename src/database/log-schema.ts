import type { ClientBase } from 'pg';

/**
 * Where the log's tables are. They stand beside the host's unless DIALOG_SCHEMA names a schema of their own, for a host
 * that has a table `dialogs` itself. Then it comes first in the search path of our sessions, and of ours only: there
 * `dialogs` is the log's, and whatever is not in it is the host's. The address of the database carries it.
 */

const PARAMETER = /([?&])dialog_schema=([^&]*)&?/;

/** The setting of a session that tells a schema of the log's own; empty, or never set, without one. */
const SESSION_SETTING = 'dialog_log.schema';

/** The schema of the log's own in SQL; null without one. */
export const OWN_SCHEMA = `nullif(current_setting('${SESSION_SETTING}', true), '')`;

/** The address of a database with the log in a schema of its own; as it was where the name is empty. */
export function withLogSchema(url: string, schema: string): string {
  if (url === '' || schema === '') return url;
  const plain = url.replace(PARAMETER, '$1').replace(/[?&]$/, '');
  return `${plain}${plain.includes('?') ? '&' : '?'}dialog_schema=${encodeURIComponent(schema)}`;
}

/** The address of another server, of whose database the same schema is the log's as at an address. */
export function withLogSchemaOf(url: string, other: string): string {
  const schema = PARAMETER.exec(other)?.[2];
  return schema === undefined ? url : withLogSchema(url, decodeURIComponent(schema));
}

/** Sets up a new session at an address: a schema of the log's own comes before those that the role or the database has. */
export async function enterLogSchema(client: Pick<ClientBase, 'query'>, url: string): Promise<void> {
  const schema = PARAMETER.exec(url)?.[2];
  if (schema === undefined) return;
  await client.query(
    `SELECT set_config('${SESSION_SETTING}', $1, false), set_config('search_path',
       concat_ws(', ', quote_ident($1), nullif(current_setting('search_path'), '')), false)`,
    [decodeURIComponent(schema)],
  );
}

/** Quoted names of schemas. */
export interface Schemas {
  /** Where the log's tables and the functions of its triggers are, or would be made. */
  readonly ours: string;
  /** Where the host's tables are. */
  readonly host: string;
}

/** Reads both: the same one for most. */
export async function schemasOf(client: Pick<ClientBase, 'query'>): Promise<Schemas> {
  const { rows } = await client.query<{ ours: string | null; host: string | null }>(
    `SELECT quote_ident(coalesce(${OWN_SCHEMA}, current_schema())) AS ours,
       quote_ident(coalesce((SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.oid = to_regclass('conversations')), current_schema())) AS host`,
  );
  const { ours, host } = rows[0]!;
  return { ours: ours ?? 'public', host: host ?? 'public' };
}
