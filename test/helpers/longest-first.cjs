const Sequencer = require('@jest/test-sequencer').default;

/**
 * Those that take from half a minute up. In a fresh clone nothing is known of how long tests take, and one of these
 * begun last would let all workers but one wait for it.
 */
const LONG = [
  'capture/bulk',
  'statistics/oracle/oracle',
  'property/commands',
  'cli/commands',
  'export/resume',
  'capture/random-histories',
  'install/interrupted',
  'cli/start',
  'readme/readme',
  'docs/tour',
  'history/same-as-commands',
  'history/interrupted',
  'live/coming-back',
  'export/cli',
  'faults/kills',
  'faults/hostile-input',
];

module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = new Map(super.sort(tests).map((test, index) => [test, index + LONG.length]));
    for (const test of tests) {
      const place = LONG.findIndex((name) => test.path.includes(`/test/${name}`));
      if (place !== -1) rank.set(test, place);
    }
    return [...tests].sort((one, other) => rank.get(one) - rank.get(other));
  }
};
