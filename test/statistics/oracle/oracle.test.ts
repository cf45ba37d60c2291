import fc from 'fast-check';
import { IN_ANOTHER_ORDER } from './another-order';
import { ANY_MEASURE } from './any-measure';
import { AS_THE_MODEL } from './as-the-model';
import { OPENED } from './opened';
import { PARTS_AND_TOTALS } from './parts-and-totals';
import { type Served, serveCentres } from './served-centres';
import { WAYS } from './ways';

let served: Served;

beforeAll(async () => {
  served = await serveCentres();
});
afterAll(() => served?.api.close());

/** A failure is made smaller for so many milliseconds, and told. */
const interruptAfterTimeLimit = 8_000;

describe.each(WAYS)('$name', ({ prepare, part }) => {
  beforeAll(() => prepare(served));

  test.each([...AS_THE_MODEL, ANY_MEASURE, ...PARTS_AND_TOTALS, ...OPENED])('$name', async ({ runs, holds }) => {
    for (const subject of served.subjects.slice(0, 2)) {
      const numRuns = Math.ceil((runs * part) / 2);
      await fc.assert(holds(served, subject), { seed: served.seed, numRuns, interruptAfterTimeLimit });
    }
  });

  test(IN_ANOTHER_ORDER.name, () =>
    fc.assert(IN_ANOTHER_ORDER.holds(served, served.subjects[0]), {
      ...{ seed: served.seed, numRuns: Math.ceil(IN_ANOTHER_ORDER.runs * part) },
      interruptAfterTimeLimit,
    }),
  );
});
