/** What breaks: real processes killed, starved and lied to, and hostile input by the thousand. */
const base = require('./jest.config.cjs');

module.exports = {
  ...base,
  testPathIgnorePatterns: [],
  roots: ['<rootDir>/test/faults'],
  testTimeout: 300_000,
};
