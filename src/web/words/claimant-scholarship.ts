import type { AwardEnding, AwardState, YearBall, YearState } from '#libs/lifecycle'

/** A child's scholarship in the family's words. The English gloss stands in `claimant-scholarship.en.ts`. */
export const scholarshipWords = {
  title: 'Beasiswa anak',
  intro: 'Beasiswa diajukan sekali setiap tahun ajaran, dengan surat dari sekolah.',
  back: 'Kembali ke halaman klaim',
  state: 'Keadaan',
  since: 'Sejak',
  guardian: 'Wali yang mengurus',
  guardianAll: 'Semua yang mengurus klaim ini',
  guardianNext: '{name} sedang kami pastikan sebagai wali baru.',
  account: 'Rekening',
  accountOf: '{bank} •••• {last}, atas nama {holder}',
  accountNone: 'Belum ada. Bawa buku tabungan anak atau wali ke {branch}.',
  paid: 'Sudah dibayar',
  expected: 'Perkiraan yang masih akan datang',
  expectedHint: 'Perkiraan, bukan janji. Tiap tahun diperiksa dulu.',
  startsOn: 'Anak dianggap masuk sekolah mulai {date}.',
  onlyGuardian: 'Yang mengajukan adalah wali anak, {guardian}.',
  endedWhy: 'Mengapa berakhir',
  endObject: 'Tidak setuju beasiswa ini berakhir',
  endObjectUntil: 'Anda bisa mengajukan keberatan sampai {date}.',
  endObjected: 'Keberatan Anda sudah kami terima. Petugas lain yang memeriksanya.',
  years: 'Tahun ajaran',
  yearsPlanned: 'Lihat rencana {n} tahun ajaran berikutnya',
  planned: '{year}: {place}, {amount}',
  yearHint: '{place}, {amount}',
  amountExpected: 'perkiraan {amount}',
  childTold: 'Kabari {child} juga',

  noneTitle: 'Belum ada anak yang mendapat beasiswa',
  noneYet: 'Hak beasiswa kami tentukan bersama keputusan klaim.',
  noneWhy: '{child}: {why}.',
  noneAll: 'Sebabnya: {why}.',
  noneFrom: 'Beasiswa dapat dimulai ketika anak bersekolah, kira-kira mulai {date}.',
  noneAsk: 'Ada yang keliru? Datang ke {branch} dengan Kartu Keluarga.',

  yearTitle: 'Beasiswa {year} untuk {child}',
  yearCaption: 'Klaim {number}',
  todoTitle: 'Yang perlu Anda lakukan sekarang',
  until: 'Paling lambat {date}.',
  news: 'Kabar berikutnya',
  by: 'Paling lambat {date}. Kami kabari lewat SMS.',
  begins: 'Mulai',
  late: 'Kami terlambat, mohon maaf.',
  ball: 'Yang mengerjakan sekarang',
  ballGuardian: 'Wali anak',
  returnedWhy: 'Pesan petugas',
  heldWhy: 'Yang kami tunggu',
  caughtUp: 'Tahun ajaran ini sudah lewat, tetapi masih dapat disusulkan.',
  bounced: 'Bank mengembalikan uangnya. Uang itu tetap hak anak.',
  suspended: 'Beasiswa sedang dihentikan sementara. Hubungi {branch}.',
  tellUs: 'Cerita sekolah tahun ini',
  tellUsHint: 'Kelas, naik kelas atau tidak, dan keadaan anak.',
  done: 'Sudah diisi',
  toDo: 'Belum lengkap',
  stillMissing: 'Setelah isian dan semua foto ada, tombol kirim muncul di sini.',
  allThere: 'Semua sudah ada. Tekan tombol ini supaya petugas memeriksa.',
  send: 'Kirim pengajuan',
  apply: 'Ajukan beasiswa {year}',
  mend: 'Lengkapi beasiswa {year}',
  catchUp: 'Susulkan beasiswa {year}',
  newAccount: 'Tulis rekening lain',
  said: 'Yang Anda ceritakan',
  papers: 'Foto yang Anda kirim',
  amount: 'Jumlah',
  paidOn: 'Tanggal',
  refusedWhy: 'Mengapa tidak dibayar',
  refusedBecause: 'Karena {why}.',
  refusedSaid: 'Penjelasan petugas',
  wouldChange: 'Yang dapat mengubah keputusan ini',
  object: 'Ajukan keberatan',
  objectUntil: 'Tidak setuju? Anda bisa mengajukan keberatan sampai {date}. Gratis.',
  lapsed: 'Batas waktu menyusulkan sudah lewat pada {date}.',
  allYears: 'Semua tahun ajaran',

  formIntro: 'Jawab yang Anda tahu. Isian tersimpan dan bisa dilanjutkan nanti.',
  place: 'Anak duduk di kelas berapa?',
  placeChoose: 'Pilih kelas',
  placeUnknown: 'Pilih kelas dari daftar.',
  repeated: 'Apakah anak tinggal kelas?',
  repeatedHint: 'Tinggal kelas tidak menghapus hak anak.',
  school: 'Nama sekolah',
  schoolHint: 'Boleh dikosongkan, karena ada di surat sekolah.',
  schoolLong: 'Tulis paling banyak 100 huruf.',
  married: 'Apakah anak sudah menikah?',
  work: 'Apakah anak sudah bekerja?',
  workNone: 'Tidak bekerja',
  workPaid: 'Ya, bekerja dan menerima upah',
  workOwn: 'Ya, usaha sendiri',
  workIntern: 'Magang',
  months: 'Sudah berapa bulan berturut-turut bekerja?',
  monthsHint: 'Isi bila anak menerima upah.',
  monthsWrong: 'Tulis jumlah bulan dengan angka, misalnya 4.',
  yes: 'Ya',
  no: 'Tidak',
  save: 'Simpan',

  sentTitle: 'Pengajuan sudah kami terima',
  sentFor: 'Beasiswa {year} untuk {child}',
  sentOn: 'Diterima {date}.',
  sentNext: 'Selanjutnya',
  sentCheck: 'Petugas {branch} memeriksa surat sekolah.',
  sentBy: 'Kami kabari lewat SMS paling lambat {date}.',
  sentMore: 'Bila ada yang kurang, kami sebut semuanya sekaligus.',
  sentBack: 'Kembali ke beasiswa anak',

  phoneTitle: 'Kabari {child} juga',
  phoneText: '{child} sudah cukup umur untuk ikut dikabari tentang beasiswanya.',
  phoneWhat: 'Ia menerima SMS saat pengajuan diterima, disetujui, dan dibayar.',
  phone: 'Nomor HP {child}',
  phoneHint: 'Misalnya 0812 3456 7890',
  phoneSend: 'Simpan nomor',

  gradeKindergarten: 'TK {grade}',
  gradeSchool: '{school} kelas {grade}',
  gradeTertiary: 'Kuliah tahun ke-{grade}',
  training: 'Pelatihan kerja',
  placeNone: 'kelas belum diketahui',
} as const

