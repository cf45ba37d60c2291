import fc from 'fast-check';
import type { Served, Subject } from './served-centres';

/** Something that must hold of the answers about a centre, whatever is asked. */
export interface Property {
  readonly name: string;
  /** How many questions, for all centres together. */
  readonly runs: number;
  /** Asks something random; gives what was wrong with the answer, in lines. */
  holds(served: Served, subject: Subject): fc.IAsyncProperty<unknown>;
}

/** Makes a property of what is asked and of what was wrong with the answer. */
export function property<Given>(
  name: string,
  runs: number,
  given: (subject: Subject) => fc.Arbitrary<Given>,
  wrongWith: (served: Served, subject: Subject, given: Given) => Promise<string[]>,
): Property {
  return {
    name,
    runs,
    holds: (served, subject) =>
      fc.asyncProperty(given(subject), async (asked) => {
        const wrong = await wrongWith(served, subject, asked);
        if (wrong.length === 0) return;
        const more = wrong.length > 25 ? `\n... and ${wrong.length - 25} more` : '';
        throw new Error(
          `${subject.name}, data of ORACLE_SEED=${served.seed}:\n${wrong.slice(0, 25).join('\n')}${more}`,
        );
      }),
  };
}
