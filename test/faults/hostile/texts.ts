import type { Dice } from '../../../src/demo/dice';

/** SQL for every position that takes a text. What a leak is told by (see judge.ts) is in none of them. */
const SQL = [
  "' OR 1=1 --",
  '1; DROP TABLE conversations; --',
  "'; SELECT pg_sleep(60); --",
  '1) UNION ALL SELECT usename, passwd FROM pg_shadow --',
  "\\'; TRUNCATE messages; --",
  '$$; DELETE FROM users; $$',
  '1::text::int',
  '(SELECT 1/0)',
  "%' AND 1=(SELECT count(*) FROM pg_class) --",
  '0x27204f5220313d31',
  '{1,2,3}',
  'NULL',
  "E'\\\\x00'",
  '/* */ OR true',
  "Europe/Kyiv' AT TIME ZONE 'UTC",
  'infinity',
  '-infinity',
  'epoch',
  'now()',
];

/** What looks like something else, or like nothing, or can't be stored. */
const UNICODE = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00\ud800',
  'x\udfff',
  '\u202e12\u202c',
  '\u200f\u200e',
  'аdmin',
  'Ｄialog:1',
  '١٢٣',
  '𝟙𝟚',
  '🧨'.repeat(20),
  '👩‍👩‍👧‍👦',
  'Z̴̧̡͎͚̘͇̲̯̦̍̀'.repeat(5),
  '\ufeff1',
  '\ufffe\uffff',
  '\u2028\u2029',
  '\u0085\u001b[31m',
  'İıſK',
  'ﷺ'.repeat(30),
  '',
  ' ',
  '\t\r\n',
];

const OTHER = [
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '%00%2e%2e',
  '#{7*7}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '-1',
  '0',
  '00000000000000000001',
  '9'.repeat(400),
  '9007199254740993',
  '9223372036854775808',
  '2147483648',
  '1e309',
  'NaN',
  'Infinity',
  'true',
  '[object Object]',
  '+05:00',
  'UTC0',
  'Etc/GMT+99',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59.999999Z',
  '2024-01-01T00:00:00+99:99',
  '(((((((((((((((((((((((((((((!',
  'a'.repeat(5000),
];

const BEYOND_NUMBERS = [
  '-1',
  '0',
  '2147483647',
  '2147483648',
  '-2147483649',
  '9007199254740993',
  '1e308',
  '1e400',
  '0.1',
  '-0',
  '1e-400',
];

/** A text to be afraid of. Some are opaque ids and cursors of what does not exist, or of what no cursor holds. */
export function hostileText(dice: Dice): string {
  switch (dice.int(0, 9)) {
    case 0:
    case 1:
    case 2:
      return dice.pick(SQL);
    case 3:
    case 4:
      return dice.pick(UNICODE);
    case 5:
      return encoded(
        `${dice.pick(['Dialog', 'Agent', 'Event', 'Account', 'dialog', 'Node', ''])}:${dice.pick([...SQL, ...OTHER])}`,
      );
    case 6:
      return encoded(cursor(dice));
    case 7:
      return dice.pick(SQL) + dice.pick(UNICODE);
    default:
      return dice.pick(OTHER);
  }
}

function cursor(dice: Dice): string {
  const list = dice.pick([
    'dialogs by CREATED_AT DESC',
    'dialogs by RESOLVED_AT ASC',
    'events by time',
    'agents by name',
  ]);
  const part = () =>
    dice.pick<unknown>([null, 0, -1, 1e300, 9007199254740991, [], {}, true, dice.pick(SQL), dice.pick(UNICODE)]);
  return dice.chance(0.2)
    ? dice.pick(['[', '[]', '{}', 'null', '["__proto__"]', '[[[[]]]]'])
    : JSON.stringify([list, part(), part()]);
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** A number as it is written; not all are numbers of JSON or GraphQL. */
export function hostileNumber(dice: Dice): string {
  return dice.pick(BEYOND_NUMBERS);
}

/** A value of JSON that is seldom what was asked for. */
export function hostileJson(dice: Dice, depth = 3): unknown {
  switch (dice.int(0, depth > 0 ? 8 : 5)) {
    case 0:
      return null;
    case 1:
      return dice.chance(0.5);
    case 2:
      return Number(hostileNumber(dice));
    case 3:
    case 4:
    case 5:
      return hostileText(dice);
    case 6:
      return Array.from({ length: dice.int(0, 5) }, () => hostileJson(dice, depth - 1));
    case 7:
      return Array.from({ length: dice.int(90, 300) }, () => 1);
    default:
      return Object.fromEntries(
        Array.from({ length: dice.int(0, 4) }, () => [hostileText(dice), hostileJson(dice, depth - 1)]),
      );
  }
}
