/** `packet verify`: recomputes a downloaded decision packet offline. Exit code 1 when anything differs. */
import { existsSync, readFileSync } from 'node:fs'
import { formatRupiah } from '#libs/rupiah'
import { type Command, CommanderError } from 'commander'
import { loadRules } from '../rules.js'
import { type PacketCheck, type PacketReport, verifyPacket } from './verify-packet.js'

interface Options {
  readonly hash?: string
  readonly law?: string
  readonly json?: boolean
}

const labels: Record<PacketCheck['name'], string> = {
  form: 'bentuk berkas',
  hash: 'sidik paket',
  facts: 'fakta',
  law: 'hukum yang dipakai',
  calculation: 'perhitungan',
  total: 'jumlah',
  shares: 'bagian penerima',
}

export function registerPacketCommand(program: Command): void {
  program
    .command('packet')
    .description('Paket keputusan')
    .command('verify')
    .argument('<berkas>', 'paket yang diunduh')
    .description('Hitung ulang paket keputusan tanpa server; keluar dengan 1 bila ada yang berbeda')
    .option('--hash <sidik>', 'sidik yang tercetak pada surat keputusan')
    .option('--law <folder>', 'folder data hukum saat keputusan dibuat, selain config/law')
    .option('--json', 'hasil untuk mesin')
    .action(verify)
}

function verify(file: string, options: Options, command: Command): void {
  if (!existsSync(file)) command.error(`Berkas ${file} tidak ada.`, { exitCode: 2, code: 'santun.input' })
  const printed = options.hash?.toLowerCase()
  if (printed !== undefined && !/^[0-9a-f]{64}$/.test(printed))
    throw new CommanderError(2, 'santun.input', 'Sidik terdiri dari 64 angka dan huruf a sampai f.')
  const report = verifyPacket(readFileSync(file), printed, loadRules(options.law))
  const differs = report.checks.some(({ difference }) => difference !== null)
  process.stdout.write(options.json ? `${asJson(report)}\n` : inWords(report, printed))
  if (differs) process.exitCode = 1
}

function asJson({ total, ...report }: PacketReport): string {
  return JSON.stringify({ ...report, total: total === null ? null : String(total) })
}

function inWords({ hash, claim, total, checks }: PacketReport, printed: string | undefined): string {
  const first = checks.find(({ difference }) => difference !== null)
  return [
    ...(claim === null ? [] : [`Klaim ${claim}${total === null ? '' : `, ${formatRupiah(total)}`}`]),
    ...(hash === null ? [] : [`Sidik ${hash}`]),
    ...(printed === undefined && hash !== null
      ? ['Bandingkan sidik ini dengan yang tercetak pada surat keputusan.']
      : []),
    ...checks.map(
      ({ name, difference }) => `${difference === null ? '  sesuai' : '  BEDA  '}  ${labels[name]}`,
    ),
    first
      ? `Perbedaan pertama, pada ${labels[first.name]}: ${first.difference}`
      : 'Paket ini utuh: semua angka keluar sama ketika dihitung ulang.',
    '',
  ].join('\n')
}
