import { parseLocalDate } from '#libs/local-date'
import { ParticipationCards } from '../../src/membership/participation-cards.service.js'
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

const tokens = () =>
  registry.sql.rows<{ kpj: string; token: string }>('select kpj, token from participation_card order by kpj')

describe('participation cards', () => {
  it('are one PDF for a whole cohort, with progress to the end', async () => {
    const seen: number[] = []
    const pdf = await cards.pdf({ of: { cohortId }, publicAddress, onProgress: (done) => seen.push(done) })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect([seen[0], seen.at(-1)]).toEqual([0, 3])
    expect((await tokens()).map(({ kpj }) => kpj)).toEqual([kpjOf(0), kpjOf(1), kpjOf(2)])
  })

  it('keep their token when they are printed again', async () => {
    await cards.pdf({ of: { kpj: kpjOf(0) }, publicAddress })
    const before = await tokens()
    await cards.pdf({ of: { kpj: kpjOf(0) }, publicAddress })
    expect(await tokens()).toEqual(before)
  })

  it('are refused where nobody holds one', async () => {
    await expect(cards.pdf({ of: { kpj: '00000000000' }, publicAddress })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})

describe('the public page behind a card', () => {
  it('says whether the card is valid, and nothing of who holds it', async () => {
    await cards.pdf({ of: { kpj: kpjOf(0) }, publicAddress })
    const [card] = await tokens()
    const valid = { asOf: '2022-10-01', programs: ['JKK', 'JKM'], validUntil: '2022-10-31' }
    expect(await cards.validityOf(card?.token ?? '')).toEqual({ valid: true, ...valid })
    registry.clock.moveTo('2023-05-01T01:00:00.000Z')
    expect(await cards.validityOf(card?.token ?? '')).toMatchObject({ valid: false, asOf: '2023-05-01' })
  })

  it('answers a token that nobody was given like a card that has ended', async () => {
    await cards.pdf({ of: { kpj: kpjOf(0) }, publicAddress })
    const [card] = await tokens()
    registry.clock.moveTo('2023-05-01T01:00:00.000Z')
    const ended = await cards.validityOf(card?.token ?? '')
    expect(ended).toEqual({ valid: false, asOf: '2023-05-01', programs: [], validUntil: null })
    for (const token of ['satu', 'x'.repeat(20), '\u0000', ''])
      expect(await cards.validityOf(token)).toEqual(ended)
  })
})
