import { jest } from '@jest/globals'
import { PASER_WORKERS, paserCohort } from '../../src/operations/story/paser-cohort.js'
import { participantA, participantB, paserSponsor } from '../../src/operations/story/paser-families.js'
import { TestRegistry } from './participants-registry.js'

/** Two imports of the whole cohort: what a busy machine needs for it. */
jest.setTimeout(60_000)

let registry: TestRegistry

beforeAll(async () => {
  registry = await TestRegistry.open()
})
afterAll(async () => {
  await registry.close()
})

describe('the workers of Kabupaten Paser', () => {
  it('are imported, billed at Rp1.626.307.200 and covered from October 2022', async () => {
    const { firstMonth, months } = paserSponsor
    const cohortId = await registry.sponsors.ensureCohort(paserSponsor)
    const report = await registry.send('', { source: toBytes(paserCohort()), cohortId })
    expect(report).toMatchObject({ rows: PASER_WORKERS, new: PASER_WORKERS, refused: 0, warned: 0 })

    await registry.contributions.billCohort({ cohortId, firstMonth, months })
    const bill = await registry.contributions.payCohort({ cohortId, firstMonth, months }, firstMonth)
    expect(bill.months.map(({ members, amount }) => [members, amount])).toEqual(
      Array(3).fill([PASER_WORKERS, 542_102_400n]),
    )
    expect(bill.total).toBe(1_626_307_200n)

    for (const { nik, kpj, diedOn } of [participantA, participantB]) {
      expect(await registry.coverage.snapshot(nik, diedOn)).toMatchObject({
        covered: true,
        kpj,
        participant: {
          contribution_months: 1,
          benefit_wage_base: 1_000_000,
          paid_until: '2022-12-31',
          sponsor: 'APBD',
        },
      })
    }
  })

  it('sent once more as another file change nothing', async () => {
    const cohortId = await registry.sponsors.ensureCohort(paserSponsor)
    const withoutLast = (async function* () {
      let line = ''
      for await (const next of paserCohort()) {
        if (line) yield Buffer.from(line)
        line = next
      }
    })()
    expect(await registry.send('', { source: withoutLast, cohortId })).toMatchObject({
      repeated: false,
      new: 0,
      changed: 0,
      unchanged: PASER_WORKERS - 1,
    })
  })
})

async function* toBytes(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(line)
}
