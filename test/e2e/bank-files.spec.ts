import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { BankDesk, paidOut } from './bank-desk.js'

const SCAN = Buffer.from('%PDF-1.7 surat bank')

/** What a bank answers to a file: every transfer as told here. */
function report(about: string, statuses: Record<string, string>, group = 'PART'): string {
  const said = Object.entries(statuses)
    .map(
      ([reference, status]) =>
        `<TxInfAndSts><OrgnlEndToEndId>${reference}</OrgnlEndToEndId><TxSts>${status}</TxSts></TxInfAndSts>`,
    )
    .join('')
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
    <GrpHdr><MsgId>S-${about}</MsgId><CreDtTm>2022-10-12T03:00:00Z</CreDtTm></GrpHdr>
    <OrgnlGrpInfAndSts><OrgnlMsgId>${about}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>${group}</GrpSts></OrgnlGrpInfAndSts>
    <OrgnlPmtInfAndSts><OrgnlPmtInfId>${about}</OrgnlPmtInfId>${said}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`
}

describe('a batch that leaves as a file', () => {
  let bank: BankDesk
  beforeEach(async () => {
    bank = await BankDesk.byFile()
  })
  afterEach(() => bank.close())

  /** Two claims in one released batch, worked on by the worker. */
  async function sentByFile(): Promise<{ claims: string[]; batchId: string; messageId: string }> {
    const { desk, process } = bank
    const claims = [(await desk.approved()).claimId, (await desk.approved()).claimId]
    const batchId = await desk.released(process)
    await process.settle()
    const file = await bank.files.write(batchId, desk.releaser)
    return { claims, batchId, messageId: file?.messageId ?? '' }
  }

  const states = async (claims: readonly string[]) =>
    Promise.all(claims.map(async (claimId) => (await bank.desk.payments(claimId))[0]?.state))

  it('waits as sent until the bank reports, and is the same bytes at every reading', async () => {
    const { claims, batchId, messageId } = await sentByFile()
    expect(await states(claims)).toEqual(['sent', 'sent'])
    const first = await bank.files.content(messageId, bank.desk.releaser)
    expect(first.file).toMatchObject({ count: 2, total: 84_000_000n, executionDate: '2022-10-12' })
    for (const claimId of claims) expect(first.xml).toContain(`<EndToEndId>${await bank.reference(claimId)}<`)
    expect(await bank.files.write(batchId, bank.desk.releaser)).toBeNull()
    await bank.process.settle()
    expect((await bank.files.content(messageId, bank.desk.releaser)).xml).toBe(first.xml)
    expect(await states(claims)).toEqual(['sent', 'sent'])
  })

  it('is answered transfer by transfer; a report told twice changes nothing', async () => {
    const { claims, messageId } = await sentByFile()
    const [one = '', two = ''] = await Promise.all(claims.map((claimId) => bank.reference(claimId)))
    const xml = report(messageId, { [one]: 'ACSP', [two]: 'RJCT', ['f'.repeat(32)]: 'ACSP' })
    expect(await bank.files.takeReport(xml)).toMatchObject({ moved: 2, unknown: ['f'.repeat(32)] })
    expect(await bank.files.takeReport(xml)).toMatchObject({ moved: 0, unchanged: 2 })
    expect(await states(claims)).toEqual(['acknowledged', 'refused'])
    await bank.process.settle()
    await bank.importEntries([paidOut('B1', one)])
    await bank.process.settle()
    expect(await Promise.all(claims.map((claimId) => bank.desk.stateOf(claimId)))).toEqual([
      'paid',
      'awaiting_account',
    ])
  })

  it('that is refused as a whole is refused for each of its transfers', async () => {
    const { claims, messageId } = await sentByFile()
    expect(await bank.files.takeReport(report(messageId, {}, 'RJCT'))).toMatchObject({ moved: 2 })
    expect(await states(claims)).toEqual(['refused', 'refused'])
  })

  it('of which the bank says nothing in time is unknown, and leaves only by its word', async () => {
    const { claims, messageId } = await sentByFile()
    bank.desk.clock.moveTo('2022-10-15T02:00:00.000Z')
    await bank.process.settle()
    expect(await states(claims)).toEqual(['unknown', 'unknown'])
    const [one = '', two = ''] = await Promise.all(claims.map((claimId) => bank.reference(claimId)))
    await bank.files.takeReport(report(messageId, { [one]: 'ACSP' }))
    // Another sum proves nothing.
    await bank.importEntries([paidOut('B1', two, { amount: '41000000' })], 'RK-0')
    await bank.process.settle()
    expect(await states(claims)).toEqual(['acknowledged', 'unknown'])
    await bank.importEntries([paidOut('B2', two, { valueDate: '2022-10-13' })])
    await bank.process.settle()
    expect(await states(claims)).toEqual(['acknowledged', 'settled'])
  })

  it('leaves on the next working day after the cut-off', () => {
    const { agreement } = bank
    expect(agreement.executionDate('2022-10-12T07:59:59.999Z')).toBe('2022-10-12')
    expect(agreement.executionDate('2022-10-12T08:00:00.000Z')).toBe('2022-10-13')
    expect(agreement.executionDate('2022-10-14T08:00:00.000Z')).toBe('2022-10-17')
  })
})

describe('a payment of which the bank never says anything', () => {
  let bank: BankDesk
  let claimId: string
  let paymentId: string
  beforeEach(async () => {
    bank = await BankDesk.byFile()
    claimId = (await bank.desk.approved()).claimId
    await bank.desk.released(bank.process)
    await bank.process.settle()
    bank.desk.clock.moveTo('2022-10-15T02:00:00.000Z')
    await bank.process.settle()
    paymentId = (await bank.desk.payments(claimId))[0]?.id ?? ''
  })
  afterEach(() => bank.close())

  const letter = {
    outcome: 'settled',
    valueDate: '2022-10-13',
    letter: 'No. 12/BANK/2022',
    reason: 'dana diterima',
    get file() {
      return Readable.from([SCAN])
    },
  } as const

  it('is settled by a letter that one person records and another acts on', async () => {
    const { reconciler, secondReconciler } = bank.desk
    const id = await bank.evidence.record(paymentId, letter, reconciler)
    const said = { paymentId, evidenceId: id }
    await expect(bank.evidence.act(said, reconciler)).rejects.toThrow('orang lain')
    const elsewhere = { ...said, paymentId: randomUUID() }
    await expect(bank.evidence.letter(elsewhere, secondReconciler)).rejects.toThrow('tidak ditemukan')
    await expect(bank.evidence.act(elsewhere, secondReconciler)).rejects.toThrow('tidak ditemukan')
    expect(await bank.evidence.letter(said, secondReconciler)).toEqual({
      type: 'application/pdf',
      content: SCAN,
    })
    const openings = 'select field, reason, actor_id from document_opening where claim_id = $1'
    expect(await bank.desk.sql.rows(openings, [claimId])).toEqual([
      { field: `bank letter ${id}`, reason: 'letter_download', actor_id: secondReconciler.id },
    ])
    expect(await bank.desk.payments(claimId)).toMatchObject([{ state: 'unknown' }])
    await bank.evidence.act(said, secondReconciler)
    await bank.process.settle()
    expect(await bank.desk.payments(claimId)).toMatchObject([{ state: 'settled', value_date: '2022-10-13' }])
    expect(await bank.desk.stateOf(claimId)).toBe('paid')
  })

  it('is recorded with its letter or not at all, which lies sealed', async () => {
    const { sql, reconciler } = bank.desk
    await bank.evidence.record(paymentId, letter, reconciler)
    const [kept] = await sql.rows<{ letter_file: string }>('select letter_file from payment_evidence')
    expect(kept?.letter_file).toMatch(/^v1\./)
    const without = sql.rows(
      `insert into payment_evidence (payment_id, outcome, value_date, bank_letter, reason, recorded_by, recorded_at)
       values ($1, 'settled', '2022-10-13', 'No. 13', 'dana diterima', $2, now())`,
      [paymentId, reconciler.id],
    )
    await expect(without).rejects.toThrow('payment_evidence_has_its_letter')
    const scanned = (content: Buffer) =>
      bank.evidence.record(paymentId, { ...letter, file: Readable.from([content]) }, reconciler)
    for (const text of ['bukan surat', '<svg onload="alert(1)">'])
      await expect(scanned(Buffer.from(text))).rejects.toThrow('PDF atau foto')
    await expect(scanned(Buffer.alloc(6 * 1024 * 1024))).rejects.toThrow('5 MB')
  })

  it('makes whoever recorded it a reconciler of that round, who then releases nothing of it', async () => {
    const { sql, reconciler } = bank.desk
    const held = () =>
      sql.rows<{ held: string }>(
        'select held from payment p, duties_held(p.claim_id, p.round, $2) held where p.id = $1',
        [paymentId, reconciler.id],
      )
    expect(await held()).toEqual([])
    await bank.evidence.record(paymentId, letter, reconciler)
    expect(await held()).toEqual([{ held: 'reconcile' }])
  })

  it('is not moved by whoever released it, nor by SQL that names no letter of another person', async () => {
    const { releaser, reconciler } = bank.desk
    await expect(
      bank.evidence.record(paymentId, letter, { ...releaser, role: 'reconciler' }),
    ).rejects.toThrow('tugas lain')
    const id = await bank.evidence.record(paymentId, letter, reconciler)
    for (const evidence of [id, null]) {
      const step = bank.desk.sql.rows(
        `insert into payment_transition (payment_id, seq, from_state, event, to_state, actor_id, actor_role, at, evidence_document_id)
         select $1, max(seq) + 1, 'unknown', 'inquiry_settled', 'settled', $2, 'reconciler', now(), $3
         from payment_transition where payment_id = $1`,
        [paymentId, reconciler.id, evidence],
      )
      await expect(step).rejects.toThrow('leaves unknown only')
    }
  })
})
