/** `ledger statement`: what the ledger says of a claim, a branch or some days, for people and for machines. Reads only. */
import { formatDateId, parseLocalDate } from '#libs/local-date'
import { formatRupiah } from '#libs/rupiah'
import { type Command, CommanderError } from 'commander'
import { stringify } from 'csv-stringify/sync'
import type { LedgerStatement, StatementAsked } from '../payment/ledger-statement.query.js'
import type { PaymentWords } from '../payment/payment-words.service.js'
import type { SqlRunner } from '../platform/database/sql.js'
import { withSql } from './with-sql.js'

interface Options {
  claim?: string
  branch?: string
  day?: string
  from?: string
  to?: string
  csv?: boolean
  json?: boolean
}

export function registerLedgerCommand(program: Command): void {
  program
    .command('ledger')
    .description('Buku besar uang santunan')
    .command('statement')
    .description('Rekening koran klaim, cabang, atau hari: saldo awal, setiap mutasi, saldo akhir')
    .option('--claim <nomor>', 'satu klaim, misalnya JKM-PSR-2210-000002')
    .option('--branch <kode>', 'satu kantor cabang, misalnya PSR')
    .option('--day <tanggal>', 'satu hari, TTTT-BB-HH')
    .option('--from <tanggal>', 'sejak hari ini')
    .option('--to <tanggal>', 'sampai dengan hari ini')
    .option('--csv', 'setiap mutasi sebagai CSV')
    .option('--json', 'hasil untuk mesin')
    .action(statement)
}

async function statement(options: Options): Promise<void> {
  const { LedgerStatements } = await import('../payment/ledger-statement.query.js')
  const told = await withSql(async (sql) => new LedgerStatements(sql).read(await asked(sql, options)))
  if (options.json) process.stdout.write(`${JSON.stringify(told, plainAmounts)}\n`)
  else if (options.csv) process.stdout.write(asCsv(told))
  else {
    const { PaymentWords } = await import('../payment/payment-words.service.js')
    process.stdout.write(inWords(told, new PaymentWords()))
  }
}

async function asked(sql: SqlRunner, options: Options): Promise<StatementAsked> {
  const { claim, branch, day, from = day, to = day } = options
  for (const date of [from, to]) if (date !== undefined) assertDate(date)
  return {
    branchId: (await idOf(sql, 'select id from branch where code = $1', branch, 'Kantor cabang')) ?? null,
    claimId: await idOf(sql, 'select id from claim where number = $1', claim, 'Klaim'),
    from,
    to,
  }
}

async function idOf(
  sql: SqlRunner,
  look: string,
  name: string | undefined,
  what: string,
): Promise<string | undefined> {
  if (name === undefined) return undefined
  const [found] = await sql.rows<{ id: string }>(look, [name])
  if (!found) throw new CommanderError(2, 'santun.wrong_input', `${what} ${name} tidak ditemukan.`)
  return found.id
}

function assertDate(date: string): void {
  try {
    parseLocalDate(date)
  } catch {
    throw new CommanderError(2, 'santun.wrong_input', `Tanggal ${date} tidak ada; tulis TTTT-BB-HH.`)
  }
}

function inWords({ entries, cut, balances }: LedgerStatement, words: PaymentWords): string {
  const name = (account: string): string => words.label('accounts', account)
  const rows = entries.map(
    ({ booked_on, claim_number, kind, debit, credit, amount }) =>
      `${formatDateId(booked_on, 'short')}  ${claim_number}  ${words.label('entries', kind)}: ` +
      `debit ${name(debit)}, kredit ${name(credit)}, ${formatRupiah(amount)}`,
  )
  const sums = balances.map(
    ({ account, before, debits, credits, after }) =>
      `${name(account)}: awal ${formatRupiah(before)}, debit ${formatRupiah(debits)}, kredit ${formatRupiah(credits)}, akhir ${formatRupiah(after)}`,
  )
  const rest = balances.reduce((sum, { after }) => sum + after, 0n)
  return [
    ...(rows.length > 0 ? rows : ['Tidak ada mutasi.']),
    ...(cut ? ['Mutasi selebihnya tidak ditunjukkan; pilih hari yang lebih sedikit.'] : []),
    '',
    ...sums,
    `Jumlah semua saldo akhir: ${formatRupiah(rest)}`,
    '',
  ].join('\n')
}

function asCsv({ entries }: LedgerStatement): string {
  return stringify(
    entries.map((entry) => ({ ...entry, amount: entry.amount.toString() })),
    {
      header: true,
      escape_formulas: true,
      columns: [
        'booked_on',
        'at',
        'value_date',
        'claim_number',
        'kind',
        'debit',
        'credit',
        'amount',
        'reference',
        'id',
        'reverses',
      ],
    },
  )
}

function plainAmounts(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
