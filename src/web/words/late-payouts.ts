import type { WordsLike } from '../shared/words.js'

/** The words of approving what a delay is owed. */
const latePayoutsId = {
  title: 'Ganti rugi keterlambatan',
  intro: 'Keluarga berhak atas jumlah ini karena dana kami tiba terlambat. Jumlahnya dihitung menurut hukum.',
  none: 'Tidak ada ganti rugi yang menunggu persetujuan.',
  number: 'Nomor klaim',
  payee: 'Penerima',
  due: 'Batas waktu',
  paid: 'Dana diterima',
  base: 'Dana yang terlambat',
  amount: 'Ganti rugi',
  basis: 'Dasar hukum',
  suspended: 'Hari menunggu rekening baru, tidak dihitung',
  oneTitle: 'Ganti rugi klaim {number}',
  back: 'Kembali ke daftar ganti rugi',
  approve: 'Setujui pembayaran',
  done: 'Ganti rugi disetujui. Pembayarannya menunggu daftar bayar berikut.',
} as const

export const latePayoutsWords: { id: WordsLike<typeof latePayoutsId>; en: WordsLike<typeof latePayoutsId> } =
  {
    id: latePayoutsId,
    en: {
      title: 'Compensation for delay',
      intro: 'The family is owed this because our money came late. The sum follows from the law.',
      none: 'No compensation waits for approval.',
      number: 'Claim number',
      payee: 'Payee',
      due: 'Deadline',
      paid: 'Money received',
      base: 'Late payment',
      amount: 'Compensation',
      basis: 'Legal basis',
      suspended: 'Days waited for another account, not counted',
      oneTitle: 'Compensation for claim {number}',
      back: 'Back to compensations',
      approve: 'Approve payment',
      done: 'Compensation approved. Its payment waits for the next batch.',
    },
  }
