import { writeFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import type { TableFile } from '../platform/table-file.js'
import { withProduct } from './with-product.js'

interface FileOptions {
  csv?: string
  xlsx?: string
}
interface WatchCommandOptions extends FileOptions {
  within: number
  sponsor?: string
  tell: boolean
}

export function registerSponsorCommands(program: Command): void {
  const sponsors = program.command('sponsors').description('Penyandang iuran')
  sponsors
    .command('report')
    .argument('<kode>', 'kode penyandang iuran, misalnya APBD-6401')
    .description(
      'Kelompok, tagihan, capaian target, anggaran, kecamatan, dan pekerjaan; sel di bawah 5 disembunyikan',
    )
    .requiredOption('--year <tahun>', 'tahun laporan', year)
    .option('--csv <file>', 'tulis sebagai CSV; tanpa berkas, ke layar')
    .option('--xlsx <file>', 'tulis sebagai buku kerja')
    .action(runReport)
  sponsors
    .command('watch')
    .description(
      'Kelompok yang perlindungannya segera berakhir atau iurannya terlewat; yang belum diberi tahu, diberi tahu',
    )
    .option('--within <hari>', 'berapa hari ke depan', days, 30)
    .option('--sponsor <kode>', 'satu penyandang iuran saja')
    .option('--no-tell', 'tampilkan saja, jangan memberi tahu siapa pun')
    .option('--csv <file>', 'tulis daftarnya sebagai CSV')
    .option('--xlsx <file>', 'tulis daftarnya sebagai buku kerja')
    .action(runWatch)
  sponsors
    .command('contact')
    .argument('<kode>', 'kode penyandang iuran, misalnya APBD-6401')
    .description('Alamat surel untuk pemberitahuan, dan kantor yang menangani penyandang iuran ini')
    .option('--email <alamat>', 'kosong ("") untuk menghapusnya')
    .option('--branch <kode>', 'kode kantor, misalnya PSR')
    .action(runContact)
}

async function runReport(
  code: string,
  { year: of, ...files }: FileOptions & { year: number },
): Promise<void> {
  await withProduct(async (product) => {
    const { SponsorReports } = await import('../membership/sponsor-report.query.js')
    const { reportTable } = await import('../reporting/sponsor-report-tables.rule.js')
    const { SponsorClaims } = await import('../reporting/sponsor-claims.query.js')
    const { csvOf } = await import('../platform/table-file.js')
    const find = { strict: false } as const
    const table = reportTable(
      await product.get(SponsorReports, find).report(code, of),
      await product.get(SponsorClaims, find).inYear(code, of),
    )
    if (!(await writeFiles(table, files))) process.stdout.write(csvOf(table))
  })
}

async function runWatch({ within, sponsor, tell, ...files }: WatchCommandOptions): Promise<void> {
  await withProduct(async (product) => {
    const { CoverageWatch } = await import('../membership/coverage-watch.service.js')
    const { CoverageNotices } = await import('../membership/coverage-notices.service.js')
    const { endingInWords, watchTable } = await import('../reporting/sponsor-report-tables.rule.js')
    const options = { withinDays: within, ...(sponsor ? { sponsor } : {}) }
    const endings = await product.get(CoverageWatch, { strict: false }).endingCohorts(options)
    for (const { sponsorCode, cohort, members, paidUntil, daysLeft, reason } of endings) {
      const left = daysLeft < 0 ? `lewat ${-daysLeft} hari` : `${daysLeft} hari lagi`
      process.stdout.write(
        `${sponsorCode}  ${cohort}: ${members} peserta, dibayar sampai ${paidUntil} (${left}, ${endingInWords[reason]})\n`,
      )
    }
    if (endings.length === 0) process.stdout.write(`Tidak ada yang berakhir dalam ${within} hari.\n`)
    await writeFiles(watchTable(endings), files)
    if (!tell) return
    const told = await product.get(CoverageNotices, { strict: false }).tell(options)
    process.stdout.write(`${told} pemberitahuan baru.\n`)
  })
}

async function runContact(
  code: string,
  { email, branch }: { email?: string; branch?: string },
): Promise<void> {
  if (email === undefined && branch === undefined)
    throw new Error('Sebutkan --email, --branch, atau keduanya.')
  await withProduct(async (product) => {
    const { Sponsors } = await import('../membership/sponsors.service.js')
    const contact = { noticeEmail: email, branchCode: branch }
    await product.get(Sponsors, { strict: false }).keepInTouch(code, contact)
    process.stdout.write(`Kontak ${code} disimpan.\n`)
  })
}

/** Whether any file was asked for. */
async function writeFiles(table: TableFile, { csv, xlsx }: FileOptions): Promise<boolean> {
  const { csvOf, xlsxOf } = await import('../platform/table-file.js')
  if (csv) await writeFile(csv, csvOf(table))
  if (xlsx) await writeFile(xlsx, await xlsxOf(table))
  return csv !== undefined || xlsx !== undefined
}

function year(text: string): number {
  if (!/^20\d\d$/.test(text)) throw new InvalidArgumentError('Tulis tahun seperti 2022.')
  return Number(text)
}

function days(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError('Tulis jumlah hari, misalnya 30.')
  return Number(text)
}
