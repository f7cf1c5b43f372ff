import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { until } from '../support/until.js'

interface Letter {
  id: string
  number: string
  kind: string
  sha256: string | null
}

describe('letters through the API', () => {
  let app: TestApp
  let desk: Desk
  let claim: DeskClaim
  let receipt: Letter
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    claim = await desk.lodged()
    await until(async () => (await letters())[0]?.sha256 != null, 'the receipt to be written')
    receipt = (await letters())[0] as Letter
  })
  afterAll(() => app.stop())

  async function letters(): Promise<Letter[]> {
    return (await desk.people.officer.get(`${claim.path}/letters`).expect(200)).body.letters
  }
  const codeOf = async (): Promise<string> =>
    (await app.sql.first<{ code: string }>('select code from letter where id = $1', [receipt.id]))?.code ?? ''

  it('are listed for a claim', async () => {
    expect(await letters()).toEqual([
      {
        id: expect.any(String),
        number: '0001/TT/PSR/2022',
        kind: 'receipt',
        label: 'Tanda terima klaim',
        round: 1,
        issuedOn: '2022-10-17',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        size: expect.any(Number),
      },
    ])
  })

  it('are given as the PDF of that hash, and the taking is on record', async () => {
    const { officer } = desk.people
    const opened = await officer.get(`${claim.path}/letters/${receipt.id}`).expect(200)
    expect(opened.headers['content-type']).toBe('application/pdf')
    expect(opened.headers['content-disposition']).toBe('attachment; filename="0001-TT-PSR-2022.pdf"')
    expect(
      createHash('sha256')
        .update(opened.body as Buffer)
        .digest('hex'),
    ).toBe(receipt.sha256)
    const openings = await app.sql.rows(
      'select actor_id, actor_role, field, reason from document_opening where actor_id = $1',
      [officer.staffId],
    )
    expect(openings).toEqual([
      {
        actor_id: officer.staffId,
        actor_role: 'officer',
        field: `letter ${receipt.number}`,
        reason: 'letter_download',
      },
    ])
  })

  it('that are missing are written on request, and what is there stays as it is', async () => {
    const before = await letters()
    const { body } = await desk.people.officer.post(`${claim.path}/letters`).expect(200)
    expect(body.letters).toEqual(before)
  })

  it('of a claim of another branch do not exist', async () => {
    const elsewhere = await app.hire({ roles: [{ role: 'officer' }], branchCode: 'SMD' })
    await elsewhere.get(`${claim.path}/letters`).expect(404)
    await elsewhere.get(`${claim.path}/letters/${receipt.id}`).expect(404)
  })

  it('are found only under their own claim', async () => {
    const other = await desk.draft()
    await desk.people.officer.get(`${other.path}/letters/${receipt.id}`).expect(404)
    await desk.people.officer.get(`${claim.path}/letters/surat`).expect(404)
  })

  it('are confirmed to everybody by their code, without a word of the person', async () => {
    const { body, text } = await app.nobody.get(`/api/v1/letters/check/${await codeOf()}`).expect(200)
    const { number, kind, sha256 } = receipt
    expect(body).toEqual({
      known: true,
      letter: { number, kind, label: 'Tanda terima klaim', issuedOn: '2022-10-17', sha256 },
    })
    for (const personal of [claim.claimant, claim.number]) expect(text).not.toContain(personal)
  })

  it('that are not ours all have the same answer', async () => {
    for (const code of ['0000000000000000', 'x', receipt.id, claim.number]) {
      const { body } = await app.nobody.get(`/api/v1/letters/check/${code}`).expect(200)
      expect(body).toEqual({ known: false, letter: null })
    }
  })
})
