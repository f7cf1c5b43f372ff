import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { Actor } from '../../src/claims/claim-command.port.js'
import { DocumentSweep } from '../../src/documents/document-sweep.service.js'
import { Openings } from '../../src/documents/openings.service.js'
import { LetterCheck } from '../../src/letters/letter-check.service.js'
import { LetterShelf } from '../../src/letters/letter-shelf.service.js'
import { Letters } from '../../src/letters/letters.service.js'
import { MissingLetters } from '../../src/letters/missing-letters.service.js'
import { aClaim, type TestClaim } from '../factories/claim.js'
import { rejected } from '../factories/claims-in-every-state.js'
import { describeWith } from '../support/parts.js'
import { personalDataOn } from '../support/personal-data.js'
import { Product } from '../support/product.js'
import { until } from '../support/until.js'

jest.setTimeout(90_000)

let product: Product
beforeAll(async () => {
  product = await Product.start()
})
afterAll(() => product.close())
beforeEach(() => product.atRest())

const shelf = () => product.get(LetterShelf)

/** The bytes of one letter of a claim, as its family takes it. */
async function letterOf(claim: TestClaim, kind: string, actor: Actor = claim.heir): Promise<Buffer> {
  await product.atRest()
  const letter = (await shelf().listFor(claim.id, actor)).find((each) => each.kind === kind)
  return (await shelf().open(letter?.id ?? '', claim.id, actor)).content
}

/** What a person reads on it, with its line breaks and columns taken as spaces. */
function textOf(pdf: Buffer): string {
  const { stdout, status } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf })
  expect(status).toBe(0)
  return stdout.toString().replace(/\s+/g, ' ')
}

async function expectNoGaps(): Promise<void> {
  const gaps = await product.sql.rows(
    `select year, array_agg(serial order by serial) as serials from letter group by branch_id, year
     having min(serial) <> 1 or max(serial) <> count(*)`,
  )
  expect(gaps).toEqual([])
}

const readable = describeWith(['poppler'])

readable('a receipt', () => {
  it('says who lodged what, what was given, and by when the family hears', async () => {
    const claim = await aClaim(product).lodged()
    const text = textOf(await letterOf(claim, 'receipt'))
    expect(text).toContain('Tanda terima klaim')
    expect(text).toContain(`Kami turut berduka cita atas meninggalnya ${claim.participant.name}.`)
    expect(text).toMatch(new RegExp(`Nomor surat \\d{4}/TT/PSR/2022 .*Nomor klaim ${claim.number}`))
    expect(text).toContain('Akta kematian dari pejabat yang berwenang 1 17-10-2022')
    expect(text).toContain('paling lambat Senin, 31 Oktober 2022')
    expect(text).not.toContain('Dokumen yang belum kami terima')
  })

  it('names what is still missing, and promises no money', async () => {
    const claim = await aClaim(product).withoutDocuments().lodged()
    const text = textOf(await letterOf(claim, 'receipt'))
    expect(text).toContain('Belum ada dokumen yang kami terima.')
    expect(text).toContain('• Kartu Keluarga')
    expect(text).not.toMatch(/Rp\d|disetujui|dibayar/)
  })
})

readable('a request', () => {
  it('is one list with why, issuer, alternatives and deadline, also when the family answers before it is written', async () => {
    const claim = await aClaim(product).lodged()
    const { verifier } = product.staff
    await claim.accept({ except: ['AKTA_KEMATIAN', 'BUKU_NIKAH'] })
    await product.decisions.markDefective(claim.id, 'AKTA_KEMATIAN', 'BLURRED', verifier)
    await product.decisions.markDefective(claim.id, 'BUKU_NIKAH', 'CUT_OFF', verifier)
    const { seq } = await claim.fire('request_documents', verifier)
    product.clock.moveTo('2022-10-17T01:05:00.000Z')
    await claim.give('AKTA_KEMATIAN')
    await product.get(Letters).write(claim.id, seq)
    const text = textOf(await letterOf(claim, 'request'))
    expect(text).toContain('Masih ada 2 dokumen yang kami perlukan.')
    expect(text).toContain('Kirim paling lambat Rabu, 16 November 2022')
    expect(text).toContain('Foto ini kabur atau gelap, jadi tulisannya tidak terbaca.')
    expect(text).toContain('Yang menerbitkan: Kantor Urusan Agama (KUA) atau Dukcapil.')
    expect(text).toContain('Boleh diganti: Penetapan isbat nikah dari pengadilan.')
    expect(text).not.toContain('berduka')
  })
})

