import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import ExcelJs from 'exceljs'
import { PaymentReports } from '../../src/reporting/payment-reports.query.js'
import { csvOf, xlsxOf } from '../../src/platform/table-file.js'
import { BankDesk, cameBack, paidOut } from './bank-desk.js'
import { PaymentDesk } from './payment-desk.js'

const OCTOBER = { from: '2022-10-01', to: '2022-10-31' }

describe('the reports of payments', () => {
  let bank: BankDesk
  let desk: PaymentDesk
  let reports: PaymentReports
  let branch: string
  beforeAll(async () => {
    desk = await PaymentDesk.open()
    bank = new BankDesk(desk)
    reports = new PaymentReports(desk.sql)
    branch = desk.branchId
    const claims = [await desk.approved(), await desk.approved(), await desk.approved()]
    await desk.released()
    await desk.process.work()
    const [settled = '', returned = ''] = await Promise.all(
      claims.map(({ claimId }) => bank.reference(claimId)),
    )
    await bank.importEntries([
      paidOut('B1', settled),
      paidOut('B2', returned),
      cameBack('B3', returned),
      paidOut('B4', 'TIDAKDIKENAL'),
    ])
    await desk.process.work()
  })
  afterAll(() => bank.close())

  it('have in the day book what the ledger has, to the rupiah', async () => {
    const book = await reports.dayBook(branch, OCTOBER)
    const [ledger] = await desk.sql.rows<{ amount: bigint }>(
      'select sum(amount)::bigint as amount from ledger_posting where amount > 0',
    )
    expect(book.reduce((sum, { amount }) => sum + amount, 0n)).toBe(ledger?.amount)
    expect(book.find(({ kind }) => kind === 'settlement')).toMatchObject({ count: 2, amount: 84_000_000n })
    expect(await reports.dayBook(branch, { from: '2022-11-01', to: '2022-11-30' })).toEqual([])
  })

  it('count by program what arrived and what bounced', async () => {
    expect(await reports.byProgram(branch, OCTOBER)).toEqual([
      {
        program: 'jkm',
        branch: expect.any(String),
        settled: 1,
        settled_amount: 42_000_000n,
        late_compensation: 0n,
        bounced: 1,
        bounced_amount: 42_000_000n,
      },
    ])
  })

  it('say of what is open where it lies and since when', async () => {
    const open = await reports.open(branch, '2022-10-16T01:00:00.000Z')
    expect(open).toMatchObject([
      { state: 'acknowledged', age: 'days_3_7', count: 1, amount: 42_000_000n },
      { state: 'returned', age: 'days_3_7', count: 1, amount: 42_000_000n },
    ])
  })

  it('show another branch nothing of it but the lines that nobody knows', async () => {
    const other = randomUUID()
    expect(await reports.dayBook(other, OCTOBER)).toEqual([])
    expect(await reports.byProgram(other, OCTOBER)).toEqual([])
    expect(await reports.open(other, '2022-10-16T01:00:00.000Z')).toEqual([])
    expect(await reports.unmatched(other)).toMatchObject([{ note: 'REFERENCE_UNKNOWN', claim_number: null }])
    expect(await reports.dayBook(null, OCTOBER)).not.toEqual([])
  })

  it('are files in which no cell runs as a formula and no sum loses a rupiah', async () => {
    const table = { title: 'Buku/harian', headings: ['a', 'b'], rows: [['=1+1', 9_007_199_254_740_993n]] }
    const csv = csvOf(table)
    expect(csv).not.toMatch(/(^|,)"?=/m)
    expect(csv).toContain('9007199254740993')
    const workbook = new ExcelJs.Workbook()
    await workbook.xlsx.load((await xlsxOf(table)) as unknown as ArrayBuffer)
    const row = workbook.worksheets[0]?.getRow(2)
    expect(row?.getCell(1).formula).toBeUndefined()
    expect(row?.getCell(2).value).toBe('9007199254740993')
  })
})
