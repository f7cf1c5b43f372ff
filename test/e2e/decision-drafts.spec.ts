import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { DecisionDrafts, type DraftLetter } from '../../src/letters/decision-drafts.service.js'
import { PASSWORD, TestApp } from '../support/app.js'
import { Desk, type DeskClaim } from '../support/desk.js'
import { Family as Browser } from '../support/family.js'
import { describeWith } from '../support/parts.js'
import { until } from '../support/until.js'

const groundToRefuse = {
  code: 'MEMBERSHIP_ENDED',
  article: 'PP 44/2015 Pasal 34',
  fact: 'Kepesertaan berakhir pada 1 Oktober 2022.',
}
const counterfactual = 'Dapat dibayar bila kepesertaan masih aktif pada 11 Oktober 2022.'

describeWith(['poppler'])('the letter of a decision that nobody has taken yet', () => {
  let app: TestApp
  let desk: Desk
  let drafts: DecisionDrafts
  beforeAll(async () => {
    app = await TestApp.start()
    desk = await Desk.open(app)
    drafts = app.application.get(DecisionDrafts, { strict: false })
  })
  afterAll(() => app.stop())

  const textOf = (pdf: Buffer): string =>
    spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).stdout.toString().replace(/\s+/g, ' ')

  /** The letter that was sent, as its family reads it. */
  async function sent(claim: DeskClaim): Promise<string> {
    const letters = async () =>
      (await desk.people.verifier.get(`${claim.path}/letters`).expect(200)).body as {
        letters: { id: string; kind: string; sha256: string | null }[]
      }
    const written = async () =>
      (await letters()).letters.find(({ kind, sha256 }) => kind.startsWith('decision') && sha256 !== null)
    await until(
      async () => (await written()) !== undefined,
      () => `the letter of ${claim.number}`,
    )
    const { body } = await desk.people.verifier
      .get(`${claim.path}/letters/${(await written())?.id}`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => done(null, Buffer.concat(chunks)))
      })
    return textOf(body as Buffer)
  }

  /** Every word of a draft, piece by piece; a letter sets cells of one row beside each other. */
  function pieces(value: unknown): string[] {
    if (typeof value === 'string') return value.split('\n')
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(pieces) : []
  }
  const said = ({ blocks }: DraftLetter): string[] =>
    blocks.flatMap(({ kind: _, ...block }) => pieces(block)).filter((text) => !/^(\*|right)$/.test(text))

  async function idOf({ number }: DeskClaim): Promise<string> {
    const row = await app.sql.first<{ id: string }>('select id from claim where number = $1', [number])
    return row?.id ?? ''
  }

  it('says of an approval what the letter then says, word for word, marked and without a number', async () => {
    const claim = await desk.verified()
    const id = await idOf(claim)
    const told = said(await drafts.letter(id, { kind: 'pay' }))
    const draft = textOf(await drafts.pdf(id, { kind: 'pay' }))
    expect(draft).toContain('Konsep. Belum menjadi keputusan, belum bernomor dan tidak berlaku.')
    expect(draft).not.toMatch(/Periksa keaslian|\d{4}\/KS\//)
    expect(await app.sql.rows("select 1 from letter where kind like 'decision%'")).toEqual([])
    await claim.fire('verifier', 'propose', { proposal: 'pay' })
    await claim.fire('approver', 'approve')
    const letter = await sent(claim)
    expect(told.length).toBeGreaterThan(20)
    for (const piece of told) expect(letter).toContain(piece)
    expect(letter).toMatch(/\d{4}\/KS\//)
  })

  it('says of a refusal its ground, what would change it, and until when the family may object', async () => {
    const claim = await desk.verified()
    const grounds = [groundToRefuse]
    const told = said(await drafts.letter(await idOf(claim), { kind: 'refuse', grounds, counterfactual }))
    expect(told).toContain('Kepesertaan telah berakhir sebelum tanggal kejadian')
    expect(told).toContain(counterfactual)
    expect(told).toContain('Rabu, 16 November 2022')
    await claim.fire('verifier', 'propose', { proposal: 'refuse', grounds, counterfactual })
    await claim.fire('approver', 'reject')
    const letter = await sent(claim)
    for (const piece of told) expect(letter).toContain(piece)
  })

  it('stands on the page of whoever decides, and opens there as a PDF', async () => {
    const claim = await desk.inApproval()
    const { username } = await app.hire({
      username: 'hendra',
      roles: [{ role: 'approver', approvalLimit: 150_000_000n }],
    })
    const browser = new Browser(app.url)
    await browser.post('/petugas/masuk', { username, password: 'rotan-muara-pasir-42' })
    const page = await browser.get(`/pimpinan/persetujuan/${claim.number}`)
    expect(page.text).toContain('Keluarga membaca kata-kata ini bila diputuskan hari ini.')
    const pdf = await browser.get(`/pimpinan/persetujuan/${claim.number}/konsep.pdf`)
    expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'application/pdf'])
  })

  it('rests on a ground that only a person can find, with its article and what would change it', async () => {
    const claim = await desk.verified()
    const verifier = new Browser(app.url)
    await verifier.post('/petugas/masuk', { username: desk.people.verifier.username, password: PASSWORD })
    const at = `/petugas/klaim/${claim.number}/usulan`
    const form = await verifier.get(at)
    for (const words of [
      'Pemohon bukan ahli waris yang berhak',
      'Ada dokumen yang tidak benar menurut penerbitnya',
    ])
      expect(form.text).toContain(words)
    expect(form.text).not.toContain('Hubungan kejadian ini dengan pekerjaan')
    const chosen = { code: 'NOT_AN_HEIR', article: 'PP 1/1900 Pasal 1', counterfactual: '' }
    const filled = await verifier.post(`${at}/alasan`, chosen, { from: at })
    expect(filled.text).toContain('value="PP 44/2015 Pasal 37 ayat (5)"')
    expect(filled.text).toContain('Ahli waris yang berhak dapat mengajukan klaim ini.')
    const grounds = [
      { code: 'NOT_AN_HEIR', article: 'PP 44/2015 Pasal 37', fact: 'Pemohon adalah tetangga.' },
    ]
    const told = said(await drafts.letter(await idOf(claim), { kind: 'refuse', grounds, counterfactual }))
    expect(told).toContain('Pemohon bukan ahli waris yang berhak')
  })
})
