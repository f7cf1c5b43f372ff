import { writeFile } from 'node:fs/promises'
import { type Command, InvalidArgumentError } from 'commander'
import { withProduct } from './with-product.js'

interface ReportOptions {
  year: number
  csv?: string
  xlsx?: string
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
    .option('--csv <file>', 'tulis sebagai CSV; tanpa ini ke layar')
    .option('--xlsx <file>', 'tulis sebagai buku kerja')
    .action(runReport)
  sponsors
    .command('watch')
    .description(
      'Kelompok yang perlindungannya segera berakhir atau iurannya terlewat; catat pemberitahuannya',
    )
    .option('--within <hari>', 'berapa hari ke depan', days, 30)
    .option('--sponsor <kode>', 'satu penyandang iuran saja')
    .action(runWatch)
}

async function runReport(code: string, { year: of, csv, xlsx }: ReportOptions): Promise<void> {
  await withProduct(async (product) => {
    const { SponsorReports } = await import('../membership/sponsor-report.query.js')
    const { SponsorReportFile } = await import('../membership/sponsor-report-file.service.js')
    const report = await product.get(SponsorReports, { strict: false }).report(code, of)
    const file = product.get(SponsorReportFile, { strict: false })
    if (xlsx) await writeFile(xlsx, await file.xlsx(report))
    if (csv) await writeFile(csv, file.csv(report))
    else if (!xlsx) process.stdout.write(file.csv(report))
  })
}

async function runWatch({ within, sponsor }: { within: number; sponsor?: string }): Promise<void> {
  await withProduct(async (product) => {
    const { CoverageWatch } = await import('../membership/coverage-watch.service.js')
    const watch = product.get(CoverageWatch, { strict: false })
    const options = { withinDays: within, ...(sponsor ? { sponsor } : {}) }
    for (const ending of await watch.endingCohorts(options)) {
      const { sponsorCode, cohort, members, paidUntil, daysLeft, reason } = ending
      process.stdout.write(
        `${sponsorCode}  ${cohort}  ${members} peserta  s.d. ${paidUntil} (${daysLeft} hari)  ${reason}\n`,
      )
    }
    process.stdout.write(`${await watch.notice(options)} pemberitahuan baru dicatat.\n`)
  })
}

function year(text: string): number {
  if (!/^20\d\d$/.test(text)) throw new InvalidArgumentError('Tulis tahun seperti 2022.')
  return Number(text)
}

function days(text: string): number {
  if (!/^\d{1,3}$/.test(text)) throw new InvalidArgumentError('Tulis jumlah hari, misalnya 30.')
  return Number(text)
}
