import { parseArgs } from 'node:util';
import { print } from './database.mjs';

/** Wrong usage; told without a stack. */
export class UsageError extends Error {}

/**
 * Reads the command line of a benchmark that works on a data set, and runs it: `--data FOLDER` or one address, `counts`
 * (whole numbers, with their defaults) and `others` as `parseArgs` takes them. `run` is given all of them by name, with
 * `dataset: { url, folder }`. `--help` prints `help`; wrong usage ends the process with code 2.
 */
export async function runWithOptions({ help, counts, others = {} }, run) {
  try {
    const numbers = Object.entries(counts).map(([name, value]) => [name, { type: 'string', default: String(value) }]);
    const { values, positionals } = read({
      allowPositionals: true,
      options: {
        ...{ data: { type: 'string' }, help: { type: 'boolean', default: false } },
        ...{ ...Object.fromEntries(numbers), ...others },
      },
    });
    if (values.help) return print(help);
    const dataset = { url: positionals[0], folder: values.data };
    if (positionals.length + (values.data ? 1 : 0) !== 1) throw new UsageError('give --data FOLDER or a DATABASE_URL');
    const given = Object.keys(counts).map((name) => [name, readCount(name, values[name])]);
    await run({ ...values, ...Object.fromEntries(given), dataset });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n(--help tells what is right)\n`);
    process.exitCode = 2;
  }
}

function read(config) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function readCount(name, text) {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1) throw new UsageError(`--${name} ${text}: give a whole number of 1 or more`);
  return value;
}
