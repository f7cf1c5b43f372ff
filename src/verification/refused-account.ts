import { InvalidInput } from '../platform/problem/problems.js'

type RefusalCode = 'ACCOUNT_HOLDER_DIFFERS' | 'SAME_ACCOUNT' | 'ACCOUNT_UNKNOWN' | 'BANK_SILENT'

const refusals: Readonly<Record<RefusalCode, (payee: string) => readonly [pointer: string, detail: string]>> =
  {
    ACCOUNT_HOLDER_DIFFERS: (payee) => [
      '/accountHolder',
      `Rekening harus atas nama ${payee}. Untuk rekening atas nama lain, datang ke kantor kami.`,
    ],
    SAME_ACCOUNT: () => [
      '/accountNumber',
      'Ini rekening yang sama dengan yang ditolak bank. Tulis rekening lain.',
    ],
    ACCOUNT_UNKNOWN: () => [
      '/accountNumber',
      'Bank tidak mengenal nomor rekening ini. Periksa nomornya di buku tabungan.',
    ],
    BANK_SILENT: () => [
      '/accountNumber',
      'Bank belum menjawab. Coba lagi beberapa menit lagi, atau datang ke kantor kami.',
    ],
  }

/** Why an account that a family named is not taken, with the field and the cure. */
export function refusedAccount(code: RefusalCode, payee: string): InvalidInput {
  const [pointer, detail] = refusals[code](payee)
  return new InvalidInput(detail, [{ pointer, code, detail }])
}
