import { PassThrough, Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { parseLocalDate } from '#libs/local-date'
import { type CardsRequest, ParticipationCards } from '../../src/membership/participation-cards.service.js'
import { aRow, kpjOf, TestRegistry } from './participants-registry.js'

const october = parseLocalDate('2022-10-01')
const publicAddress = 'https://santun.example'
let registry: TestRegistry
let cards: ParticipationCards
let cohortId: string

beforeAll(async () => {
  registry = await TestRegistry.open()
  cards = new ParticipationCards(registry.sql, registry.clock, registry.coverage)
})
beforeEach(async () => {
  await registry.clear()
  cohortId = await registry.cohort()
  await registry.send([aRow(0), aRow(1), aRow(2)], { cohortId })
  await registry.contributions.billCohort({ cohortId, firstMonth: october, months: 1 })
  await registry.contributions.payCohort({ cohortId, firstMonth: october, months: 1 }, october)
})
afterAll(async () => {
  await registry.close()
})

async function pdfOf(of: CardsRequest['of'], onProgress?: CardsRequest['onProgress']): Promise<Buffer> {
  const into = new PassThrough()
  const [pdf] = await Promise.all([buffer(into), cards.print({ of, publicAddress, onProgress }, () => into)])
  return pdf
}

const tokens = () =>
  registry.sql.rows<{ kpj: string; token: string }>('select kpj, token from participation_card order by kpj')

describe('participation cards', () => {
  it('are one PDF for a whole cohort, with progress to the end', async () => {
    const seen: number[] = []
    const pdf = await pdfOf({ cohortId }, (done) => seen.push(done))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect([seen[0], seen.at(-1)]).toEqual([0, 3])
    expect((await tokens()).map(({ kpj }) => kpj)).toEqual([kpjOf(0), kpjOf(1), kpjOf(2)])
  })

  it('stand ten on a page, however many there are', async () => {
    const others = await registry.cohort('PR-2023')
    const rows = Array.from({ length: 521 }, (_, index) => aRow(index + 10))
    await registry.send(rows, { cohortId: others })
    const pdf = await pdfOf({ cohortId: others })
    expect(pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(53)
  })

  it('are given up when whoever reads them goes away', async () => {
    const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('gone away')) })
    await expect(cards.print({ of: { cohortId }, publicAddress }, () => gone)).rejects.toThrow('gone away')
  })

  it('keep their token when they are printed again', async () => {
    await pdfOf({ kpj: kpjOf(0) })
    const before = await tokens()
    await pdfOf({ kpj: kpjOf(0) })
    expect(await tokens()).toEqual(before)
  })

  it('are refused where nobody holds one', async () => {
    const nobody = cards.print({ of: { kpj: '00000000000' }, publicAddress }, () => new PassThrough())
    await expect(nobody).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the public page behind a card', () => {
  it('says whether the card is valid, and nothing of who holds it', async () => {
    await pdfOf({ kpj: kpjOf(0) })
    const [card] = await tokens()
    const valid = { asOf: '2022-10-01', programs: ['JKK', 'JKM'], validUntil: '2022-10-31' }
    expect(await cards.validityOf(card?.token ?? '')).toEqual({ valid: true, ...valid })
    registry.clock.moveTo('2023-05-01T01:00:00.000Z')
    expect(await cards.validityOf(card?.token ?? '')).toMatchObject({ valid: false, asOf: '2023-05-01' })
  })

  it('answers a token that nobody was given like a card that has ended', async () => {
    await pdfOf({ kpj: kpjOf(0) })
    const [card] = await tokens()
    registry.clock.moveTo('2023-05-01T01:00:00.000Z')
    const ended = await cards.validityOf(card?.token ?? '')
    expect(ended).toEqual({ valid: false, asOf: '2023-05-01', programs: [], validUntil: null })
    for (const token of ['satu', 'x'.repeat(20), '\u0000', ''])
      expect(await cards.validityOf(token)).toEqual(ended)
  })
})
