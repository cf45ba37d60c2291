import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import type { Database } from '../../src/database/database';
import { OUR_VIEWS } from '../../src/database/our-tables';
import { PROJECT } from '../helpers/cli';
import type { AnyRow } from './ask-export';

/** A page of the documents, and its fenced examples of a language, in their order. */
export function readDocument(name: string) {
  const text = readFileSync(path.join(PROJECT, 'docs', name), 'utf8');
  return {
    text,
    examples: (language: string) =>
      [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, example]) => example!),
  };
}

/** Runs statements as they are written. */
export function read(database: Database, text: string): Promise<AnyRow[]> {
  return database.rows<AnyRow>(sql.raw(text));
}

/** The columns of the views with their comments, as PostgreSQL has them, as Markdown. */
export async function viewsTable(database: Database): Promise<string> {
  const rows = await read(
    database,
    `SELECT c.relname AS view, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
       col_description(c.oid, a.attnum) AS comment
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
     WHERE c.relname IN (${OUR_VIEWS.map((view) => `'${view}'`)}) ORDER BY c.relname, a.attnum`,
  );
  const tables = OUR_VIEWS.map((view) => {
    const columns = rows.filter((row) => row.view === view);
    const lines = columns.map(({ name, type, comment }) => `| \`${name}\` | ${short(type)} | ${comment} |`);
    return [`### ${view}`, '', '| column | type | what it says |', '|---|---|---|', ...lines].join('\n');
  });
  return tables.join('\n\n');
}

function short(type: string): string {
  return type.replace('(6)', '').replace(' without time zone', '');
}
