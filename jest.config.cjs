const { availableParallelism } = require('node:os');

/** Everything but the browser tests and the faults, on a real PostgreSQL that the global setup starts. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: ['<rootDir>/test/browser/', '<rootDir>/test/faults/'],
  transform: {
    '^.+\\.ts$|/node_modules/hyparquet.*\\.js$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // Published as ES modules only, which jest does not load.
  transformIgnorePatterns: ['/node_modules/(?!hyparquet)'],
  globalSetup: '<rootDir>/test/helpers/global-setup.ts',
  setupFiles: ['<rootDir>/test/helpers/worker-server.ts', '<rootDir>/test/helpers/record-statements.ts'],
  globalTeardown: '<rootDir>/test/helpers/global-teardown.ts',
  testSequencer: '<rootDir>/test/helpers/longest-first.cjs',
  testTimeout: 60_000,
  // Each worker has a server of its own, unless one is given. More than there are cores, for much of it is waiting.
  maxWorkers: process.env.TEST_DATABASE_URL || process.env.DATABASE_URL ? 1 : availableParallelism() + 1,
};
