import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import supertest, { type Test } from 'supertest'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { ScholarshipLifecycle } from '../../src/scholarship/scholarship-lifecycle.service.js'
import { ChildContacts } from '../../src/scholarship/child-contacts.service.js'
import { ScholarshipObjections } from '../../src/scholarship/scholarship-objections.service.js'
import { YearApplications } from '../../src/scholarship/year-applications.service.js'
import { YearPapers } from '../../src/documents/year-papers.service.js'
import { StaffAccounts } from '../../src/staff/staff-accounts.service.js'
import type { TestClaim } from '../factories/claim.js'
import { aScholarship, type ChildsYear, papersChecked } from '../factories/school-year.js'
import { PASSWORD, TestApp } from '../support/app.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'

/** A real picture of one pixel; what follows its end makes each one another file. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const photo = (code: string) => ({
  code,
  name: 'foto.png',
  content: Buffer.concat([PIXEL, Buffer.from(randomUUID())]),
})
const NINTH = { level: 'SMP', grade: '9', repeated: false }

describe('what a family gives and says for a school year', () => {
  let product: Product
  let applications: YearApplications
  let claim: TestClaim
  let first: ChildsYear
  let second: ChildsYear
  const step = () => ({ idempotencyKey: randomUUID() })

  beforeAll(async () => {
    product = await Product.start()
    applications = product.get(YearApplications)
    const made = await aScholarship(product)
    claim = made.claim
    const [one, two] = made.years
    if (!one || !two) throw new Error('No school year is open.')
    first = one
    second = two
  })
  afterAll(() => product.close())

  const stateOf = async (yearId: string) =>
    (await product.sql.first<{ state: string }>('select state from scholarship_year where id = $1', [yearId]))
      ?.state
  const filesOf = (yearId: string) =>
    product.sql.rows<{ state: string }>(
      `select i.state from document_file f join document_item i on i.id = f.item_id where i.scholarship_year_id = $1`,
      [yearId],
    )
  const checked = (yearId: string) =>
    until(
      () => papersChecked(product, yearId),
      () => 'the papers to be checked',
    )

  it('is checked like every paper, and leaves the decision of the claim as it was', async () => {
    const before = await claim.history()
    const asked = await product.documents.listFor(claim.id, claim.heir)
    expect(await applications.give(first.yearId, photo('SK_SEKOLAH'), claim.heir)).toMatchObject({
      repeated: false,
    })
    await checked(first.yearId)
    expect(await filesOf(first.yearId)).toEqual([{ state: 'to_review' }])
    await product.atRest()
    expect(await claim.history()).toEqual(before)
    expect(await product.documents.listFor(claim.id, claim.heir)).toEqual(asked)
  })

  it('is a photo or a PDF of a paper that the year asks for, and nothing else', async () => {
    const content = Buffer.from('bukan foto')
    const text = applications.give(second.yearId, { ...photo('SK_SEKOLAH'), content }, claim.heir)
    await expect(text).rejects.toMatchObject({
      errors: [{ pointer: '/file', code: 'FILE_TYPE_NOT_ALLOWED' }],
    })
    const other = applications.give(second.yearId, photo('AKTA_KEMATIAN'), claim.heir)
    await expect(other).rejects.toMatchObject({ errors: [{ code: 'UNKNOWN_DOCUMENT' }] })
    expect(await filesOf(second.yearId)).toEqual([])
  })

  it('is not taken from anybody but the guardian, nor for a year that does not exist or has not begun', async () => {
    const stranger: Actor = { ...claim.heir, id: `party:${randomUUID()}` }
    await expect(applications.give(second.yearId, photo('RAPOR'), stranger)).rejects.toThrow('Hanya wali')
    const nowhere = applications.give(randomUUID(), photo('RAPOR'), claim.heir)
    await expect(nowhere).rejects.toThrow('tidak ditemukan')
    const [planned] = await product.sql.rows<{ id: string }>(
      `select id from scholarship_year where award_id = $1 and state = 'planned' order by school_year limit 1`,
      [second.awardId],
    )
    const early = applications.give(planned?.id ?? '', photo('RAPOR'), claim.heir)
    await expect(early).rejects.toThrow('no-such-step')
    expect(await filesOf(second.yearId)).toEqual([])
  })

  it('is asked for again where it was found wanting, before the year is sent a second time', async () => {
    const papers = product.get(YearPapers)
    const { verifier } = product.staff
    await applications.give(first.yearId, photo('RAPOR'), claim.heir)
    await checked(first.yearId)
    const submit = () => applications.submit(first.yearId, NINTH, claim.heir, step())
    await submit()
    await papers.decide(first.yearId, 'SK_SEKOLAH', 'BLURRED', verifier)
    await papers.decide(first.yearId, 'RAPOR', null, verifier)
    const input = { reason: 'Cap sekolah tidak terbaca.' }
    await product.get(ScholarshipLifecycle).fireYear({
      id: first.yearId,
      event: 'return_evidence',
      actor: verifier,
      idempotencyKey: randomUUID(),
      input,
    })
    await expect(submit()).rejects.toThrow('DOCUMENTS_INCOMPLETE')
    await applications.give(first.yearId, photo('SK_SEKOLAH'), claim.heir)
    await submit()
    expect(await stateOf(first.yearId)).toBe('evidence_in')
  })

  it('is no objection of a stranger', async () => {
    const stranger: Actor = { ...claim.heir, id: `party:${randomUUID()}` }
    const objecting = product
      .get(ScholarshipObjections)
      .toYear(first.yearId, 'Tidak setuju.', stranger, step())
    await expect(objecting).rejects.toThrow('Hanya wali')
  })

  describe('through the API, by an officer at the counter', () => {
    let door: Awaited<ReturnType<typeof TestApp.beside>>
    let officer: (test: Test) => Test
    let at: string

    beforeAll(async () => {
      door = await TestApp.beside(product)
      officer = await signedIn('loket', 'PSR')
      at = `/api/v1/claims/${claim.number}/scholarships`
    })
    afterAll(() => door.close())

    async function signedIn(username: string, branchCode: string): Promise<(test: Test) => Test> {
      const member = { username, displayName: 'Petugas Uji', password: PASSWORD, branchCode }
      await door
        .get(StaffAccounts, { strict: false })
        .createMember({ ...member, roles: [{ role: 'officer' }] })
      const opened = await supertest(door.getHttpServer())
        .post('/api/v1/sessions')
        .send({ username, password: PASSWORD })
      const { token } = opened.body as { token: string }
      return (test) => test.set('Authorization', `Bearer ${token}`)
    }

    it('is kept, given, judged and sent once, with the version that was seen', async () => {
      const year = `${at}/years/${second.yearId}`
      const call = supertest(door.getHttpServer())
      const listed = await officer(call.get(at)).expect(200)
      expect(listed.body).toMatchObject({
        number: claim.number,
        scholarships: [{ child: 'Anak Sulung' }, { child: 'Anak Bungsu', state: 'active', paid: 0 }],
      })
      const said = { level: 'TK_SD', grade: '5', repeated: false }
      await officer(call.put(`${year}/application`))
        .send({ ...said, grade: '7' })
        .expect(422)
      const kept = await officer(call.put(`${year}/application`))
        .send(said)
        .expect(200)
      expect(kept.body).toMatchObject({
        application: said,
        papers: [{ code: 'SK_SEKOLAH' }, { code: 'RAPOR' }],
      })
      const steps = await officer(call.get(`${year}/steps`)).expect(200)
      expect(steps.body.steps).toMatchObject([
        { event: 'submit_evidence', allowed: false, refusals: [{ code: 'DOCUMENTS_INCOMPLETE' }] },
      ])
      for (const code of ['SK_SEKOLAH', 'RAPOR'])
        await officer(call.post(`${year}/papers/${code}/files`))
          .attach('file', photo(code).content, 'foto.png')
          .expect(200)
      const key = randomUUID()
      const send = (seen: number) =>
        officer(call.post(`${year}/submission`))
          .set('Idempotency-Key', key)
          .set('If-Match', `"${seen}"`)
      const stale = await send(0).expect(409)
      expect(stale.body).toMatchObject({ code: 'stale-claim' })
      expect((await send(1).expect(200)).body).toMatchObject({
        to: 'evidence_in',
        version: 2,
        repeated: false,
      })
      expect((await send(1).expect(200)).body).toMatchObject({ version: 2, repeated: true })
    })

    it('is nothing of another branch, nor of another claim', async () => {
      const call = supertest(door.getHttpServer())
      const zone = 'Asia/Makassar' as const
      const branch = { code: 'SMD', name: 'Kantor Cabang Samarinda', zone, phone: '(0541) 555-0102' }
      await door.get(StaffAccounts, { strict: false }).createBranch(branch)
      const away = await signedIn('loket-jauh', 'SMD')
      await away(call.get(at)).expect(404)
      await officer(call.get(`${at}/years/${randomUUID()}`)).expect(404)
      await officer(call.get(`${at}/years/bukan-tahun`)).expect(404)
    })
  })

  it('is told to a child who is old enough, on a phone of its own, named by the guardian', async () => {
    const children = product.get(ChildContacts)
    const name = () => children.name(first.awardId, '0813 5550 7788', claim.heir)
    await expect(name()).rejects.toThrow('17 tahun')
    product.clock.moveTo('2025-03-03T01:00:00.000Z')
    await name()
    await name()
    const told = await product.sql.rows(
      `select p.kind, p.name, p.relation from scholarship_award a join claim_party p on p.id = a.child_party_id where a.id = $1`,
      [first.awardId],
    )
    expect(told).toEqual([{ kind: 'contact', name: 'Anak Sulung', relation: 'child' }])
  })
})
