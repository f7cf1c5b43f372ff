export default {
  testEnvironment: 'node',
  // Real servers on a busy machine: how long a thing takes is for benchmarks to say.
  testTimeout: 60_000,
  maxWorkers: 2,
  // A file leaves the modules it loaded behind: a worker that holds too many of them makes room by starting anew.
  workerIdleMemoryLimit: '1500MB',
  testMatch: ['<rootDir>/(src|libs|test)/**/*.spec.ts', '<rootDir>/(src|libs|test)/**/*.spec.tsx'],
  testSequencer: '<rootDir>/test/support/longest-first.js',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^#libs/([^/]+)$': '<rootDir>/libs/$1/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  setupFiles: ['<rootDir>/test/support/load-nest-first.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // By `.swcrc`, as the build.
  transform: { '^.+\\.tsx?$': '@swc/jest' },
}
