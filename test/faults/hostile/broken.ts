import type { Dice } from '../../../src/demo/dice';
import { hostileNumber, hostileText } from './texts';

const PUNCTUATION = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ':',
  '!',
  '$',
  '@',
  '...',
  '=',
  '|',
  '&',
  '"',
  '"""',
  '#',
  '\\u{110000}',
  '\u0000',
];
const WORDS = [
  'query',
  'mutation',
  'subscription',
  'fragment',
  'on',
  'null',
  '__schema',
  '__typename',
  '__proto__',
  'extend',
  'type',
];

/** A document with something wrong in it, in one to four places; now and then it is still a good one. */
export function broken(dice: Dice, document: string): string {
  let text = document;
  for (let times = dice.int(1, 4); times > 0; times -= 1) text = brokenOnce(dice, text);
  return text;
}

function brokenOnce(dice: Dice, text: string): string {
  const [a, b] = [dice.int(0, text.length), dice.int(0, text.length)].sort((x, y) => x - y) as [number, number];
  const end = Math.min(b, a + 40);
  switch (dice.int(0, 8)) {
    case 0:
      return text.slice(0, a);
    case 1:
      return text.slice(0, a) + text.slice(end);
    case 2:
      return text.slice(0, end) + text.slice(a, end) + text.slice(end);
    case 3:
      return text.slice(0, a) + dice.pick(PUNCTUATION) + text.slice(a);
    case 4:
      return text.slice(0, a) + hostileText(dice) + text.slice(a);
    case 5:
      return `${text.slice(0, a)} ${dice.pick(WORDS)} ${text.slice(a)}`;
    case 6:
      return text.replace(/"[^"]*"/, () => hostileNumber(dice));
    case 7:
      return text.replace(/\b[a-z]\w+/, () => dice.pick(WORDS));
    default:
      return text.slice(0, a) + text.slice(a, end).split('').reverse().join('') + text.slice(end);
  }
}
