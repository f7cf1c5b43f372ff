/** Who is told that cover ends, from the registry to the message that leaves. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parseLocalDate } from '#libs/local-date'
import { Contributions } from '../../src/membership/contributions.service.js'
import { CoverageNotices } from '../../src/membership/coverage-notices.service.js'
import { ParticipantImport } from '../../src/membership/participant-import.service.js'
import { Sponsors } from '../../src/membership/sponsors.service.js'
import { PersonalData } from '../../src/platform/personal-data/personal-data.service.js'
import { withoutTimer } from '../support/messages.js'
import { Product } from '../support/product.js'
import { aRow, csv, kpjOf } from './participants-registry.js'

const october = parseLocalDate('2022-10-01')
const inNovember = '2022-11-10T02:00:00.000Z'

describe('cover that ends', () => {
  let product: Product
  let cohortId: string
  beforeAll(async () => {
    product = await Product.start({ workers: withoutTimer })
    const sponsors = product.get(Sponsors)
    cohortId = await sponsors.ensureCohort({
      code: 'APBD-6401',
      name: 'Pemerintah Kabupaten Paser',
      fund: 'APBD',
      cohort: { code: 'PR-2022', name: 'Petani Long Ikis' },
    })
    const [branch] = await product.sql.rows<{ code: string }>('select code from branch where id = $1', [
      product.branchId,
    ])
    await sponsors.keepInTouch('APBD-6401', { noticeEmail: 'iuran@paser.example', branchCode: branch?.code })
    await bring([aRow(0, { phone: '081234567890' }), aRow(1)], cohortId)
    await pay(2)
    await bring([aRow(5, { phone: '081298765432' })], null)
    const card = { kpj: kpjOf(5), payer: 'self', firstMonth: october, months: 2, paidOn: october } as const
    await product.get(Contributions).recordPaidForCard(card)
  })
  afterAll(() => product.close())

  const bring = (rows: Parameters<typeof csv>[0], cohort: string | null) =>
    product.get(ParticipantImport).run({
      source: (async function* () {
        yield await Promise.resolve(csv(rows))
      })(),
      fileName: 'peserta.csv',
      cohortId: cohort,
      by: 'staff:rina',
    })
  const pay = async (months: number, billed = months): Promise<void> => {
    const contributions = product.get(Contributions)
    await contributions.billCohort({ cohortId, firstMonth: october, months: billed })
    await contributions.payCohort({ cohortId, firstMonth: october, months }, october)
  }
  const tell = async (): Promise<number> => {
    const told = await product.get(CoverageNotices).tell()
    await product.atRest()
    return told
  }
  const messages = async () => {
    const rows = await product.sql.rows<{ told: string; fill: { when?: string } }>(
      `select concat_ws(' ', recipient_kind, template, channel, branch_id = $1, reason) as told, fill
       from notification order by at, concat_ws(' ', recipient_kind, template, channel, branch_id::text, reason)`,
      [product.branchId],
    )
    const clear = await product.get(PersonalData).reveal(rows, { fill: 'notification.fill' })
    return clear.map(({ told, fill: { when } }) => (when === undefined ? told : `${told}: ${when}`))
  }

  it('far away is nobody told of', async () => {
    expect(await tell()).toBe(0)
  })

  it('within thirty days is told to sponsor, branch and participants with a phone', async () => {
    product.clock.moveTo(inNovember)
    expect(await tell()).toBe(4)
    expect(await messages()).toEqual([
      'branch cohort-coverage-ending none t NO_CONTACT: 20 hari lagi',
      'participant coverage-ending whatsapp: 20 hari lagi',
      'participant coverage-ending whatsapp t: 20 hari lagi',
      'sponsor cohort-coverage-ending email t: 20 hari lagi',
    ])
  })

  it('is told in words that a family understands', async () => {
    const rows = await product.sql.rows<{ body: string }>(
      `select body from notification where template = 'coverage-ending' limit 1`,
    )
    const [message] = await product.get(PersonalData).reveal(rows, { body: 'notification.body' })
    expect(message?.body).toContain(
      'Perlindungan keluarga Anda berakhir 20 hari lagi, pada 30 November 2022.',
    )
  })

  it('is told once, also by two workers at once', async () => {
    expect(await Promise.all([tell(), tell()])).toEqual([0, 0])
    expect(await messages()).toHaveLength(4)
  })

  it('is not told of again when the next month was paid, and told anew when that one ends', async () => {
    await pay(3)
    product.clock.moveTo('2022-11-25T02:00:00.000Z')
    expect(await tell()).toBe(0)
    product.clock.moveTo('2022-12-31T02:00:00.000Z')
    expect(await tell()).toBeGreaterThan(0)
    expect(await messages()).toContain('participant coverage-ending whatsapp t: hari ini')
  })

  it('and was not paid on is told as a missed month', async () => {
    await pay(3, 4)
    product.clock.moveTo('2023-01-05T02:00:00.000Z')
    await tell()
    expect(await messages()).toEqual(
      expect.arrayContaining([
        'participant coverage-missed whatsapp t',
        'sponsor cohort-coverage-missed email t',
      ]),
    )
  })
})
