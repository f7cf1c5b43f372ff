import { readFile, writeFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { type HistoryReport, verifyHistory } from '../claims/verify-history.query.js'
import { verifyIncidents } from '../incidents/verify-incidents.query.js'
import type { SqlRunner } from '../platform/database/sql.js'
import {
  type AuditAnchor,
  auditAnchor,
  isInstant,
  matchesAnchor,
  parseAnchor,
} from '../reporting/audit-anchor.query.js'
import { type RecordsReport, verifyRecords } from '../reporting/verify-records.query.js'
import {
  type ScholarshipHistoryReport,
  verifyScholarshipHistory,
} from '../scholarship/verify-scholarship-history.query.js'
import { withSql } from './with-sql.js'

export function registerAuditCommand(program: Command): void {
  const audit = program.command('audit').description('Jejak audit')
  audit
    .command('verify')
    .description(
      'Periksa riwayat semua klaim, paket keputusan, dan pembayaran; keluar dengan 1 bila ada yang tidak cocok',
    )
    .option('--anchor <file>', 'periksa juga bahwa riwayat sebelum jangkar ini tidak berubah')
    .option('--json', 'hasil untuk mesin')
    .action(async (options: { anchor?: string; json?: boolean }) => {
      const found = await verify(options.anchor)
      process.stdout.write(options.json ? `${JSON.stringify(asJson(found))}\n` : inWords(found))
      if (!isSound(found)) process.exitCode = 1
    })
  audit
    .command('anchor')
    .description('Tulis jangkar: satu hash atas riwayat semua klaim, untuk disimpan di luar jangkauan kami')
    .option(
      '--until <instant>',
      'riwayat sampai saat ini, ISO 8601 dalam UTC (bawaan: dua menit yang lalu)',
      instant,
    )
    .option('--out <file>', 'tulis ke berkas ini, bukan ke layar')
    .action(async ({ until = settled(), out }: { until?: string; out?: string }) => {
      const text = `${JSON.stringify(await withSql((sql) => auditAnchor(sql, until)), null, 2)}\n`
      if (!out) return void process.stdout.write(text)
      await writeFile(out, text, { flag: 'wx' })
      process.stdout.write(
        `Jangkar sampai ${until} ditulis ke ${out}. Simpan di tempat yang tidak dapat kami ubah; periksa dengan: npm run santun -- audit verify --anchor ${out}\n`,
      )
    })
}

interface Found {
  history: HistoryReport
  records: RecordsReport
  scholarships: ScholarshipHistoryReport
  anchor?: { anchor: AuditAnchor; holds: boolean }
}

async function verify(file: string | undefined): Promise<Found> {
  const anchor = file === undefined ? undefined : parseAnchor(await readFile(file, 'utf8'))
  return withSql(async (sql) => ({
    history: await historiesOf(sql),
    records: await verifyRecords(sql),
    scholarships: await verifyScholarshipHistory(sql),
    ...(anchor && { anchor: { anchor, holds: await matchesAnchor(sql, anchor) } }),
  }))
}

/** The histories of claims, and those of the incidents that claims follow from. */
async function historiesOf(sql: SqlRunner): Promise<HistoryReport> {
  const report = await verifyHistory(sql)
  const incidents = (await verifyIncidents(sql)).map((fault) => ({ ...fault, seq: 0 }))
  return { ...report, faults: [...report.faults, ...incidents] }
}

function isSound({ history, records, scholarships, anchor }: Found): boolean {
  const faults = [...history.faults, ...records.faults, ...scholarships.faults]
  return faults.length === 0 && anchor?.holds !== false
}

function asJson({ history, records, scholarships, anchor }: Found): object {
  const { claims, transitions, faults } = history
  const held = anchor && { until: anchor.anchor.until, holds: anchor.holds }
  return {
    claims,
    transitions,
    records: records.records,
    scholarshipTransitions: scholarships.transitions,
    faults: [...faults, ...records.faults, ...scholarships.faults],
    anchor: held,
  }
}

function inWords(found: Found): string {
  const { history, records, scholarships, anchor } = found
  const count = history.faults.length + records.faults.length + scholarships.faults.length
  const lines = [
    `${history.claims} klaim, ${history.transitions} langkah, ${records.records} catatan keputusan dan pembayaran diperiksa.`,
    ...history.faults.map(({ number, seq, what }) => `- ${number} langkah ${seq}: ${what}`),
    ...records.faults.map(({ number, record, key, what }) => `- ${number} ${record} ${key}: ${what}`),
    ...scholarships.faults.map(({ id, seq, what }) => `- beasiswa ${id} langkah ${seq}: ${what}`),
    count === 0 ? 'Rantai riwayat utuh.' : `${count} kesalahan ditemukan.`,
  ]
  if (anchor)
    lines.push(
      anchor.holds
        ? `Riwayat sampai ${anchor.anchor.until} sama dengan jangkarnya (${anchor.anchor.claims} klaim).`
        : `Riwayat sampai ${anchor.anchor.until} TIDAK sama dengan jangkarnya: sesuatu diubah, dihapus, atau disisipkan.`,
    )
  return `${lines.join('\n')}\n`
}

const SETTLING_MS = 120_000

/** What is on its way into the database now is in it by then, so that the same history gives the same anchor later. */
function settled(): string {
  return new Date(Date.now() - SETTLING_MS).toISOString()
}

function instant(text: string): string {
  if (!isInstant(text)) throw new InvalidArgumentError('Tulis misalnya 2026-11-22T00:00:00Z.')
  return text
}
