import fc from 'fast-check';
import { MICROSECONDS_PER_SECOND, secondsBetween } from '../../src/instant';
import { stretchAt, stretchesOfDialog } from '../../src/rulebook/dialog-stretches';
import { classify } from '../../src/rulebook/kinds';
import { waitSecondsOf } from '../../src/rulebook/waiting';
import { judge } from './kinds-model';
import { arriving, dialogs, factsOf } from './random-dialogs';

/** A dialog is offline alone, or rejected alone, or left in one way at most, talked with or not; any may be skipped. */
const POSSIBLE = ['none', 'chat', 'offline', 'missed', 'bounce', 'rejected_invitation', 'chat+missed', 'chat+bounce'];

const setOf = (kinds: readonly string[]) => kinds.filter((kind) => kind !== 'skip').join('+') || 'none';

function holds<Values extends unknown[]>(numRuns: number, property: fc.IPropertyWithHooks<Values>): void {
  fc.assert(property, { numRuns });
}

describe('of any dialog', () => {
  it('the kinds and the departure are those of the naive model', () => {
    const property = fc.property(dialogs, (dialog) => {
      const { kinds, departedAt } = classify(factsOf(dialog));
      const seconds = departedAt === null ? null : departedAt / MICROSECONDS_PER_SECOND;
      expect({ kinds, departedAt: seconds }).toEqual(judge(dialog));
    });
    holds(2000, property);
  });

  it('the set of kinds is a possible one, and every possible one comes about', () => {
    const sets = fc.sample(dialogs, { numRuns: 4000, seed: 5 }).map((dialog) => classify(factsOf(dialog)).kinds);
    expect([...new Set(sets.map(setOf))].sort()).toEqual([...POSSIBLE].sort());
    expect(sets.every((kinds) => kinds.indexOf('skip') === -1 || kinds.at(-1) === 'skip')).toBe(true);
  });

  it('missed is one that waited for the timeout on a channel whose presence is known', () => {
    const property = fc.property(dialogs, (dialog) => {
      const { kinds, presenceKnown, waitedSeconds, departedAt, bounceTimeoutSeconds } = classify(factsOf(dialog));
      if (!kinds.includes('missed')) return;
      expect([dialog.presenceCapable, presenceKnown, departedAt === null]).toEqual([true, true, false]);
      expect(waitedSeconds).toBeGreaterThanOrEqual(bounceTimeoutSeconds);
    });
    holds(1000, property);
  });

  it('the order in which presence facts arrive says nothing, nor does their repetition', () => {
    const otherwise = dialogs.chain((dialog) =>
      fc.tuple(...dialog.sessions.map(arriving)).map((sessions) => [dialog, { ...dialog, sessions }] as const),
    );
    const property = fc.property(otherwise, ([dialog, shuffled]) => {
      expect(classify(factsOf(shuffled))).toEqual(classify(factsOf(dialog)));
    });
    holds(500, property);
  });

  it('what a visitor does after the resolve says nothing', () => {
    const property = fc.property(dialogs, fc.integer({ min: 1, max: 100 }), fc.boolean(), (dialog, later, leave) => {
      const { resolvedAt } = dialog;
      if (resolvedAt === null) return;
      const sessions = dialog.sessions.map((told) => [...told, { at: resolvedAt + later, leave }]);
      const clientMessages = [...dialog.clientMessages, resolvedAt + later].sort((a, b) => a - b);
      expect(classify(factsOf({ ...dialog, sessions, clientMessages }))).toEqual(classify(factsOf(dialog)));
    });
    holds(500, property);
  });

  it('moving every time by as much changes nothing but the time', () => {
    const property = fc.property(dialogs, fc.integer({ min: 1, max: 1e15 }), (dialog, by) => {
      const still = classify(factsOf(dialog));
      const departedAt = still.departedAt === null ? null : still.departedAt + by;
      expect(classify(factsOf(dialog, by))).toEqual({ ...still, departedAt });
    });
    holds(500, property);
  });

  it('a skip mark adds skip, and taken back leaves what was', () => {
    const property = fc.property(dialogs, (dialog) => {
      const counted = classify(factsOf({ ...dialog, skipped: false }));
      const skipped = classify(factsOf({ ...dialog, skipped: true }));
      expect(skipped).toEqual({ ...counted, kinds: [...counted.kinds, 'skip'] });
    });
    holds(500, property);
  });

  it('a longer timeout turns missed into bounce at most, and nothing else', () => {
    const property = fc.property(dialogs, fc.integer({ min: 1, max: 200 }), (dialog, more) => {
      const [shorter, longer] = [dialog.timeout, dialog.timeout + more].map((timeout) =>
        setOf(classify(factsOf({ ...dialog, timeout })).kinds),
      );
      const allowed = [shorter, shorter!.replace('missed', 'bounce')];
      if (shorter === 'none' || shorter === 'chat') allowed.push(shorter === 'none' ? 'bounce' : 'chat+bounce');
      expect(allowed).toContain(longer);
    });
    holds(500, property);
  });

  it('the first wait is that of the stretches', () => {
    const property = fc.property(dialogs, (dialog) => {
      const facts = factsOf(dialog);
      const course = { ...facts, firstClientMessageAt: facts.clientMessages[0] ?? null };
      const acts = [...facts.acceptances, ...facts.agentMessages].map(({ at }) => at);
      const acceptedAt = acts.length === 0 ? null : Math.min(...acts);
      const stretches = stretchesOfDialog(course);
      if (acceptedAt === null || stretchAt(stretches, acceptedAt)?.side !== 'chatting') return;
      const waiting = stretches.find(({ side, to }) => side === 'waiting' && to === acceptedAt);
      const seconds = waiting ? secondsBetween(waiting.from, acceptedAt) : 0;
      expect(waitSecondsOf({ ...course, acceptedAt }) ?? 0).toBe(seconds);
    });
    holds(1000, property);
  });
});
