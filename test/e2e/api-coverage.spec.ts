import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { columnHeadings, participantColumns } from '#libs/participant-row'
import { PersonalData } from '../../src/platform/personal-data/personal-data.service.js'
import { ParticipantImport } from '../../src/membership/participant-import.service.js'
import { TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { sendForm } from '../support/staff-form.js'
import { until } from '../support/until.js'

interface Difference {
  id: string
  outcome: string | null
  before: { covered: boolean; contributionMonths: number }
  after: { covered: boolean; contributionMonths: number }
}

/** The rows of the tables of a page, cell by cell. */
const cellsOf = (html: string): string[][] =>
  [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = '']) => cell.replace(/<[^>]*>/g, '')),
  )

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

  async function registered(): Promise<Record<'kpj' | 'name' | 'birthDate' | 'sex', string>> {
    const person = await app.sql.first<Record<'kpj' | 'name' | 'birthDate' | 'sex', string>>(
      `select m.kpj, p.name, p.birth_date as "birthDate", p.sex
       from claim c join participant p on p.nik_index = c.participant_nik_index
       join membership m on m.participant_id = p.id where c.number = $1`,
      [claim.number],
    )
    if (!person) throw new Error('nobody is on the claim')
    return person
  }

  /** The same participant in a file that says the membership began later. */
  async function correct(start = '2022-05-01'): Promise<void> {
    const person = await registered()
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

  it('is laid side by side on a page, where the verifier settles it', async () => {
    const path = `/petugas/klaim/${claim.number}/kepesertaan`
    const { verifier, approver } = desk.people
    expect((await verifier.get(path).expect(200)).text).toContain('tidak berubah sejak klaim diajukan')
    await correct()
    const { id } = await open()
    const page = await verifier.get(path).expect(200)
    expect(cellsOf(page.text)).toEqual(
      expect.arrayContaining([
        ['Peserta sejak', '1 Januari 2022', '1 Mei 2022'],
        ['Bulan iur', '10', '6'],
      ]),
    )
    expect(page.text).toContain('Data mana yang dipakai?')
    expect((await approver.get(path).expect(200)).text).not.toContain('Data mana yang dipakai?')
    const unsaid = await sendForm(verifier, `${path}/${id}`, {}).expect(422)
    expect(unsaid.text).toContain('Pilih data yang dipakai.')
    expect(unsaid.text).toContain('Tuliskan alasannya dalam satu kalimat')
    await sendForm(approver, `${path}/${id}`, { outcome: 'kept', reason }).expect(403)
    await sendForm(verifier, `${path}/${id}`, { outcome: 'kept', reason }).expect(303)
    expect(await differences()).toMatchObject([{ outcome: 'kept', reason }])
    expect((await verifier.get(path)).text).toContain('Tetap memakai data waktu klaim diajukan.')
    expect((await propose()).status).toBe(200)
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

describe('whether somebody is covered', () => {
  let app: TestApp
  let desk: Desk
  let person: { nik: string; kpj: string; name: string; birthDate: string }
  beforeAll(async () => {
    app = await TestApp.start({ withWorkers: false })
    desk = await Desk.open(app)
    const { participant } = await desk.answers()
    const index = await app.application
      .get(PersonalData, { strict: false })
      .indexOf('nik', participant.nik ?? '')
    const found = await app.sql.first<Omit<typeof person, 'nik'>>(
      `select m.kpj, p.name, p.birth_date as "birthDate" from participant p
       join membership m on m.participant_id = p.id where p.nik_index = $1`,
      [index],
    )
    if (!found) throw new Error('nobody is registered')
    person = { nik: participant.nik ?? '', ...found }
  })
  afterAll(() => app.stop())

  /** When the months that were paid are over, and arrears may still be settled. */
  const eventDate = '2023-02-15'
  const ask = (body: object) =>
    desk.people.officer.post('/api/v1/participants/coverage', { eventDate, ...body })

  it('is answered alike by NIK, by KPJ and by name with birth date, with what is to be paid until when', async () => {
    const { nik, kpj, name, birthDate } = person
    const { body } = await ask({ nik }).expect(200)
    expect(body).toMatchObject({
      covered: true,
      reason: 'IN_GRACE',
      paidUntil: '2022-12-31',
      graceUntil: '2023-03-31',
      gaps: [],
      arrears: { firstMonth: '2023-01-01', months: 2, amount: 33_600, lastDay: '2023-03-31' },
    })
    const grouped = `${kpj.slice(0, 4)} ${kpj.slice(4)}`
    for (const other of [{ kpj: grouped }, { name: ` ${name.toUpperCase()} `, birthDate }])
      expect((await ask(other).expect(200)).body).toEqual({ ...body, nik: null })
  })

  it.each([
    [{}, '/nik', 'NAME_ONE_WAY'],
    [{ nik: '6401041708809001', kpj: '99000000011' }, '/nik', 'NAME_ONE_WAY'],
    [{ name: 'Siti' }, '/birthDate', 'BIRTH_DATE_MISSING'],
    [{ birthDate: '1980-08-17' }, '/name', 'NAME_MISSING'],
    [{ kpj: '9900' }, '/kpj', 'WRONG_FORM'],
    [{ kpj: '9900 0000 01' }, '/kpj', 'WRONG_FORM'],
    [{ name: 'Siti', birthDate: '1980-02-30' }, '/birthDate', 'NO_SUCH_DATE'],
  ])('names what to mend in %j', async (body, pointer, code) => {
    const refused = await ask(body).expect(422)
    expect(refused.body.errors).toEqual([{ pointer, code, detail: expect.stringMatching(/^[A-Z].*\.$/) }])
  })

  it('is asked on a page, which tells how arrears are settled', async () => {
    const { officer } = desk.people
    const path = '/petugas/kepesertaan'
    expect((await officer.get(path).expect(200)).text).toContain('Cek perlindungan')
    const day = { 'eventDate-day': '15', 'eventDate-month': '2', 'eventDate-year': '2023' }
    const { text } = await sendForm(officer, path, { ...day, kpj: person.kpj }).expect(200)
    const plain = text.replace(/<[^>]*>/g, '').replaceAll('\u00a0', ' ')
    expect(plain).toContain('Ada tunggakan yang masih dapat dilunasi.')
    expect(plain).toContain('Bayar Rp 33.600 untuk 2 bulan mulai Januari 2023, paling lambat 31 Maret 2023.')
    const wrong = await sendForm(officer, path, { ...day, 'eventDate-month': '13', name: 'Siti' }).expect(422)
    expect(wrong.text).toContain('Periksa tanggal, bulan, dan tahunnya.')
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
