import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { isSchoolYear } from '#libs/local-date'
import { formatRupiah } from '#libs/rupiah'
import type { RunPreview } from '../scholarship/scholarship-runs.service.js'
import { withProduct } from './with-product.js'

export function registerScholarshipCommands(program: Command): void {
  const scholarships = program.command('scholarships').description('Beasiswa anak')
  scholarships
    .command('open-year')
    .argument('<tahun>', 'tahun ajaran, misalnya 2026/2027', schoolYear)
    .description(
      'Buka tahun ajaran untuk semua anak yang berhak; yang terputus dilanjutkan, tidak ada yang dua kali',
    )
    .option('--preview', 'tampilkan saja untuk siapa dan perkiraannya')
    .action(openYear)
  scholarships
    .command('forecast')
    .description('Perkiraan beasiswa yang masih akan dibayar, menurut tahun ajaran, kantor dan jenjang')
    .option('--csv <file>', 'tulis sebagai CSV; tanpa berkas, ke layar')
    .option('--xlsx <file>', 'tulis sebagai buku kerja')
    .action(forecast)
}

async function openYear(year: string, { preview = false }: { preview?: boolean }): Promise<void> {
  await withProduct(async (product) => {
    const { ScholarshipRuns } = await import('../scholarship/scholarship-runs.service.js')
    const { SYSTEM } = await import('../claims/claim-command.port.js')
    const runs = product.get(ScholarshipRuns, { strict: false })
    const asked = { kind: 'open', schoolYear: year, branchId: null } as const
    if (preview) {
      process.stdout.write(previewInWords(year, await runs.preview(asked)))
      return
    }
    const resumed = await runs.resume()
    if (resumed > 0) process.stdout.write(`${resumed} anak dari langkah yang terputus sudah dilanjutkan.\n`)
    const { id } = await runs.begin(asked, SYSTEM, randomUUID())
    const end = await runs.carryOut(id, ({ done, total }) => process.stdout.write(`${done} dari ${total}\n`))
    process.stdout.write(`Tahun ajaran ${year}: ${end.done} dibuka, ${end.refused + end.failed} tidak.\n`)
    for (const { claim, reasons } of await runs.refused(id))
      process.stdout.write(`- ${claim}: ${reasons.map(({ code }) => code).join(', ')}\n`)
  })
}

async function forecast({ csv, xlsx }: { csv?: string; xlsx?: string }): Promise<void> {
  await withProduct(async (product) => {
    const { forecastTable, ScholarshipForecast } =
      await import('../scholarship/scholarship-forecast.query.js')
    const { csvOf, xlsxOf } = await import('../platform/table-file.js')
    const table = forecastTable(await product.get(ScholarshipForecast, { strict: false }).list(null))
    if (csv) await writeFile(csv, csvOf(table))
    if (xlsx) await writeFile(xlsx, await xlsxOf(table))
    if (!csv && !xlsx) process.stdout.write(csvOf(table))
  })
}

function previewInWords(year: string, rows: readonly RunPreview[]): string {
  const children = rows.reduce((sum, row) => sum + row.children, 0)
  const lines = rows.map(
    ({ branch, level, children: count, expected }) =>
      `${branch}  ${level ?? '-'}: ${count} anak, ${formatRupiah(expected)}`,
  )
  return `${lines.join('\n')}${lines.length > 0 ? '\n' : ''}Tahun ajaran ${year}: ${children} anak akan dibuka. Tidak ada yang diubah.\n`
}

function schoolYear(text: string): string {
  if (!isSchoolYear(text)) throw new InvalidArgumentError('Tulis tahun ajaran seperti 2026/2027.')
  return text
}
