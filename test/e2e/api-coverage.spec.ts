import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { columnHeadings, participantColumns } from '#libs/participant-row'
import { ParticipantImport } from '../../src/membership/participant-import.service.js'
import { TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { until } from '../support/until.js'

interface Difference {
  id: string
  outcome: string | null
  before: { covered: boolean; contributionMonths: number }
  after: { covered: boolean; contributionMonths: number }
}

const reason = 'Tanggal mulai sudah dicocokkan dengan formulir pendaftaran.'

describe('a correction of the registry after a claim was lodged', () => {
  let app: TestApp
  let desk: Desk
  let claim: DeskClaim
  let answers: Awaited<ReturnType<Desk['answers']>>
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
  })
  beforeEach(async () => {
    answers = await desk.answers()
    claim = await desk.lodged(answers)
    await claim.acceptAll()
    await desk.people.verifier.put(`${claim.path}/payees`, { payees: [claim.payee] }).expect(200)
  })
  afterAll(() => app.stop())

  /** The same participant in a file that says the membership began later. */
  async function correct(start = '2022-05-01'): Promise<void> {
    const person = await app.sql.first<Record<'kpj' | 'name' | 'birthDate' | 'sex', string>>(
      `select m.kpj, p.name, p.birth_date as "birthDate", p.sex
       from claim c join participant p on p.nik_index = c.participant_nik_index
       join membership m on m.participant_id = p.id where c.number = $1`,
      [claim.number],
    )
    if (!person) throw new Error('nobody is on the claim')
    const row = [
      answers.participant.nik,
      person.kpj,
      person.name,
      person.birthDate,
      person.sex === 'male' ? 'L' : 'P',
    ]
    const file = [
      participantColumns.map((column) => columnHeadings[column][0]).join(','),
      [...row, 'BPU', 'petani', '6401041001', start, '', ''].join(','),
    ]
    await app.application.get(ParticipantImport, { strict: false }).run({
      source: (async function* () {
        yield Buffer.from(`${file.join('\n')}\n`)
        await Promise.resolve()
      })(),
      fileName: 'koreksi.csv',
      cohortId: null,
      by: 'staff:rina',
    })
  }

  async function differences(): Promise<Difference[]> {
    const { body } = await desk.people.verifier.get(`${claim.path}/coverage-differences`).expect(200)
    return (body as { differences: Difference[] }).differences
  }

  async function open(): Promise<Difference> {
    await until(async () => (await differences()).some(({ outcome }) => outcome === null), 'a difference')
    const found = (await differences()).find(({ outcome }) => outcome === null)
    if (!found) throw new Error('the difference was settled')
    return found
  }

  const settle = (id: string, outcome: string, why = reason) =>
    desk.people.verifier.put(`${claim.path}/coverage-differences/${id}`, { outcome, reason: why })
  const propose = async () =>
    claim.try('verifier', 'propose', {
      version: (await claim.read()).version,
      input: { proposal: 'pay' },
    })

  it('stops a proposal until a verifier has settled it with a reason', async () => {
    await correct()
    const { id, before, after } = await open()
    expect([before.contributionMonths, after.contributionMonths]).toEqual([10, 6])
    const refused = await propose()
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ refusals: [{ code: 'COVERAGE_DIFFERS' }] })
    await settle(id, 'kept', ' ').expect(422)
    await settle(id, 'kept').expect(200)
    expect((await propose()).status).toBe(200)
    expect(await differences()).toMatchObject([{ outcome: 'kept' }])
  })

  it('is calculated anew where the registry of today is adopted', async () => {
    await correct()
    const { id } = await open()
    await settle(id, 'adopted').expect(200)
    const calculations = () =>
      app.sql.first<{ count: number }>(
        'select count(*)::int from calculation k join claim c on c.id = k.claim_id where c.number = $1',
        [claim.number],
      )
    await until(async () => (await calculations())?.count === 2, 'a new calculation')
    expect(await differences()).toMatchObject([{ outcome: 'adopted' }])
  })

  it('stops an approval, and goes back to the verifier', async () => {
    expect((await propose()).status).toBe(200)
    await correct()
    const { id } = await open()
    const { version } = await claim.read()
    const refused = await claim.try('approver', 'approve', { version })
    expect(refused.body).toMatchObject({ refusals: [{ code: 'COVERAGE_DIFFERS' }] })
    await settle(id, 'kept').expect(409)
    await claim.fire('approver', 'send_back', { reason: 'Kepesertaan berubah.' })
    await settle(id, 'kept').expect(200)
  })

  it('is settled once, and by a verifier of the branch only', async () => {
    await correct()
    const { id } = await open()
    const path = `${claim.path}/coverage-differences/${id}`
    await desk.people.approver.put(path, { outcome: 'kept', reason }).expect(403)
    await settle(id, 'kept').expect(200)
    await settle(id, 'kept').expect(404)
    await settle('satu', 'kept').expect(404)
  })
})

describe('the code on a participation card', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
  })
  afterAll(() => app.stop())

  it.each(['satu', 'x'.repeat(20), '%F0%9F%92%A9'])(
    '%s, which nobody was given, is not valid',
    async (code) => {
      const { body } = await app.nobody.get(`/api/v1/cards/${code}`).expect(200)
      expect(body).toEqual({ valid: false, asOf: '2022-10-17', programs: [], validUntil: null })
    },
  )
})
