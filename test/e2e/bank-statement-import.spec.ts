import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { SimulatorFiles } from '../../src/payment/simulator/simulator-files.service.js'
import type { WrittenEntry } from '../../src/payment/iso20022/statement-file.js'
import { BankDesk, cameBack, paidOut } from './bank-desk.js'
import { PaymentDesk } from './payment-desk.js'

describe('a statement of the bank', () => {
  let bank: BankDesk
  beforeEach(async () => {
    bank = new BankDesk(await PaymentDesk.open())
  })
  afterEach(() => bank.close())

  /** As many claims, sent and acknowledged, with the references of their payments. */
  async function acknowledged(count: number): Promise<{ claims: string[]; references: string[] }> {
    const claims: string[] = []
    for (let each = 0; each < count; each++) claims.push((await bank.desk.approved()).claimId)
    await bank.desk.released()
    await bank.process.work()
    return { claims, references: await Promise.all(claims.map((claimId) => bank.reference(claimId))) }
  }

  const stateOf = async (claimId: string | undefined) => (await bank.desk.payments(claimId ?? ''))[0]?.state
  const notes = async () => (await bank.lines.list(null)).map(({ note }) => note).sort()

  it('places every line, however strange its neighbours are, and names the strange ones', async () => {
    const { claims, references } = await acknowledged(5)
    const [good = '', wrong = '', foreign = '', twice = '', fraction = ''] = references
    const entries: WrittenEntry[] = [
      paidOut('B1', good),
      paidOut('B2', wrong, { amount: '41999999' }),
      paidOut('B3', foreign, { currency: 'USD' }),
      paidOut('B4', twice),
      paidOut('B5', twice),
      paidOut('B6', 'TIDAKDIKENAL'),
      paidOut('B7', '', { amount: '6500', transactionCode: ['PMNT', 'ICDT', 'CHRG'] }),
      paidOut('B8', fraction, { amount: '42000000.50' }),
      paidOut('B1', good),
    ]
    expect(await bank.importEntries(entries)).toMatchObject({
      lines: 9,
      matched: 2,
      unmatched: 7,
      waiting: 0,
      faults: [],
    })
    expect(await notes()).toEqual([
      'AMOUNT_DIFFERS',
      'AMOUNT_DIFFERS',
      'CURRENCY_DIFFERS',
      'NO_PAYMENT_OF_OURS',
      'PAYMENT_HAS_ITS_LINE',
      'PAYMENT_HAS_ITS_LINE',
      'REFERENCE_UNKNOWN',
    ])
    expect(await Promise.all(claims.map(stateOf))).toEqual([
      'settled',
      'acknowledged',
      'acknowledged',
      'settled',
      'acknowledged',
    ])
  })

  it('that is imported again changes nothing, nor does another file that tells the same', async () => {
    const { references } = await acknowledged(2)
    const [one = '', two = ''] = references
    const entries = [paidOut('B1', one), paidOut('B2', 'TIDAKDIKENAL')]
    await bank.importEntries(entries)
    expect(await bank.importEntries(entries)).toMatchObject({
      repeated: true,
      matched: 0,
      unmatched: 0,
      waiting: 0,
    })
    const next = await bank.importEntries([...entries, paidOut('B3', two)], 'RK-2')
    expect(next).toMatchObject({ repeated: false, lines: 3, known: 2, matched: 1, unmatched: 0 })
    expect(await notes()).toEqual(['REFERENCE_UNKNOWN'])
  })

  it('tells again what the bank had told line by line: it is the same money', async () => {
    const { claims } = await acknowledged(2)
    await bank.process.settle()
    expect(await Promise.all(claims.map(stateOf))).toEqual(['settled', 'settled'])
    const files = new SimulatorFiles(bank.desk.simulator, bank.desk.sql)
    const pieces: string[] = []
    for await (const piece of files.statement('0012345678901', '2022-10-12T10:00:00.000Z')) pieces.push(piece)
    expect(await bank.importText(pieces.join(''))).toMatchObject({
      lines: 2,
      known: 2,
      matched: 0,
      unmatched: 0,
    })
  })

  it('that breaks off is placed up to there; the whole file adds the rest', async () => {
    const { claims, references } = await acknowledged(2)
    const entries = [paidOut('B1', references[0] ?? ''), paidOut('B2', references[1] ?? '')]
    const whole = await fileOf(entries)
    const cut = whole.slice(0, whole.indexOf('B2'))
    const report = await bank.importText(cut)
    expect(report).toMatchObject({ lines: 1, matched: 1, unmatched: 1 })
    expect(report.faults).toEqual([
      { line: cut.split('\n').length, fault: 'TRUNCATED', what: 'berkas terpotong atau rusak di sini' },
    ])
    expect(await bank.importText(whole)).toMatchObject({ known: 1, matched: 1, faults: [] })
    expect(await Promise.all(claims.map(stateOf))).toEqual(['settled', 'settled'])
  })

  it('with an entry that nobody can read, or of another count than it says, gets an owner for that', async () => {
    const { references } = await acknowledged(1)
    const text = (await fileOf([paidOut('B1', references[0] ?? ''), paidOut('B2', 'X')]))
      .replace('<CdtDbtInd>DBIT</CdtDbtInd><Sts>', '<CdtDbtInd>KELUAR</CdtDbtInd><Sts>')
      .replace('<Ntry>', '<TxsSummry><TtlNtries><NbOfNtries>7</NbOfNtries></TtlNtries></TxsSummry><Ntry>')
    const report = await bank.importText(text)
    expect(report).toMatchObject({ lines: 2, unmatched: 3 })
    expect(report.faults.map(({ fault }) => fault)).toEqual(['UNREADABLE', 'TOTALS_DIFFER'])
    expect(report.faults[0]?.line).toBe(text.split('\n').findIndex((line) => line.includes('KELUAR')) + 1)
  })

  it('that is no statement is refused with words, and nobody but a reconciler brings one', async () => {
    await expect(bank.importText('Tanggal;Jumlah\n')).rejects.toThrow('bukan rekening koran')
    await expect(
      bank.statements.import({ name: 'x', open: () => Readable.from([]) }, bank.desk.releaser),
    ).rejects.toThrow('Hanya petugas rekonsiliasi')
  })

  it('settles and returns in one file, and only the part that came back is paid again', async () => {
    const { claims, references } = await acknowledged(1)
    const [reference = ''] = references
    await bank.importEntries([paidOut('B1', reference), cameBack('B2', reference)])
    expect(await stateOf(claims[0])).toBe('returned')
    await bank.process.work()
    expect(await bank.desk.stateOf(claims[0] ?? '')).toBe('awaiting_account')
  })

  it('keeps money that came back for an unknown payment until the bank has said what became of it', async () => {
    const accountNumber = bank.desk.account()
    await bank.desk.simulator.behave({ bankCode: '002', accountNumber, behaviour: 'silent' })
    const { claimId } = await bank.desk.approved([{ accountNumber, amount: 42_000_000n }])
    await bank.desk.released()
    await bank.process.work()
    expect(await bank.importEntries([cameBack('B1', await bank.reference(claimId))])).toMatchObject({
      matched: 1,
    })
    expect(await stateOf(claimId)).toBe('returned')
  })

  it('leaves one task a file, which ends when its last line is explained', async () => {
    await bank.importEntries([paidOut('B1', 'X1'), paidOut('B2', 'X2')])
    const open = () => bank.desk.sql.rows(`select from attention where closed_at is null`)
    expect(await open()).toHaveLength(1)
    const [first, second] = await bank.lines.list(null)
    const { reconciler, secondReconciler, verifier } = bank.desk
    expect(await bank.inbox.take(first?.id ?? '', reconciler)).toMatchObject({ owner: null })
    expect((await bank.lines.list(null))[0]).toMatchObject({ owner_id: reconciler.id })
    await expect(bank.inbox.explain(first?.id ?? '', 'ya', reconciler)).rejects.toThrow('10 sampai')
    await expect(bank.inbox.explain(first?.id ?? '', 'Biaya bank bulan ini', verifier)).rejects.toThrow(
      'Hanya',
    )
    await bank.inbox.explain(first?.id ?? '', 'Biaya bank bulan Oktober, nota 17', reconciler)
    await expect(bank.inbox.explain(first?.id ?? '', 'Biaya bank bulan ini', reconciler)).rejects.toThrow(
      'tidak ada',
    )
    expect(await open()).toHaveLength(1)
    await bank.inbox.explain(second?.id ?? '', 'Setoran kas daerah, nota 18', secondReconciler)
    expect(await bank.lines.count(null)).toBe(0)
    expect(await open()).toHaveLength(0)
  })

  it('is not rewritten by SQL: a line is placed once and never deleted', async () => {
    await bank.importEntries([paidOut('B1', 'X1')])
    for (const statement of [
      'delete from bank_statement_line',
      'update bank_statement_line set amount = 1',
      'delete from statement_placement',
      'delete from bank_file_item',
    ])
      await expect(bank.desk.sql.rows(statement)).rejects.toThrow('permission denied')
    const again = bank.desk.sql.rows(
      `insert into statement_placement (line_id, seq, outcome, placed_by, placed_at)
       select line_id, 2, 'unmatched', 'x', now() from statement_placement`,
    )
    await expect(again).rejects.toThrow('is placed already')
  })

  async function fileOf(entries: readonly WrittenEntry[]): Promise<string> {
    const { statementXml } = await import('../../src/payment/iso20022/statement-file.js')
    const head = { statementId: 'RK-9', createdAt: '2022-10-12T10:00:00.000Z', account: '0012345678901' }
    return [...statementXml(head, entries)].join('')
  }
})
