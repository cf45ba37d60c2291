/** What breaks: real processes killed, starved and lied to, and hostile input by the thousand. */
const base = require('./jest.config.cjs');

module.exports = {
  ...base,
  testPathIgnorePatterns: [],
  roots: ['<rootDir>/test/faults'],
  testTimeout: 300_000,
  // Much of it is waiting for what does not come.
  maxWorkers: process.env.TEST_DATABASE_URL || process.env.DATABASE_URL ? 1 : '150%',
};
