const { appendFileSync } = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../..');
/** What passes statements on, for whoever calls it. */
const PASSING =
  /^(src\/database\/(database|observed-client|snapshot|one-at-a-time|insert-rows)\.ts|test\/helpers\/keep-statements\.cjs)/;

/**
 * Has whatever is sent by pg's clients and pools kept from now on, each text once, with the file of the product that sent
 * it, in a file of this process in the folder that the setup named.
 */
exports.keepStatements = ({ Client, Pool }) => {
  const file = path.join(process.env.DIALOG_TEST_STATEMENTS, `${process.pid}.jsonl`);
  const kept = new Set();
  const keep = (text, files) => {
    // A pool sends again what was told when it was asked to.
    if (files.some((name) => name.includes('/node_modules/pg-pool/'))) return;
    const ours = files
      .filter((name) => name.startsWith(ROOT) && !name.includes('/node_modules/'))
      .map(sourceOf)
      .filter((name) => !PASSING.test(name));
    if (ours[0]?.startsWith('test/')) return;
    kept.add(text);
    appendFileSync(file, `${JSON.stringify({ text: withoutRepeats(text), by: ours[0] ?? '' })}\n`);
  };
  for (const sender of [Client.prototype, Pool.prototype]) {
    const send = sender.query;
    sender.query = function query(...args) {
      const text = typeof args[0] === 'string' ? args[0] : args[0]?.text;
      if (text !== undefined && !kept.has(text)) keep(text, callers());
      return send.apply(this, args);
    };
  }
};

/** The file that a file was made of, from the project's folder: programs run what was built in dist/. */
function sourceOf(file) {
  return path.relative(ROOT, file).replace(/^dist\/(.*)\.js$/, 'src/$1.ts');
}

/** Lists of values, and of rows, are as long as what was asked for: one of each tells as much, and so does one number. */
function withoutRepeats(text) {
  return text
    .replace(/(?<![\w$.'"])\d+(?![\w.'"])/g, '1')
    .replace(/\bin \((\$\d+)(?:, ?\$\d+)+\)/gi, 'in ($1)')
    .replace(/(\([\s\w$:,[\]]*\))(?:, ?\([\s\w$:,[\]]*\))+/g, '$1');
}

/** The files on the stack, the innermost first. */
function callers() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getFileName() ?? '');
  const holder = {};
  Error.captureStackTrace(holder);
  const files = holder.stack;
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  return files;
}
