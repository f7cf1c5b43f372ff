import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addDays, parseLocalDate } from '#libs/local-date'
import type { StmbPeriodDto } from '../../src/incidents/care.dto.js'
import { InvalidInput } from '../../src/platform/problem/problems.js'
import { anIncident, type TestIncident } from '../factories/incident.js'
import { aWageEarner } from '../factories/participant.js'
import { Product } from '../support/product.js'

const EVENT = '2024-01-05'
const wish = fc.record({ from: fc.nat(200), days: fc.nat(60), employer: fc.boolean() })

describe('days of incapacity', () => {
  let product: Product
  let incident: TestIncident

  beforeAll(async () => {
    product = await Product.start()
    product.clock.moveTo('2024-12-01T03:00:00.000Z')
  })
  afterAll(() => product.close())

  async function anotherIncident(): Promise<void> {
    const worker = await aWageEarner(product.sql, { wage: 3_000_000 })
    const about = { eventDate: EVENT, accidentAt: `${EVENT}T08:00:00+08:00` }
    incident = await (await anIncident(product, worker, about)).inTreatment('2024-01-05T02:00:00.000Z')
  }

  function periodOf({
    from,
    days,
    employer,
  }: {
    from: number
    days: number
    employer: boolean
  }): StmbPeriodDto {
    const first = addDays(parseLocalDate(EVENT), from)
    const payee = employer ? 'employer' : 'participant'
    return { from: first, to: addDays(first, days), payee, doctor: 'dr. Fiktif' }
  }

  async function report(period: StmbPeriodDto): Promise<boolean> {
    try {
      await incident.care.addPeriod(incident.id, period, product.staff.officer)
      return true
    } catch (error) {
      if (error instanceof InvalidInput && error.errors[0]?.code === 'DAYS_OVERLAP') return false
      throw error
    }
  }

  it('never count twice, whatever is reported, even at the same moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { minLength: 2, maxLength: 8 }), async (wishes) => {
        await anotherIncident()
        const kept = await Promise.all(wishes.map((each) => report(periodOf(each))))
        expect(kept.some(Boolean)).toBe(true)
        const found = await product.sql.first<{ days: bigint; different: bigint }>(
          `select sum(upper(days) - lower(days))::bigint as days,
             (select count(distinct day) from stmb_period q, generate_series(lower(q.days), upper(q.days) - 1, interval '1 day') day
              where q.incident_id = $1 and q.voided_at is null) as different
           from stmb_period where incident_id = $1 and voided_at is null`,
          [incident.id],
        )
        expect(found?.days).toBe(found?.different)
      }),
      { numRuns: 15 },
    )
  })

  it('may be reported anew once a wrong period was set aside', async () => {
    await anotherIncident()
    const period = periodOf({ from: 0, days: 10, employer: false })
    expect(await report(period)).toBe(true)
    expect(await report(period)).toBe(false)
    const [row] = await product.sql.rows<{ id: string }>(
      'select id from stmb_period where incident_id = $1',
      [incident.id],
    )
    await incident.care.voidPeriod(incident.id, row?.id ?? '', 'Salah tanggal.', product.staff.officer)
    expect(await report(period)).toBe(true)
  })
})
