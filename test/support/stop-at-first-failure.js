/**
 * The environment of the tests of mutation: once a test has failed the mutant is found, and writing hundreds of further
 * failures would only cost time.
 */
import { TestEnvironment } from 'jest-environment-node'

export default class StopAtFirstFailure extends TestEnvironment {
  failed = false

  async handleTestEvent(event) {
    if (event.name === 'test_fn_failure') this.failed = true
    if (event.name === 'test_start' && this.failed) event.test.mode = 'skip'
  }
}
