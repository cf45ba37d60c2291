/**
 * Where an answer is not as expected, as lines `path: answered, expected`. Numbers may differ by the last digits of a
 * division. What is not expected to be there is passed over in objects, not in lists.
 */
export function differences(answered: unknown, expected: unknown, path = ''): string[] {
  if (isClose(answered, expected)) return [];
  if (Array.isArray(expected) && Array.isArray(answered) && expected.length === answered.length) {
    return expected.flatMap((each, index) => differences(answered[index], each, `${path}[${index}]`));
  }
  if (isObject(expected) && isObject(answered)) {
    return Object.entries(expected).flatMap(([name, each]) => differences(answered[name], each, `${path}.${name}`));
  }
  return [`${path}: ${JSON.stringify(answered)}, expected ${JSON.stringify(expected)}`];
}

function isClose(a: unknown, b: unknown): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
