import type { WordsLike } from '../shared/words.js'

/** By the kind of a signal. */
const says = {
  same_death: 'Klaim {number} melaporkan kejadian yang sama. Periksa apakah manfaatnya sudah dibayar.',
  same_account:
    'Rekening penerima juga dipakai pada klaim {number}, untuk kejadian lain. Periksa pemiliknya.',
  same_phone: 'Nomor telepon ahli waris juga ada pada klaim {number}. Bisa jadi mereka sekeluarga.',
  same_representative: 'Wakil yang sama mengurus klaim {number}. Periksa surat kuasanya.',
  same_certificate: 'Nomor akta yang sama ada pada klaim {number}. Bandingkan kedua akta itu.',
  same_witness: 'Saksi yang sama ada pada klaim {number}. Ketua RT memang sering menjadi saksi.',
  new_cover: 'Perlindungan mulai {days} hari sebelum kejadian. Periksa tanggal pendaftaran dan kejadian.',
} as const

export const signalsId = {
  title: 'Yang perlu diperhatikan',
  none: 'Tidak ada yang menonjol pada klaim ini.',
  meaning:
    'Tanda ini bukan alasan menolak dan tidak menunda klaim. Batas putusannya yang lebih ketat berlaku.',
  ...says,
}

const en: WordsLike<typeof signalsId> = {
  title: 'What to look at',
  none: 'Nothing stands out on this claim.',
  meaning: 'These signs are no ground to refuse and delay nothing. The stricter limit of decision holds.',
  same_death: 'Claim {number} reports the same event. See whether its benefit was paid.',
  same_account: 'The account is used on claim {number} too, for another event. See whose it is.',
  same_phone: 'The phone of an heir stands on claim {number} too. They may be one family.',
  same_representative: 'The same representative handles claim {number}. See the power of attorney.',
  same_certificate: 'The same certificate number stands on claim {number}. Compare the two.',
  same_witness: 'The same witness stands on claim {number}. Heads of neighbourhoods often do.',
  new_cover: 'Cover began {days} days before the event. See the dates of enrolment and event.',
}

export const signalsWords = { id: signalsId, en }
