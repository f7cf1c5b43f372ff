import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Sql } from '../../src/platform/database/sql.js'
import { manyChildren } from '../support/many-children.js'
import { until } from '../support/until.js'
import type { DeadlyRun } from './deadly-run.js'
import { type Child, ScholarshipDesk } from './scholarship-desk.js'

jest.setTimeout(60_000)

const ani: Child = {
  name: 'Ani',
  birthDate: '2012-04-12',
  level: 'TK_SD',
  grade: '5',
  firstSchoolYear: '2022/2023',
}

describe('through the year', () => {
  let desk: ScholarshipDesk
  beforeAll(async () => {
    desk = await ScholarshipDesk.open()
  })
  afterAll(() => desk.close())

  it('a guardian is reminded once on each day that the procedure names, until the family has applied', async () => {
    // Invited on 12 October 2022.
    const silent = await desk.family([ani])
    const busy = await desk.family([ani])
    const guardianOf = ({ heir }: typeof silent) => heir.id.replace('party:', '')
    const reminders = async ({ claimId }: typeof silent) =>
      (
        await desk.sql.rows<{ payload: { parties: string[] } }>(
          `select payload from outbox where claim_id = $1 and payload ->> 'template' = 'scholarship-reminder' order by occurred_at`,
          [claimId],
        )
      ).map(({ payload }) => payload.parties)
    await desk.moveTo('2022-11-10')
    expect(await reminders(silent)).toEqual([])
    await desk.moveTo('2022-11-11')
    await desk.sweep.run()
    expect(await reminders(silent)).toEqual([[guardianOf(silent)]])
    expect(await reminders(busy)).toHaveLength(1)
    const [award = ''] = busy.awards
    const { id } = await desk.year(award, '2022/2023')
    await desk.apply(id, { level: 'TK_SD', grade: '5' }, busy.heir)
    // Ninety days before the end of the year, and after a standstill over the thirtieth.
    await desk.moveTo('2023-04-01')
    expect(await reminders(silent)).toHaveLength(2)
    await desk.moveTo('2023-06-05')
    expect(await reminders(silent)).toHaveLength(3)
    await desk.moveTo('2023-06-30')
    expect(await reminders(silent)).toHaveLength(3)
    expect(await reminders(busy)).toHaveLength(1)
  })
})

describe('a yearly run over thousands of children', () => {
  const CHILDREN = 2_500
  const asked = { kind: 'open', schoolYear: '2026/2027', branchId: null } as const
  let desk: ScholarshipDesk
  beforeAll(async () => {
    desk = await ScholarshipDesk.open()
    desk.payments.clock.moveTo('2026-07-01T01:00:00.000Z')
    const owner = new Sql(desk.payments.database.owner, 1)
    await owner.rows(manyChildren(CHILDREN, asked.schoolYear, '2026-07-01'))
    await owner.onApplicationShutdown()
  })
  afterAll(() => desk.close())

  /** Hands the run to a process that dies in its second piece; tells by what it ended. */
  async function killedIn(runId: string): Promise<unknown> {
    const { clock, database } = desk.payments
    const run: DeadlyRun = { database: database.application, now: clock.now(), runId }
    const words = [
      '--import',
      './test/support/run-typescript.js',
      'test/e2e/deadly-run.ts',
      JSON.stringify(run),
    ]
    const [, signal] = (await once(spawn(process.execPath, words, { stdio: 'ignore' }), 'exit')) as unknown[]
    return signal
  }

  const written = () =>
    desk.sql.first(
      `select (select count(*)::int from scholarship_year where school_year = $1 and state = 'open') as open,
         (select count(*)::int from scholarship_transition where event = 'open') as steps,
         (select count(*)::int from outbox where payload ->> 'template' = 'scholarship-invitation') as invitations,
         (select count(*)::int from scholarship_run_row where outcome = 'done' and done_at is not null) as results`,
      [asked.schoolYear],
    )

  it('that was killed in the middle goes on where it ended: nobody twice, and a result for each', async () => {
    const { id } = await desk.runs.begin(asked, desk.payments.manager, 'july')
    expect(await killedIn(id)).toBe('SIGKILL')
    expect(await written()).toEqual({ open: 1_000, steps: 1_000, invitations: 1_000, results: 1_000 })
    expect(await desk.runs.standing(id)).toMatchObject({ done: 1_000, waiting: 1_500, finished_at: null })
    // The database may need a moment to see that the dead process holds nothing any more.
    await until(async () => {
      await desk.runs.resume()
      return (await desk.runs.standing(id)).finished_at !== null
    }, 'the run to be finished')
    expect(await desk.runs.standing(id)).toMatchObject({
      total: CHILDREN,
      done: CHILDREN,
      waiting: 0,
      failed: 0,
    })
    expect(await written()).toEqual({
      open: CHILDREN,
      steps: CHILDREN,
      invitations: CHILDREN,
      results: CHILDREN,
    })
    expect(await desk.runs.resume()).toBe(0)
  })
})
