import { createReadStream, createWriteStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import type { ImportReport } from '../membership/participant-import.service.js'
import { withProduct } from './with-product.js'

interface ImportOptions {
  dryRun?: boolean
  sponsor?: string
  sponsorName?: string
  cohort?: string
  refused?: string
  json?: boolean
}

export function registerParticipantCommands(program: Command): void {
  const participants = program.command('participants').description('Peserta')
  participants
    .command('import')
    .argument('<file>', 'CSV peserta; koma atau titik koma, UTF-8')
    .description('Impor peserta: diperiksa baris demi baris, semua atau tidak sama sekali; aman diulang')
    .option('--dry-run', 'periksa semuanya tanpa mengubah apa pun')
    .option('--sponsor <kode>', 'penyandang iuran, misalnya APBD-6401')
    .option('--sponsor-name <nama>', 'nama penyandang iuran baru')
    .option('--cohort <kode>', 'kelompok peserta dari penyandang iuran, misalnya PR-2022')
    .option('--refused <file>', 'tulis baris yang ditolak ke CSV ini')
    .option('--json', 'hasil untuk mesin')
    .action(runImport)
}

async function runImport(file: string, options: ImportOptions): Promise<void> {
  if (options.sponsor && !options.cohort)
    throw new Error('--sponsor perlu --cohort: sebutkan kelompok pesertanya.')
  await withProduct(async (product) => {
    const { ParticipantImport } = await import('../membership/participant-import.service.js')
    const { RefusedRows } = await import('../membership/refused-rows.query.js')
    const { progressOn } = await import('./story/progress.js')
    const progress = progressOn(process.stderr)
    const cohortId = await cohortOf(product, options)
    progress.begin(`Impor ${basename(file)}`, 0)
    const report = await product.get(ParticipantImport, { strict: false }).run({
      source: createReadStream(file),
      fileName: basename(file),
      cohortId,
      dryRun: options.dryRun,
      by: 'command-line',
      onProgress: ({ rows }) => progress.to(rows),
    })
    progress.end(`${report.rows} baris dibaca.`)
    if (options.refused) {
      const rows = product.get(RefusedRows, { strict: false }).csv(report.batchId)
      await pipeline(rows, createWriteStream(options.refused))
    }
    process.stdout.write(
      options.json ? `${JSON.stringify({ ...report, batchId: Number(report.batchId) })}\n` : inWords(report),
    )
    if (report.refused > 0) process.exitCode = 1
  })
}

async function cohortOf(
  product: import('@nestjs/common').INestApplicationContext,
  options: ImportOptions,
): Promise<string | null> {
  if (!options.sponsor || !options.cohort) return null
  const { Sponsors } = await import('../membership/sponsors.service.js')
  const fund = options.sponsor.startsWith('APBN')
    ? 'APBN'
    : options.sponsor.startsWith('APBD')
      ? 'APBD'
      : 'village'
  return product.get(Sponsors, { strict: false }).ensureCohort({
    code: options.sponsor,
    name: options.sponsorName ?? options.sponsor,
    fund,
    cohort: { code: options.cohort, name: options.cohort },
  })
}

function inWords(report: ImportReport): string {
  const lines = [
    report.repeated ? 'Berkas ini sudah pernah diimpor; tidak ada yang digandakan.' : undefined,
    report.dryRun ? 'Uji coba: tidak ada yang diubah.' : undefined,
    `baru ${report.new}, berubah ${report.changed}, sama ${report.unchanged}, ditolak ${report.refused}, diragukan ${report.warned}`,
  ]
  return `${lines.filter((line) => line !== undefined).join('\n')}\n`
}
