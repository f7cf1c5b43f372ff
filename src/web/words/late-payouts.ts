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
  decide: 'Keputusan',
  approve: 'Setujui pembayaran',
  approveFor: 'ganti rugi {payee}, klaim {number}',
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
      decide: 'Decision',
      approve: 'Approve payment',
      approveFor: 'compensation for {payee}, claim {number}',
      done: 'Compensation approved. Its payment waits for the next batch.',
    },
  }
