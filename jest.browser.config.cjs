/** The browser tests: a real Chromium (CHROMIUM_PATH, else the one on the PATH) against a served API. */
const base = require('./jest.config.cjs');

module.exports = {
  ...base,
  testPathIgnorePatterns: [],
  roots: ['<rootDir>/test/browser'],
  globalSetup: '<rootDir>/test/helpers/browser-setup.ts',
  maxWorkers: '100%',
  testTimeout: 120_000,
};