readable('a decision to pay', () => {
  it('gives each sum its article, the payees their shares and four digits, and the hash of what was decided', async () => {
    const claim = await aClaim(product).lodged()
    await claim.accept()
    const heirs = ['Siti Nurhaliza Rahmawati', 'Ahmad Fauzan', 'Nur'].map((name, index) => ({
      name,
      relation: 'child' as const,
      bankCode: ['002', '124', '777'][index] ?? '',
      accountNumber: `90011122233344${index}7`,
      accountHolder: name.toUpperCase(),
    }))
    await product.verification.settleHeirs(claim.id, { payees: heirs }, product.staff.verifier)
    await claim.propose()
    await claim.fire('approve', product.staff.approver)
    const pdf = await letterOf(claim, 'decision-approval')
    const text = textOf(pdf)
    expect(text).toContain('Rp42.000.000 (empat puluh dua juta rupiah)')
    expect(text).toMatch(/Santunan kematian sekaligus Rp20\.000\.000 PP 44\/2015 jo\. PP 82\/2019 Pasal 34/)
    expect(text).toContain('Siti Nurhaliza Rahmawati BRI, berakhiran 4407 33,33% Rp14.000.000 anak')
    expect(text).toContain('Nur bank 777, berakhiran 4427 33,33% Rp14.000.000 anak')
    expect(text).not.toContain('900111222333')
    expect(text).toContain('paling lambat diterima 20 Oktober 2022')
    const packet = await product.sql.first<{ hash: string }>(
      'select hash from decision_packet where claim_id = $1 order by seq desc limit 1',
      [claim.id],
    )
    expect(text).toContain(`Sidik berkas keputusan: ${packet?.hash}`)
  })

  it('shows the plan of the scholarships as an estimate', async () => {
    const claim = await aClaim(product).ofType('jkk_death').withTwoChildren().approved()
    const text = textOf(await letterOf(claim, 'decision-approval'))
    expect(text).toContain('Rencana beasiswa anak (perkiraan) Angka ini perkiraan, belum keputusan.')
    expect(text).toMatch(/Anak Sulung 2022\/2023 sampai 20\d\d\/20\d\d Rp59\.000\.000/)
    expect(text).toContain('Rp70.000.000 (tujuh puluh juta rupiah)')
  })

  it('says of what is not paid why, and when it would have been', async () => {
    const claim = await aClaim(product).lodged()
    await claim.verify()
    const seals = await personalDataOn(product.asOwner).ofClaim(claim.id)
    const because = 'Biaya angkutan tidak dibayar karena kuitansi belum ada.'
    await product.asOwner.rows(
      `update calculation set answer = jsonb_set(answer, '{counterfactuals}', $2::jsonb) where claim_id = $1`,
      [
        claim.id,
        JSON.stringify(seals.within('calculation.answer', [{ code: 'JKK_TRANSPORT_LAND', because }])),
      ],
    )
    await claim.propose()
    await claim.fire('approve', product.staff.approver)
    const text = textOf(await letterOf(claim, 'decision-approval'))
    expect(text).toContain(`Yang tidak termasuk, dan alasannya • ${because}`)
  })
})

readable('a refusal', () => {
  it('names ground, article, fact, what would have changed it, and how and until when to object', async () => {
    const claim = await aClaim(product).verified()
    const ground = {
      code: 'MEMBERSHIP_ENDED',
      article: 'PP 44/2015 jo. PP 82/2019 Pasal 34',
      fact: 'Kepesertaan berakhir 30 Juni 2022.',
    }
    const counterfactual = 'Klaim dibayar bila kepesertaan masih berjalan pada 11 Oktober 2022.'
    await claim.fire('propose', product.staff.verifier, {
      proposal: 'refuse',
      grounds: [ground],
      counterfactual,
    })
    await claim.fire('reject', product.staff.approver)
    const text = textOf(await letterOf(claim, 'decision-refusal'))
    expect(text).toContain('1. Kepesertaan telah berakhir sebelum tanggal kejadian')
    expect(text).toContain(`Dasar hukum: ${ground.article}.`)
    expect(text).toContain(`Yang tercatat pada klaim ini: ${ground.fact}`)
    expect(text).toContain(`Apa yang dapat mengubah keputusan ini ${counterfactual}`)
    expect(text).toContain('Keberatan diterima paling lambat Rabu, 16 November 2022')
    expect(text).toContain('Tujukan kepada Kepala Paser.')
    expect(text).toContain('Kami menjawab keberatan dalam 20 hari kerja.')
  })
})

