import { InvalidInput } from './problems.js'

/** What an error of the machine, the network or the database carries beside its message. */
interface Fault {
  code?: unknown
  syscall?: unknown
  path?: unknown
  address?: unknown
  port?: unknown
}

/**
 * Why the product, or one of its commands, could not do its work, in words for whoever typed it: what is wrong and what
 * to do about it. The stack is for programmers and stays in `LOG_LEVEL=debug`.
 */
export function failedStart(error: unknown, environment: NodeJS.ProcessEnv = process.env): string {
  if (!(error instanceof Error)) return String(error)
  const known = wordsOf(faultOf(error))
  const words = known ?? messageOf(error)
  return environment.LOG_LEVEL === 'debug' ? `${words}\n${error.stack ?? ''}` : words
}

/** Whatever is to be mended, a line each. */
function messageOf(error: Error): string {
  const wrong = error instanceof InvalidInput ? error.errors.map(({ detail }) => detail) : []
  return [...new Set(wrong)].join('\n') || error.message
}

/** Says it and ends the process with 1: for the first line of a program, where nobody is left to catch. */
export function endWithReason(error: unknown): never {
  process.stderr.write(`\n${failedStart(error)}\n`)
  process.exit(1)
}

/** A name that stands for several addresses fails once for each of them; one says enough. */
function faultOf(error: Error): Fault {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : []
  return (first instanceof Error ? first : error) as Fault
}

function wordsOf({ code, syscall, path, address, port }: Fault): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${String(port)} sudah dipakai program lain. Tutup program itu, atau pilih port lain: PORT=3001 npm start`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
      if (syscall === 'listen')
        return `Port ${String(port)} tidak boleh dibuka oleh pengguna ini. Pilih port di atas 1024: PORT=3001 npm start`
      return typeof path === 'string'
        ? `"${path}" tidak boleh dibaca atau ditulisi oleh pengguna ini. Perbaiki pemilik dan izinnya, atau pilih folder lain: SANTUN_DATA=/folder/lain`
        : undefined
    case 'ENOENT':
      return typeof path === 'string' && (syscall === 'open' || syscall === 'access')
        ? `Berkas "${path}" tidak ada. Periksa namanya.`
        : undefined
    case 'ENOSPC':
      return 'Ruang simpan sudah penuh. Kosongkan sebagian, lalu jalankan lagi; data yang sudah tersimpan tetap utuh.'
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return `Tidak ada jawaban dari ${[address, port].filter(Boolean).join(':') || 'server'}. Periksa DATABASE_URL dan REDIS_URL, dan apakah server itu berjalan.`
    case '28P01':
      return 'Basis data menolak nama masuk atau kata sandi. Periksa DATABASE_URL dan MIGRATION_DATABASE_URL.'
    case '3D000':
      return 'Basis data itu tidak ada di servernya. Periksa nama basis data di akhir DATABASE_URL.'
    // The role of the application is made by the migrations.
    case '28000':
    case '42P01':
    case '42703':
      return 'Basis data ini belum disiapkan untuk versi ini, atau menolak nama masuknya. Jalankan "npm start", atau "npm run santun -- migrate" sebagai pemiliknya.'
    default:
      return undefined
  }
}
