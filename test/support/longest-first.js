/**
 * The order of the suites. A fresh clone knows no times, and the largest files then come first; but suites that start
 * processes of their own are long however short they are to read, and one of them at the end is waited for alone.
 */
import { readFileSync } from 'node:fs'
import Sequencer from '@jest/test-sequencer'

const startsProcesses = ({ path }) => /support\/processes\.js|\/chaos\//.test(readFileSync(path, 'utf8'))

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests)
    const first = new Set(sorted.filter(startsProcesses))
    return [...first, ...sorted.filter((test) => !first.has(test))]
  }
}
