import { createWriteStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { INestApplicationContext } from '@nestjs/common'
import { columnOf, headingName, type HeadingChoices, participantColumns } from '#libs/participant-row'
import { type Command, Option } from 'commander'
import type { Fund } from '../membership/contributions.service.js'
import type { ImportReport } from '../membership/participant-import.service.js'
import { withProduct } from './with-product.js'

const FUNDS: readonly Fund[] = ['APBD', 'APBN', 'village', 'company']
const PIECE_BYTES = 256 * 1024

interface ImportOptions {
  dryRun?: boolean
  sponsor?: string
  sponsorName?: string
  fund?: Fund
  cohort?: string
  refused?: string
  map?: HeadingChoices
  acceptRefusals?: string
  json?: boolean
}

interface CoverageOptions {
  nik?: string
  kpj?: string
  name?: string
  birth?: string
  on: string
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
    .addOption(new Option('--fund <dana>', 'asal dana penyandang iuran').choices(FUNDS))
    .option('--cohort <kode>', 'kelompok peserta dari penyandang iuran, misalnya PR-2022')
    .option('--refused <file>', 'tulis baris yang ditolak ke CSV ini')
    .option(
      '--map <arti>',
      'arti judul kolom yang belum dikenal, misalnya "Nama Warga=nama,Catatan=" (kosong: tidak dipakai); diingat untuk penyandang iuran ini',
      columnChoices,
    )
    .option(
      '--accept-refusals <alasan>',
      'terapkan walau terlalu banyak baris ditolak; alasannya dicatat dan dibaca pemeriksa',
    )
    .option('--json', 'hasil untuk mesin')
    .action(runImport)
  participants
    .command('undo')
    .argument('<batch>', 'nomor impor', batchNumber)
    .description('Batalkan satu impor; ditolak bila ada yang sudah bertumpu padanya')
    .action(runUndo)
  participants
    .command('refused')
    .argument('<batch>', 'nomor impor', batchNumber)
    .description('Baris yang ditolak sebuah impor, sebagai CSV yang dapat diperbaiki dan dikirim lagi')
    .action(runRefused)
  participants
    .command('coverage')
    .description('Apakah seseorang terlindungi pada suatu tanggal')
    .option('--nik <nik>', '16 angka')
    .option('--kpj <kpj>', 'nomor kartu peserta, 11 huruf atau angka')
    .option('--name <nama>', 'nama lengkap, bersama --birth')
    .option('--birth <tanggal>', 'tanggal lahir, misalnya 1980-08-17')
    .requiredOption('--on <tanggal>', 'tanggal kejadian, misalnya 2022-10-11')
    .option('--json', 'hasil untuk mesin')
    .action(runCoverage)
  participants
    .command('cards')
    .argument('<file>', 'PDF yang ditulis')
    .description('Cetak kartu satu peserta, atau satu kelompok sebagai satu berkas')
    .option('--kpj <kpj>', 'kartu satu peserta')
    .option('--sponsor <kode>', 'penyandang iuran, bersama --cohort')
    .option('--cohort <kode>', 'semua kartu kelompok ini')
    .option('--address <url>', 'alamat halaman umum untuk QR', 'http://localhost:3000')
    .action(runCards)
}

interface CardsOptions {
  kpj?: string
  sponsor?: string
  cohort?: string
  address: string
}

async function runCards(file: string, { kpj, sponsor, cohort, address }: CardsOptions): Promise<void> {
  await withProduct(async (product) => {
    const { ParticipationCards } = await import('../membership/participation-cards.service.js')
    const { Sponsors } = await import('../membership/sponsors.service.js')
    const { progressOn } = await import('./story/progress.js')
    const cohortId =
      sponsor && cohort ? await product.get(Sponsors, { strict: false }).getCohort(sponsor, cohort) : null
    const of = kpj ? { kpj } : cohortId ? { cohortId } : null
    if (!of) throw new Error('Sebutkan --kpj, atau --sponsor bersama --cohort.')
    const progress = progressOn(process.stderr)
    let begun = false
    const onProgress = (done: number, total: number): void => {
      if (!begun) progress.begin('Cetak kartu', total)
      begun = true
      progress.to(done)
    }
    const cards = product.get(ParticipationCards, { strict: false })
    const printed = await cards.print({ of, publicAddress: address, onProgress }, () =>
      createWriteStream(file),
    )
    progress.end(`${printed} kartu tertulis di ${file}.`)
  })
}

async function runImport(file: string, options: ImportOptions): Promise<void> {
  assertSponsorIsWhole(options)
  const source = await openFile(file)
  await withProduct(async (product) => {
    const { HeadingsRefused, ParticipantImport } = await import('../membership/participant-import.service.js')
    const { progressOn } = await import('./story/progress.js')
    const progress = progressOn(process.stderr)
    const cohortId = await cohortOf(product, options)
    if (options.map) {
      const { ImportHeadings } = await import('../membership/import-headings.service.js')
      await product.get(ImportHeadings, { strict: false }).keep(cohortId, options.map, 'command-line')
    }
    progress.begin(`Impor ${basename(file)}`, 0)
    const report = await product
      .get(ParticipantImport, { strict: false })
      .run({
        source: source.createReadStream({ highWaterMark: PIECE_BYTES }),
        fileName: basename(file),
        cohortId,
        dryRun: options.dryRun,
        acceptRefusals: options.acceptRefusals,
        by: 'command-line',
        onProgress: ({ rows }) => progress.to(rows),
      })
      .catch((error: unknown) => {
        if (!(error instanceof HeadingsRefused)) throw error
        const wrong = error.errors.map(({ detail }) => detail).join('\n')
        throw new Error(`${wrong}\nAtau sebutkan artinya dengan --map "Judul=kolom".`, {
          cause: error,
        })
      })
    progress.end(`${report.rows} baris dibaca.`)
    if (options.refused) {
      const { RefusedRows } = await import('../membership/refused-rows.query.js')
      const rows = product.get(RefusedRows, { strict: false }).csv(report.batchId)
      await pipeline(rows, createWriteStream(options.refused))
    }
    process.stdout.write(
      options.json ? `${JSON.stringify({ ...report, batchId: Number(report.batchId) })}\n` : inWords(report),
    )
    if (report.refused > 0) process.exitCode = 1
  })
}

async function openFile(file: string): Promise<FileHandle> {
  return open(file).catch((cause: unknown) => {
    throw new Error(`Berkas "${file}" tidak dapat dibuka. Periksa nama dan letaknya.`, { cause })
  })
}

async function runUndo(batch: bigint): Promise<void> {
  await withProduct(async (product) => {
    const { ImportUndo } = await import('../membership/import-undo.service.js')
    const { removed, restored } = await product.get(ImportUndo, { strict: false }).undo(batch, 'command-line')
    process.stdout.write(`Impor ${batch} dibatalkan: ${removed} peserta dilepas, ${restored} dipulihkan.\n`)
  })
}

async function runRefused(batch: bigint): Promise<void> {
  await withProduct(async (product) => {
    const { RefusedRows } = await import('../membership/refused-rows.query.js')
    const refused = product.get(RefusedRows, { strict: false })
    if (!(await refused.isKnown(batch)))
      throw new Error('Impor dengan nomor ini tidak ada. Periksa nomornya pada hasil impor.')
    for await (const piece of refused.csv(batch)) process.stdout.write(piece)
  })
}

async function runCoverage({ on, birth, json, ...person }: CoverageOptions): Promise<void> {
  const { AskCoverageDto, coverageKeyOf } = await import('../membership/ask-coverage.dto.js')
  const { validInput } = await import('../platform/problem/validation.js')
  const { ProblemWords } = await import('../platform/problem/problem-words.js')
  const asked = { ...person, birthDate: birth, eventDate: on }
  const key = coverageKeyOf(await validInput(AskCoverageDto, asked, new ProblemWords()))
  await withProduct(async (product) => {
    const { Coverage } = await import('../membership/coverage.service.js')
    const answer = await product.get(Coverage, { strict: false }).answer(key, on)
    if (json) process.stdout.write(`${JSON.stringify(answer)}\n`)
    else {
      const { coverageInWords } = await import('./coverage-in-words.js')
      process.stdout.write(coverageInWords(answer))
    }
    if (!answer.covered) process.exitCode = 1
  })
}

/** Whose money pays decides about relief of the law; it is said, never guessed. */
function assertSponsorIsWhole({ sponsor, cohort, fund }: ImportOptions): void {
  if (!sponsor && (cohort ?? fund)) throw new Error('--cohort dan --fund perlu --sponsor.')
  if (sponsor && !cohort) throw new Error('--sponsor perlu --cohort: sebutkan kelompok pesertanya.')
}

async function cohortOf(product: INestApplicationContext, options: ImportOptions): Promise<string | null> {
  if (!options.sponsor || !options.cohort) return null
  const { Sponsors } = await import('../membership/sponsors.service.js')
  const sponsors = product.get(Sponsors, { strict: false })
  const fund = options.fund ?? (await sponsors.findFund(options.sponsor))
  if (!fund) throw new Error(`--fund wajib untuk penyandang iuran baru: ${FUNDS.join(', ')}.`)
  return sponsors.ensureCohort({
    code: options.sponsor,
    name: options.sponsorName,
    fund,
    cohort: { code: options.cohort },
  })
}

/** `Nama Warga=nama,Catatan=`: columns as the template or the programs name them; nothing for one that is not used. */
function columnChoices(text: string): HeadingChoices {
  return new Map(
    text.split(',').map((pair) => {
      const at = pair.lastIndexOf('=')
      const [heading, meaning] = [pair.slice(0, at), pair.slice(at + 1).trim()]
      const column = meaning === '' ? null : columnOf(meaning)
      if (at < 1 || column === undefined)
        throw new Error(
          `--map: tulis "Judul=kolom" untuk "${pair}". Kolom: ${participantColumns.join(', ')}.`,
        )
      return [headingName(heading), column]
    }),
  )
}

function batchNumber(text: string): bigint {
  if (!/^\d+$/.test(text)) throw new Error('Nomor impor berupa angka; lihat hasil impor.')
  return BigInt(text)
}

function inWords(report: ImportReport): string {
  const lines = [
    report.repeated ? 'Berkas ini sudah pernah diimpor; tidak ada yang digandakan.' : undefined,
    report.needsAcceptance && report.dryRun
      ? 'Terlalu banyak baris ditolak: berkas ini baru dapat diterapkan dengan --accept-refusals "alasan".'
      : undefined,
    report.dryRun ? 'Uji coba: tidak ada yang diubah.' : undefined,
    `impor ${report.batchId}: baru ${report.new}, berubah ${report.changed}, sama ${report.unchanged}, ditolak ${report.refused}, diragukan ${report.warned}`,
  ]
  return `${lines.filter((line) => line !== undefined).join('\n')}\n`
}
