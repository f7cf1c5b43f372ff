/** A yearly run in a process of its own that is killed while it writes its second piece, as by a crash. */
import 'reflect-metadata'
import { MovedClock } from '../../src/platform/clock/clock.js'
import type { DatabaseSettings } from '../../src/platform/database/database-settings.js'
import { Sql } from '../../src/platform/database/sql.js'
import type { ScholarshipLifecycle } from '../../src/scholarship/scholarship-lifecycle.service.js'
import { scholarshipsOn } from './scholarships-on.js'

export interface DeadlyRun {
  database: DatabaseSettings
  now: string
  runId: string
}

const { database, now, runId } = JSON.parse(process.argv[2] ?? '{}') as DeadlyRun
const { lifecycle, runs } = scholarshipsOn(new Sql(database, 2), new MovedClock(now))
const moveYears = lifecycle.moveYears.bind(lifecycle)
let pieces = 0
const killedInSecond: ScholarshipLifecycle['moveYears'] = async (...piece) => {
  const outcomes = await moveYears(...piece)
  pieces += 1
  if (pieces === 2) process.kill(process.pid, 'SIGKILL')
  return outcomes
}
Object.assign(lifecycle, { moveYears: killedInSecond })
await runs.carryOut(runId)