/** What a school of this level is called before its grade. */
export const schoolNames: Readonly<Record<string, string>> = { TK_SD: 'SD', SMP: 'SMP', SMA: 'SMA atau SMK' }

export interface StateText {
  readonly label: string
  readonly text: string
}

export const awardStateWords: Readonly<Record<AwardState, StateText>> = {
  candidate: { label: 'Sedang dipastikan', text: 'Kami sedang memastikan hak anak ini.' },
  waiting_school_age: { label: 'Menunggu usia sekolah', text: 'Beasiswa dimulai ketika anak masuk sekolah.' },
  active: { label: 'Berjalan', text: 'Beasiswa anak ini berjalan.' },
  suspended: {
    label: 'Berhenti sementara',
    text: 'Beasiswa ini berhenti sementara. Hak anak tetap tercatat.',
  },
  ended: { label: 'Berakhir', text: 'Beasiswa anak ini sudah berakhir.' },
}

export const yearStateWords: Readonly<Record<YearState, StateText>> = {
  planned: {
    label: 'Belum dimulai',
    text: 'Tahun ajaran ini belum dimulai. Kami mengundang Anda lewat SMS.',
  },
  open: { label: 'Dapat diajukan', text: 'Ceritakan sekolah anak tahun ini, lalu foto suratnya.' },
  evidence_in: {
    label: 'Sedang diperiksa',
    text: 'Bukti sekolah sudah kami terima. Petugas kami memeriksanya.',
  },
  returned: { label: 'Perlu dilengkapi', text: 'Ada yang perlu dilengkapi. Semuanya kami sebut di bawah.' },
  verified: {
    label: 'Menunggu keputusan',
    text: 'Bukti sekolah sudah diperiksa. Pejabat kami memutuskannya.',
  },
  rule_hold: { label: 'Menunggu aturan', text: 'Kami menunggu kejelasan satu aturan. Hak anak tetap ada.' },
  approved: { label: 'Disetujui', text: 'Beasiswa tahun ini disetujui. Kami menyiapkan pengiriman uangnya.' },
  paying: { label: 'Sedang dikirim', text: 'Uang beasiswa sedang dikirim ke rekening.' },
  paid: { label: 'Sudah dibayar', text: 'Uang beasiswa tahun ini sudah sampai di rekening.' },
  missed: { label: 'Terlewat', text: 'Tahun ajaran ini belum diajukan.' },
  not_payable: { label: 'Tidak dibayar', text: 'Beasiswa tahun ini tidak dapat kami bayar.' },
}

export const yearBallWords: Readonly<Record<YearBall, string>> = {
  family: 'Anda',
  branch: 'Petugas kantor kami',
  approver: 'Pejabat penyetuju kami',
  finance: 'Bagian pembayaran kami',
  bank: 'Bank',
  nobody: 'Tidak ada',
}

export const endingWords: Readonly<Record<AwardEnding, string>> = {
  age_limit: 'Anak sudah mencapai batas umur beasiswa.',
  married: 'Anak sudah menikah.',
  working: 'Anak sudah bekerja.',
  completed: 'Anak sudah menamatkan pendidikannya.',
  level_cap: 'Jumlah tahun yang boleh dibayar sudah habis.',
  left_education: 'Anak sudah tidak bersekolah.',
  died: 'Kami turut berduka cita. Anak sudah meninggal.',
  error: 'Beasiswa ini tercatat karena keliru.',
}

/** What a button did, told on the page that follows. */
export const scholarshipOutcomes: Readonly<Record<string, string>> = {
  tersimpan: 'Isian Anda sudah tersimpan.',
  diterima: 'Foto sudah kami terima.',
  kurang: 'Masih ada yang kurang. Periksa daftar di bawah.',
  berubah: 'Beasiswa ini baru saja berubah. Periksa lagi halaman ini.',
  keberatan: 'Keberatan Anda sudah kami terima. Petugas lain yang memeriksanya.',
  rekening: 'Rekening baru sudah kami catat. Uangnya kami kirim lagi.',
  nomor: 'Nomor HP anak sudah kami catat.',
}
