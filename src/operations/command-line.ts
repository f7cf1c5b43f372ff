/** The command line: each group of commands is loaded only when it is asked for, so that a calculation needs no server. */
import { Command, CommanderError } from 'commander'
import { failedStart } from '../platform/problem/failed-start.js'
import { helpInIndonesian, wrongUseInWords } from './usage-in-words.js'

interface Group {
  name: string
  summary: string
  register(program: Command): Promise<void>
}

const groups: Group[] = [
  {
    name: 'story',
    summary: 'Jalankan kisah Paser di basis data sementara: dari pendaftaran sampai dua keluarga dibayar',
    register: async (program) => (await import('./story/story.command.js')).registerStoryCommand(program),
  },
  {
    name: 'benefits',
    summary: 'Hitung manfaat dari berkas fakta, atau bandingkan dua hukum',
    register: async (program) => (await import('./benefits/index.js')).registerBenefitCommands(program),
  },
  {
    name: 'law',
    summary: 'Lihat parameter hukum, nilainya pada suatu tanggal, dan perubahannya',
    register: async (program) => (await import('./law/law.commands.js')).registerLawCommands(program),
  },
  {
    name: 'lifecycle',
    summary: 'Cetak tabel siklus hidup klaim sebagai Markdown dan diagram',
    register: async (program) => (await import('./lifecycle.command.js')).registerLifecycleCommand(program),
  },
  {
    name: 'participants',
    summary: 'Impor peserta dari CSV, batalkan impor, tanyakan kepesertaan, cetak kartu',
    register: async (program) =>
      (await import('./participants.command.js')).registerParticipantCommands(program),
  },
  {
    name: 'sponsors',
    summary: 'Laporan penyandang iuran, dan perlindungan yang segera berakhir',
    register: async (program) => (await import('./sponsors.command.js')).registerSponsorCommands(program),
  },
  {
    name: 'scholarships',
    summary: 'Beasiswa anak: buka tahun ajaran untuk semua, perkiraan yang masih akan dibayar',
    register: async (program) =>
      (await import('./scholarships.command.js')).registerScholarshipCommands(program),
  },
  {
    name: 'messages',
    summary: 'Pesan kepada keluarga: pratinjau, daftar, yang gagal, kirim ulang',
    register: async (program) => (await import('./messages.command.js')).registerMessageCommands(program),
  },
  {
    name: 'bank',
    summary: 'Berkas ke dan dari bank, rekening koran, dan bank tiruan untuk latihan',
    register: async (program) => (await import('./bank.command.js')).registerBankCommands(program),
  },
  {
    name: 'migrate',
    summary: 'Bawa skema basis data ke versi ini',
    register: async (program) => (await import('./migrate.command.js')).registerMigrateCommand(program),
  },
  {
    name: 'keys',
    summary: 'Ganti kunci: kunci utama, kunci kepesertaan, dan kunci indeks',
    register: async (program) => (await import('./keys.command.js')).registerKeysCommands(program),
  },
  {
    name: 'staff',
    summary: 'Kantor cabang dan petugas: tambah, tutup',
    register: async (program) => (await import('./staff.command.js')).registerStaffCommands(program),
  },
  {
    name: 'audit',
    summary: 'Periksa rantai riwayat: setiap baris yang diubah ditemukan',
    register: async (program) => (await import('./audit.command.js')).registerAuditCommand(program),
  },
  {
    name: 'ledger',
    summary: 'Rekening koran buku besar: satu klaim, satu cabang, atau satu hari',
    register: async (program) => (await import('./ledger.command.js')).registerLedgerCommand(program),
  },
  {
    name: 'packet',
    summary: 'Hitung ulang paket keputusan yang diunduh, tanpa server',
    register: async (program) => (await import('./packet/packet.command.js')).registerPacketCommand(program),
  },
  {
    name: 'stuck',
    summary:
      'Tunjukkan apa yang berhenti: pekerjaan tanpa hasil, klaim tanpa langkah berikut, pembayaran tanpa jawaban',
    register: async (program) => (await import('./stuck.command.js')).registerStuckCommand(program),
  },
  {
    name: 'explain',
    summary: 'Ceritakan satu klaim: di mana, sejak kapan, siapa yang harus bertindak, apa berikutnya',
    register: async (program) => (await import('./explain.command.js')).registerExplainCommand(program),
  },
]

/** Runs one command and sets the exit code: 0 done, 1 failed, 2 wrong use or wrong input. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const program = helpInIndonesian(new Command('santun'))
  program.description('Santun: mesin klaim JKK, JKM, dan beasiswa anak')
  const group = groups.find(({ name }) => name === argv[2])
  if (group) await group.register(program)
  else for (const { name, summary } of groups) program.command(name).description(summary)
  try {
    await program.parseAsync([...argv])
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2
      if (!showedHelp(error)) process.stderr.write(`${wrongUseInWords(error, group?.name)}\n`)
    } else {
      process.stderr.write(`${failedStart(error)}\n`)
      process.exitCode = 1
    }
  }
}

function showedHelp({ code }: CommanderError): boolean {
  return code === 'commander.help' || code === 'commander.helpDisplayed'
}
