/**
 * Mutation testing of the pure calculations: `npm run mutation`, or a part of it with
 * `npm run mutation -- --mutate 'libs/heirs/*.ts'`. Sentences and labels for people are checked by reading, not by
 * changing a letter, so the words of `explain/` and pure type files are left out.
 */
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'],
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    projectType: 'custom',
    enableFindRelatedTests: false,
    // Over jest.config.js: the calculations need neither the database nor the Nest packages.
    config: {
      globalSetup: null,
      globalTeardown: null,
      setupFiles: [],
      testEnvironment: './test/support/stop-at-first-failure.js',
      testMatch: ['<rootDir>/test/mutation/calculations.ts'],
    },
  },
  coverageAnalysis: 'perTest',
  mutate: ['libs/{benefits,heirs}/**/*.ts', '!libs/benefits/explain/**', '!**/*.spec.ts', '!**/index.ts'],
  ignoreStatic: true,
  ignorePatterns: ['.data', 'dist', 'docs', 'reports', 'src/web', 'test/e2e', 'test/browser', 'test/load'],
  concurrency: 2,
  // Jest keeps what its ESM registry loaded, so a runner is replaced before it fills the memory.
  maxTestRunnerReuse: 40,
  timeoutMS: 30_000,
  incremental: true,
  incrementalFile: '.data/mutation/incremental.json',
  tempDirName: '.data/mutation/sandbox',
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: '.data/mutation/report.html' },
  jsonReporter: { fileName: '.data/mutation/report.json' },
}
