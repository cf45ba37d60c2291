import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { Client, Pool } from 'pg';

/*
 * Before each test file: what its process sends to PostgreSQL is kept, each text once, with the file of the product that
 * sent it, in the folder that the setup named. The run's end checks them all.
 */

/** A statement that some file of the product sent; of none, where a library sent it later. */
export interface RecordedStatement {
  readonly text: string;
  readonly by: string;
}

const ROOT = path.resolve(__dirname, '../..');
/** What passes statements on, for whoever calls it. */
const PASSING =
  /^(src\/database\/(database|observed-client|snapshot|one-at-a-time|insert-rows)\.ts|test\/helpers\/record)/;

const file = path.join(process.env.DIALOG_TEST_STATEMENTS!, `${process.pid}.jsonl`);
const kept = new Set<string>();

for (const sender of [Client.prototype, Pool.prototype]) {
  const send = sender.query as (...args: unknown[]) => unknown;
  // biome-ignore lint/suspicious/noExplicitAny: pg's own has ten forms, which differ in their arguments only.
  (sender as any).query = function query(...args: unknown[]) {
    const given = args[0] as string | { text?: string } | undefined;
    const text = typeof given === 'string' ? given : given?.text;
    if (text !== undefined && !kept.has(text)) keep(text, callers());
    return send.apply(this, args);
  };
}

function keep(text: string, files: readonly string[]): void {
  // A pool sends again what was told when it was asked to.
  if (files.some((name) => name.includes('/node_modules/pg-pool/'))) return;
  const ours = files
    .filter((name) => name.startsWith(ROOT) && !name.includes('/node_modules/'))
    .map((name) => path.relative(ROOT, name))
    .filter((name) => !PASSING.test(name));
  if (ours[0]?.startsWith('test/')) return;
  kept.add(text);
  const statement: RecordedStatement = { text: withoutRepeats(text), by: ours[0] ?? '' };
  appendFileSync(file, `${JSON.stringify(statement)}\n`);
}

/** Lists of values, and of rows, are as long as what was asked for: one of each tells as much, and so does one number. */
function withoutRepeats(text: string): string {
  return text
    .replace(/(?<![\w$.'"])\d+(?![\w.'"])/g, '1')
    .replace(/\bin \((\$\d+)(?:, ?\$\d+)+\)/gi, 'in ($1)')
    .replace(/(\([\s\w$:,[\]]*\))(?:, ?\([\s\w$:,[\]]*\))+/g, '$1');
}

/** The files on the stack, the innermost first. */
function callers(): string[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName() ?? '');
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder);
  const files = holder.stack as string[];
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  return files;
}