readable('an advice of payment', () => {
  it('says what arrived when in which account under which reference', async () => {
    const claim = await aClaim(product).paid()
    const text = textOf(await letterOf(claim, 'payment-advice'))
    const payment = await product.sql.first<{ reference: string; on: string }>(
      `select r.reference, to_char(p.value_date, 'DD-MM-YYYY') as on from payment p join payment_reference r on r.payment_id = p.id
       where p.claim_id = $1`,
      [claim.id],
    )
    expect(text).toContain(`${claim.payee.name} ${payment?.on} Rp42.000.000`)
    expect(text).toContain(`BRI, berakhiran ${claim.payee.accountNumber.slice(-4)}`)
    expect(text).toContain(`Referensi bank ${payment?.reference}`)
    expect(text).not.toContain(claim.payee.accountNumber)
    expect(text).not.toContain('Ganti rugi')
  })

  it('says what a delay of ours is owed', async () => {
    const claim = await aClaim(product).released()
    await product.sql.rows(
      `update clock set due_at = due_at - interval '5 days' where claim_id = $1 and name = 'legal'`,
      [claim.id],
    )
    await claim.settled()
    const [late] = await product.sql.rows<{ amount: string }>(
      `select replace(to_char(amount, 'FM999G999G999'), ',', '.') as amount from late_compensation where claim_id = $1`,
      [claim.id],
    )
    const text = textOf(await letterOf(claim, 'payment-advice'))
    expect(text).toContain('Ganti rugi karena kami terlambat')
    expect(text).toContain(`Rp${late?.amount}`)
  })
})

readable('every letter', () => {
  it('says to whoever hears it read what is a heading, a paragraph, a table and a figure', async () => {
    const claim = await rejected(product)
    const pdf = await letterOf(claim, 'decision-refusal')
    const info = spawnSync('pdfinfo', ['-'], { input: pdf }).stdout.toString()
    expect(info).toMatch(/Tagged: +yes/)
    expect(info).toMatch(/Page size: .*A4/)
    const structure = spawnSync('pdfinfo', ['-struct-text', '-'], { input: pdf }).stdout.toString()
    expect(structure).toMatch(/H1 .*\n +"Keputusan: klaim tidak dapat dibayar"/)
    expect(structure).toMatch(/TH:\n +\/Scope \/Row\n +"Nomor surat"/)
    expect(structure).toMatch(/LI .*\n +Lbl .*\n +"1\."/)
    expect(structure).toContain('Figure')
  })
})

