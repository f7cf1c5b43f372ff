import { constants, createReadStream } from 'node:fs'
import { access, readFile, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { INestApplicationContext } from '@nestjs/common'
import type { Command } from 'commander'
import type { Actor } from '../claims/claim-command.port.js'
import type { StaffRoleName } from '../platform/login/staff-roles.js'
import { registerBankSimulator } from './bank-simulator.command.js'
import { withProduct } from './with-product.js'

interface AsPerson {
  as: string
}

export function registerBankCommands(program: Command): void {
  const bank = program
    .command('bank')
    .description('Bank: berkas perintah bayar, laporan, rekening koran, bank tiruan')
  bank
    .command('file')
    .argument('<daftar>', 'nomor daftar bayar yang sudah dilepas', Number)
    .argument('<file>', 'pain.001.001.09 yang ditulis')
    .description('Tulis berkas perintah bayar satu daftar bayar; dipanggil lagi, isinya byte demi byte sama')
    .requiredOption('--as <pengguna>', 'petugas pencairan')
    .action(writeBatch)
  bank
    .command('report')
    .argument('<file>', 'pain.002.001.10 dari bank')
    .description('Baca laporan bank atas berkas perintah bayar; aman diulang')
    .action(readReport)
  bank
    .command('statement')
    .argument('<file>', 'camt.053.001.08 dari bank, berapa pun besarnya')
    .description('Impor rekening koran: setiap baris ditempatkan, yang aneh disebut barisnya; aman diulang')
    .requiredOption('--as <pengguna>', 'petugas rekonsiliasi')
    .option('--json', 'hasil untuk mesin')
    .action(readStatement)
  registerBankSimulator(bank)
}

async function writeBatch(number: number, file: string, { as }: AsPerson): Promise<void> {
  const written = await withProduct(async (product) => {
    const { BankFiles } = await import('../payment/bank-files.service.js')
    const { Sql } = await import('../platform/database/sql.js')
    const files = product.get(BankFiles, { strict: false })
    const actor = await actorNamed(product, as, 'releaser')
    const batch = await product
      .get(Sql, { strict: false })
      .first<{ id: string }>('select id from payment_batch where number = $1', [number])
    if (!batch) throw new Error(`Daftar bayar ${number} tidak ditemukan.`)
    const last = (await files.write(batch.id, actor)) ?? (await files.list(batch.id)).at(-1)
    return last && files.content(last.messageId, actor)
  })
  if (!written) throw new Error('Tidak ada perintah bayar lewat berkas di daftar ini.')
  await writeFile(file, written.xml, { mode: 0o600 })
  const { messageId, count, total, executionDate, digest } = written.file
  process.stdout.write(
    `${messageId}: ${count} pembayaran, Rp ${total}, dilaksanakan ${executionDate}, sha256 ${digest}\n`,
  )
}

async function readReport(file: string): Promise<void> {
  const report = await withProduct(async (product) => {
    const { BankFiles } = await import('../payment/bank-files.service.js')
    return product.get(BankFiles, { strict: false }).takeReport(await readFile(file, 'utf8'))
  })
  const { about, moved, unchanged, undecided, unknown, contradicted } = report
  process.stdout.write(
    `${about}: ${moved} pembayaran bergerak, ${unchanged} tetap, ${undecided} belum diputuskan bank\n`,
  )
  for (const reference of unknown) process.stdout.write(`  tidak dikenal: ${reference}\n`)
  for (const reference of contradicted)
    process.stdout.write(`  bertentangan dengan rekening koran: ${reference}\n`)
}

async function readStatement(file: string, { as, json }: AsPerson & { json?: boolean }): Promise<void> {
  await access(file, constants.R_OK)
  const report = await withProduct(async (product) => {
    const { StatementImport } = await import('../payment/statement-import.service.js')
    const actor = await actorNamed(product, as, 'reconciler')
    const source = { name: basename(file), open: () => createReadStream(file) as AsyncIterable<Buffer> }
    return product.get(StatementImport, { strict: false }).import(source, actor)
  })
  if (json) {
    process.stdout.write(`${JSON.stringify(report)}\n`)
    return
  }
  const { lines, matched, unmatched, waiting, known, faults, repeated } = report
  if (repeated) process.stdout.write('Berkas ini sudah pernah diimpor.\n')
  process.stdout.write(
    `${lines} baris: ${matched} cocok, ${unmatched} belum cocok, ${waiting} menunggu kabar bank, ${known} sudah diketahui\n`,
  )
  for (const { line, fault, what } of faults) process.stdout.write(`  baris ${line}: ${what} (${fault})\n`)
}

/** Somebody with this role, as whom the work is recorded. */
async function actorNamed(
  product: INestApplicationContext,
  username: string,
  role: StaffRoleName,
): Promise<Actor> {
  const { Sql } = await import('../platform/database/sql.js')
  const found = await product.get(Sql, { strict: false }).first<{ id: string; branch_id: string }>(
    `select m.id, m.branch_id from staff_member m join staff_role r on r.staff_id = m.id
     where m.username = $1 and m.active and r.role = $2`,
    [username, role],
  )
  if (!found) throw new Error(`${username} tidak memegang peran ${role}.`)
  return { id: found.id, role, branchId: found.branch_id }
}
