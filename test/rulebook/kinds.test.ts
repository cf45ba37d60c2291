import { MICROSECONDS_PER_SECOND } from '../../src/instant';
import { type Classification, classify } from '../../src/rulebook/kinds';
import { CASES } from './kinds-cases';
import { story } from './story';

describe.each(Object.entries(CASES))('%s', (_section, cases) => {
  it.each(cases)('%s: %s', (text, kinds, reason) => {
    const decided = classify(story(text));
    expect([decided.kinds.join('+') || 'none', decided.reason]).toEqual([kinds, reason]);
  });
});

describe('what a classification tells', () => {
  const MISSED = '0 starts; 0 writes; 10 Ann assigned; 20 team 5; 90 leaves; 200 Bob assigned; 210 team 6; 300 closed';

  it.each<[text: string, told: Partial<Classification>]>([
    [MISSED, { departedAt: 90 * MICROSECONDS_PER_SECOND, waitedSeconds: 90 }],
    [MISSED, { departedAssigneeId: 1, departedTeamId: 5 }],
    [MISSED, { explanation: 'The visitor left after waiting 90 s without an answer; the bounce timeout is 60 s.' }],
    [
      '0 starts; 0 writes; 90 leaves; 90 Ann assigned; 90 team 5; 300 closed',
      { departedAssigneeId: 1, departedTeamId: 5 },
    ],
    ['0 starts; 0 writes; 90 leaves; 300 closed', { departedAssigneeId: null, departedTeamId: null }],
    ['0 starts with bot; 30 open; 50 leaves; 300 closed', { waitedSeconds: 20, presenceKnown: true }],
    ['0 starts; 0 writes; 80 closed by visitor', { departedAt: 80 * MICROSECONDS_PER_SECOND, waitedSeconds: 80 }],
    ['0 starts; 20 Ann accepts; 50 leaves; 300 closed', { waitedSeconds: null, departedAssigneeId: 1 }],
    ['-1 writes; 0 invites; 70 leaves; 300 closed', { waitedSeconds: 70 }],
    ['0 starts; 0 writes; 300 closed', { departedAt: null, waitedSeconds: null }],
    ['T=7; 0 starts; 0 writes; 300 closed', { bounceTimeoutSeconds: 7 }],
    ['messenger; 0 starts; 0 writes; 300 closed', { presenceKnown: false }],
    ['presence unknown; 0 starts; 0 writes; 300 closed', { presenceKnown: false }],
  ])('%s', (text, told) => {
    expect(classify(story(text))).toMatchObject(told);
  });
});