describe('letters', () => {
  it('are numbered without gaps when twenty are written at once, and each of them twice', async () => {
    const claims: TestClaim[] = []
    for (let count = 0; count < 20; count += 1) claims.push(await aClaim(product).withoutDocuments().draft())
    await Promise.all(claims.map((claim) => claim.submit()))
    const letters = product.get(Letters)
    await Promise.all([...claims, ...claims].map((claim) => letters.write(claim.id, 1)))
    await product.atRest()
    await expectNoGaps()
    for (const claim of claims) expect(await claim.count('letter')).toBe(1)
  })

  it('begin again at one in a new year of the branch', async () => {
    const claim = await aClaim(product).withoutDocuments().draft()
    product.clock.moveTo('2022-12-31T16:30:00.000Z')
    await claim.submit()
    await product.atRest()
    const [letter] = await shelf().listFor(claim.id, claim.heir)
    expect(letter).toMatchObject({ number: '0001/TT/PSR/2023', issuedOn: '2023-01-01' })
  })

  it('are given out as the bytes of their hash', async () => {
    const claim = await aClaim(product).withoutDocuments().lodged()
    const pdf = await letterOf(claim, 'receipt')
    expect(pdf.subarray(0, 8).toString()).toBe('%PDF-1.7')
    const [letter] = await shelf().listFor(claim.id, claim.heir)
    expect(letter).toMatchObject({
      sha256: createHash('sha256').update(pdf).digest('hex'),
      size: pdf.length,
    })
  })

  it('are written later under the number they took, when the store is away for a while', async () => {
    const claim = await aClaim(product).withoutDocuments().draft()
    const { bringBack } = await product.takeDiskAway()
    await claim.submit()
    await until(async () => (await claim.count('letter')) === 1, 'the letter to be numbered')
    const tried = `topic = 'letter.write' and last_error is not null`
    await until(async () => (await claim.count('outbox', tried)) === 1, 'the first try to fail')
    const [numbered] = await shelf().listFor(claim.id, claim.heir)
    expect(numbered?.sha256).toBeNull()
    await bringBack()
    await product.atRest()
    expect(await shelf().listFor(claim.id, claim.heir)).toEqual([
      { ...numbered, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), size: expect.any(Number) },
    ])
  })

  it('that cannot be written end as a row with an owner, who has them written when the cause is gone', async () => {
    const claim = await aClaim(product).withoutDocuments().draft()
    const open = `topic = 'letter.write' and owner_role = 'officer' and closed_at is null`
    await product.asOwner.rows('alter table letter add constraint no_paper check (false) not valid')
    try {
      await claim.submit()
      await until(async () => (await claim.count('attention', open)) === 1, 'an officer to own the letter')
    } finally {
      await product.asOwner.rows('alter table letter drop constraint no_paper')
    }
    await product.get(MissingLetters).write(claim.id, product.staff.officer)
    expect(await claim.count('attention', open)).toBe(0)
    expect((await letterOf(claim, 'receipt')).length).toBeGreaterThan(1000)
    await expectNoGaps()
  })

  it('cannot be changed, nor a number be skipped, by whoever holds the login of the application', async () => {
    await aClaim(product).withoutDocuments().lodged()
    await product.atRest()
    await expect(product.sql.rows(`update letter set number = 'x'`)).rejects.toThrow('permission denied')
    await expect(product.sql.rows('delete from letter_file')).rejects.toThrow('permission denied')
    await expect(product.sql.rows('update letter_number set last = last + 1')).rejects.toThrow('is no letter')
  })

  it('are given to the parties of the claim and on record, and to nobody else', async () => {
    const claim = await aClaim(product).withoutDocuments().lodged()
    const stranger = await aClaim(product).withoutDocuments().draft()
    await letterOf(claim, 'receipt')
    await expect(shelf().listFor(claim.id, stranger.heir)).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(letterOf(claim, 'receipt', stranger.heir)).rejects.toMatchObject({ code: 'not-allowed' })
    const openings = await product.get(Openings).of(claim.id)
    expect(openings).toEqual([
      expect.objectContaining({
        actorId: claim.heir.id,
        field: expect.stringMatching(/^letter \d{4}\/TT\/PSR\/\d{4}$/),
        reason: 'letter_download',
      }),
    ])
  })

  it('are known by their code however it is typed, and by nothing else', async () => {
    const claim = await aClaim(product).withoutDocuments().lodged()
    await product.atRest()
    const row = await product.sql.first<{ code: string }>('select code from letter where claim_id = $1', [
      claim.id,
    ])
    const code = row?.code ?? ''
    const check = product.get(LetterCheck)
    const known = await check.find(code)
    const [letter] = await shelf().listFor(claim.id, claim.heir)
    expect(known).toEqual({
      number: letter?.number,
      kind: 'receipt',
      label: 'Tanda terima klaim',
      issuedOn: letter?.issuedOn,
      sha256: letter?.sha256,
    })
    const typed = code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')
    expect(await check.find(`${typed.slice(0, 4)}-${typed.slice(4, 8)} ${typed.slice(8)}`)).toEqual(known)
    for (const other of ['', 'x', '0'.repeat(16), `${code}0`, letter?.number ?? '', claim.number])
      expect(await check.find(other)).toBeUndefined()
  })

  it('stay when what no row names is swept away', async () => {
    const claim = await aClaim(product).withoutDocuments().lodged()
    const before = await letterOf(claim, 'receipt')
    // The store knows the time of the machine: only from far ahead are its files old.
    product.clock.moveTo('2099-01-01T00:00:00.000Z')
    await product.get(DocumentSweep).run()
    expect((await letterOf(claim, 'receipt')).equals(before)).toBe(true)
  })
})
