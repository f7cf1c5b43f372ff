import type {
  BackwardEvent,
  BallHolder,
  ClaimState,
  FamilyDuty,
  ObjectionState,
  PublicStepName,
} from '#libs/lifecycle'
import type { OverpaymentOfClaim } from '../../payment/overpayments-of-claim.query.js'

/** What a claim's own page says in each state. One sentence is one idea, and never longer than fifteen words. */
export interface StateWords {
  /** The answer to "how is my claim?". */
  readonly headline: string
  /** What this means. */
  readonly text: string
  /** What comes next; the date is told beside it. */
  readonly next: string
}

export const stateWords: Readonly<Record<ClaimState, StateWords>> = {
  draft: {
    headline: 'Klaim Anda belum dikirim',
    text: 'Isian Anda tersimpan. Kami baru memeriksa setelah Anda mengirimnya.',
    next: 'Lengkapi isian, lalu kirim klaim.',
  },
  screening: {
    headline: 'Klaim Anda sudah kami terima',
    text: 'Kami memeriksa apakah berkas Anda terbaca dan lengkap.',
    next: 'Petugas memeriksa berkas Anda.',
  },
  awaiting_documents: {
    headline: 'Kami perlu dokumen dari Anda',
    text: 'Semua yang kurang ada dalam satu daftar di bawah.',
    next: 'Setelah Anda kirim, petugas memeriksa lagi.',
  },
  in_verification: {
    headline: 'Kami sedang memeriksa berkas Anda',
    text: 'Petugas mencocokkan data dan dokumen Anda.',
    next: 'Petugas menyiapkan keputusan.',
  },
  awaiting_third_party: {
    headline: 'Kami menunggu jawaban pihak lain',
    text: 'Kami bertanya kepada pihak lain dan menagih jawabannya.',
    next: 'Setelah dijawab, petugas melanjutkan pemeriksaan.',
  },
  under_investigation: {
    headline: 'Kami sedang memastikan keterangan kejadian',
    text: 'Petugas kami memeriksa beberapa pertanyaan. Ini bukan penolakan.',
    next: 'Petugas menyelesaikan pemeriksaan dan melanjutkan klaim.',
  },
  in_approval: {
    headline: 'Keputusan klaim Anda sedang disiapkan',
    text: 'Pemeriksaan berkas sudah selesai. Pejabat kami menimbang usulan keputusan.',
    next: 'Pejabat kami memutuskan klaim Anda.',
  },
  approved: {
    headline: 'Klaim Anda disetujui',
    text: 'Kami sedang menyiapkan pengiriman uangnya.',
    next: 'Uang dikirim ke rekening yang Anda daftarkan.',
  },
  paying: {
    headline: 'Uang sedang dikirim ke rekening Anda',
    text: 'Kami sudah memberi perintah bayar kepada bank.',
    next: 'Bank memasukkan uang ke rekening Anda.',
  },
  awaiting_account: {
    headline: 'Bank mengembalikan uangnya, kami perlu rekening lain',
    text: 'Uang itu tetap hak Anda dan aman di kami.',
    next: 'Setelah ada rekening baru, kami kirim lagi uangnya.',
  },
  paid: {
    headline: 'Uang santunan sudah diterima',
    text: 'Seluruh pembayaran klaim ini sudah selesai.',
    next: 'Tidak ada langkah lagi. Simpan surat keputusannya.',
  },
  rejected: {
    headline: 'Klaim ini belum dapat kami bayar',
    text: 'Kami tahu ini berat. Alasannya kami jelaskan di bawah.',
    next: 'Bila tidak setuju, Anda dapat mengajukan keberatan.',
  },
  withdrawn: {
    headline: 'Klaim ini sudah dibatalkan',
    text: 'Klaim dibatalkan atas permintaan pemohon.',
    next: 'Selama masih dalam jangka waktu, Anda dapat mengajukan lagi.',
  },
  inactive: {
    headline: 'Klaim Anda berhenti sementara',
    text: 'Dokumen yang kami minta belum datang. Ini bukan penolakan.',
    next: 'Kirim dokumennya, lalu lanjutkan klaim.',
  },
  merged: {
    headline: 'Klaim ini sudah digabung',
    text: 'Ada klaim lain untuk kejadian yang sama. Anda ikut di dalamnya.',
    next: 'Perkembangannya ada pada klaim gabungan itu.',
  },
  lapsed: {
    headline: 'Jangka waktu pengajuan sudah lewat',
    text: 'Menurut peraturan, klaim ini tidak dapat diteruskan.',
    next: 'Bila ada alasan khusus, bicarakan dengan kantor kami.',
  },
}

/** The same states on a round that an objection began. */
export const objectionWords: Partial<Record<ClaimState, StateWords>> = {
  in_verification: {
    headline: 'Kami sedang memeriksa keberatan Anda',
    text: 'Petugas lain memeriksanya, bukan petugas yang dulu.',
    next: 'Petugas menyiapkan keputusan atas keberatan Anda.',
  },
  in_approval: {
    headline: 'Keputusan atas keberatan Anda sedang disiapkan',
    text: 'Pemeriksaan keberatan sudah selesai. Pejabat kami menimbang usulan keputusan.',
    next: 'Pejabat kami memutuskan keberatan Anda.',
  },
}

/** For those who only follow a claim: what is asked for is asked of the family. */
export const followerWords: Readonly<Partial<Record<ClaimState, StateWords>>> = {
  awaiting_documents: {
    headline: 'Kami menunggu dokumen dari keluarga',
    text: 'Keluarga sudah kami beri tahu apa yang kurang.',
    next: 'Setelah dokumen dikirim, petugas memeriksa lagi.',
  },
  approved: {
    headline: 'Klaim ini disetujui',
    text: 'Kami sedang menyiapkan pengiriman uangnya.',
    next: 'Uang dikirim ke rekening yang didaftarkan keluarga.',
  },
  paying: {
    headline: 'Uang sedang dikirim kepada keluarga',
    text: 'Kami sudah memberi perintah bayar kepada bank.',
    next: 'Bank memasukkan uang ke rekening keluarga.',
  },
  awaiting_account: {
    headline: 'Bank mengembalikan uangnya, kami menunggu rekening lain',
    text: 'Uang itu tetap hak keluarga dan aman di kami.',
    next: 'Setelah ada rekening baru, kami kirim lagi uangnya.',
  },
  rejected: {
    headline: 'Klaim ini belum dapat kami bayar',
    text: 'Alasannya kami sampaikan kepada ahli waris.',
    next: 'Bila tidak setuju, ahli waris dapat mengajukan keberatan.',
  },
  inactive: {
    headline: 'Klaim ini berhenti sementara',
    text: 'Dokumen yang kami minta belum datang. Ini bukan penolakan.',
    next: 'Keluarga dapat mengirim dokumen, lalu klaim dilanjutkan.',
  },
}

export const dutyWords: Readonly<Record<FamilyDuty, string>> = {
  finish_draft: 'Lengkapi isian, lalu kirim klaim.',
  supply_documents: 'Kirim dokumen yang kurang. Cukup dengan foto.',
  new_account: 'Beri tahu kami rekening lain atas nama penerima.',
  resume: 'Kirim dokumen yang kurang, lalu lanjutkan klaim.',
  may_object: 'Tidak setuju? Anda dapat mengajukan keberatan.',
  objection_over: 'Batas waktu keberatan sudah lewat. Masih ada jalan lain di bawah.',
  begin_again: 'Anda dapat mengajukan klaim lagi.',
  none: 'Saat ini Anda tidak perlu melakukan apa-apa.',
}

export const stepWords: Readonly<Record<PublicStepName, string>> = {
  received: 'Diterima',
  examined: 'Diperiksa',
  decision_prepared: 'Keputusan disiapkan',
  decided: 'Diputuskan',
  money_sent: 'Dana dikirim',
  money_received: 'Dana diterima',
}

export const ballWords: Readonly<Record<BallHolder | 'nobody', string>> = {
  claimant: 'Anda',
  system: 'Kami, dengan pemeriksaan otomatis',
  branch: 'Petugas kantor kami',
  third_party: 'Pihak lain yang kami tanya',
  approver: 'Pejabat penyetuju kami',
  finance: 'Bagian pembayaran kami',
  bank: 'Bank',
  nobody: 'Tidak ada. Klaim ini sudah selesai.',
}

export const backWords: Readonly<Record<BackwardEvent, string>> = {
  send_back: 'Klaim kembali diperiksa sejak {date}. Pejabat kami meminta satu hal diperiksa lagi.',
  recall: 'Klaim kembali diperiksa sejak {date}. Ada yang perlu kami betulkan sebelum uang dikirim.',
  object: 'Klaim diperiksa lagi sejak {date}, karena Anda mengajukan keberatan.',
  reopen: 'Klaim kami buka lagi sejak {date}, karena ada hal baru.',
  some_bounced: 'Bank mengembalikan uangnya pada {date}.',
}

export const overpaidWords: Readonly<Record<OverpaymentOfClaim['state'], string>> = {
  notified: 'Belum ada yang ditagih. Petugas membicarakannya dengan Anda lebih dulu.',
  disputed: 'Tanggapan Anda sedang kami periksa. Selama itu tidak ada yang ditagih.',
  arranged: 'Cara mengembalikan sudah disepakati dengan Anda.',
  recovering: 'Sedang dikembalikan menurut kesepakatan.',
}

export const statusWords = {
  claim: 'Klaim {number}',
  lateTitle: 'Kami terlambat, mohon maaf',
  late: 'Janji baru kami: {date}.',
  lateLegal:
    'Menurut peraturan, keterlambatan ini menambah hak Anda {percent} sehari. Kami bayar tanpa Anda minta.',
  todoTitle: 'Yang perlu Anda lakukan sekarang',
  todoUntil: 'Paling lambat {date}.',
  newsTitle: 'Kabar berikutnya',
  newsBy: 'Paling lambat {date}. Kami kabari lewat SMS.',
  newsUntil: 'Waktu Anda sampai {date}.',
  newsSince: 'Sejak {date}.',
  stepOf: 'Langkah {n} dari 6',
  stepsTitle: 'Perjalanan klaim Anda',
  stepSince: 'sejak {date}',
  stepDone: 'Selesai',
  stepNow: 'Sekarang',
  stepAhead: 'Nanti',
  ballTitle: 'Yang mengerjakan sekarang',
  nextTitle: 'Setelah itu',
  yourAction: 'Perlu tindakan Anda',
  familyAction: 'Menunggu keluarga',
  ballFamily: 'Keluarga',
  newsUntilFamily: 'Waktu keluarga sampai {date}.',
  waitingOther: 'Menunggu pihak lain',
  documentsTitle: 'Dokumen Anda',
  documentsNone: 'Belum ada dokumen.',
  documentsFold: 'Lihat {n} dokumen dan keadaannya',
  lettersTitle: 'Surat dari kami',
  branchTitle: 'Kantor yang mengurus klaim Anda',
  branchCall: 'Telepon {phone}',
  myData: 'Data saya: apa yang kami simpan, dan siapa yang membukanya',
  allClaims: 'Semua klaim Anda',
  statusOnly: 'Anda terdaftar sebagai kontak. Isi lengkapnya hanya untuk ahli waris dan wakilnya.',
  statusWaiting: 'Anda boleh mengurus klaim ini setelah kantor melihat surat kuasa dan KTP Anda.',
  joinedTitle: 'Keadaan klaim gabungan',
  joinedText: 'Laporan Anda dan laporan keluarga lain kami urus bersama. Anda ikut dikabari.',
  joinedHow: 'Ingin melihat isi lengkapnya? Datang ke kantor dengan KTP dan KK Anda.',
  people: 'Orang yang boleh melihat atau mengurus klaim ini',
  objectionPaper: 'Kirim dokumen untuk keberatan Anda',

  overpaidTitle: 'Kelebihan bayar',
  overpaidSorry: 'Kami keliru membayar terlalu banyak. Kami mohon maaf. Suratnya ada di bawah.',
  overpaidAmount: 'Jumlah yang lebih',
  overpaidOpen: 'Belum kembali',
  overpaidDue: 'Cicilan berikutnya',
  overpaidCare: 'Jangan menyerahkan uang tunai kepada siapa pun. Tidak setuju? Telepon kantor di bawah.',
  scholarshipWaits: 'Ada beasiswa anak yang menunggu Anda.',
  scholarshipTitle: 'Beasiswa anak',
  scholarshipLink: 'Lihat atau ajukan beasiswa anak',

  paidTitle: 'Uang yang sudah dikirim',
  paidFor: 'Untuk',
  paidAmount: 'Jumlah',
  paidOn: 'Tanggal',
  paidTo: 'Ke rekening',
  paidBank: '{bank} ••••\u00a0{last}',
  paidState: 'Keadaan',
  paymentWaiting: 'Sedang disiapkan',

  refusedTitle: 'Mengapa belum dapat dibayar',
  refusedRule: 'Aturannya: {article}',
  refusedFact: 'Yang kami temukan: {fact}',
  refusedWouldChange: 'Yang dapat mengubah keputusan ini',
  objectionTitle: 'Keberatan Anda',
  objectionFiled: 'Diajukan',
  objectionState: 'Keadaannya',
  objectionDue: 'Kami jawab paling lambat',
  objectTitle: 'Tidak setuju?',
  objectUntil: 'Anda bisa mengajukan keberatan sampai {date}. Gratis, dan satu kalimat sudah cukup.',
  objectButton: 'Ajukan keberatan',
  objectOver: 'Batas waktu keberatan sudah lewat. Ini yang masih bisa Anda lakukan.',

  upload: 'Kirim foto',
  uploadAgain: 'Coba lagi',
  uploadChoose: 'Foto atau file untuk dokumen ini',
  uploadMore: 'Tambah halaman',
  uploadThere: 'Sudah kami terima',
  uploadRetake: 'Perlu difoto ulang',
  uploadMissing: 'Belum ada',
  notMine: 'Saya tidak punya dokumen ini',
  notMineWhy: 'Ceritakan singkat sebabnya',
  notMineSend: 'Kirim keterangan',
  notMineMissing: 'Tulis sebabnya dalam satu kalimat.',
  stillMissing: 'Masih {n} dokumen lagi. Setelah semua ada, tombol kirim muncul di sini.',
  allThere: 'Semua sudah ada. Tekan tombol ini supaya petugas melanjutkan.',
  sendDone: 'Selesai, kirim ke petugas',
  finishDraft: 'Lanjutkan pengisian',
  newAccount: 'Tulis rekening lain',
  resume: 'Lanjutkan klaim',
  beginAgain: 'Ajukan klaim baru',
} as const

export const paymentWords: Readonly<Record<string, string>> = {
  queued: 'Sedang disiapkan',
  in_batch: 'Sedang disiapkan',
  sent: 'Sedang dikirim bank',
  unknown: 'Sedang kami pastikan ke bank',
  acknowledged: 'Sedang dikirim bank',
  settled: 'Sudah diterima',
  refused: 'Dikembalikan bank',
  returned: 'Dikembalikan bank',
}

/** What a button did, told on the page that follows. */
/** How an objection stands; the letters say why. */
export const objectionStateWords: Readonly<Record<ObjectionState, string>> = {
  filed: 'Baru kami terima.',
  admissible: 'Kami terima. Klaim diperiksa lagi dari awal.',
  out_of_time: 'Kami terima, tetapi lewat batas waktu. Surat kami menjelaskan jalan berikutnya.',
  under_review: 'Sedang ditelaah orang yang tidak ikut memutuskan.',
  upheld: 'Kami kabulkan. Suratnya ada di halaman ini.',
  partly_upheld: 'Kami kabulkan sebagian. Suratnya ada di halaman ini.',
  dismissed: 'Keputusan semula tetap berlaku. Surat kami menjelaskan alasannya.',
  withdrawn: 'Berakhir bersama klaimnya.',
  referred_external: 'Kami teruskan ke badan lain. Surat kami menyebut ke mana.',
}

export const outcomeWords: Readonly<Record<string, string>> = {
  diterima: 'File Anda sudah kami terima.',
  keterangan: 'Keterangan Anda sudah kami catat.',
  lengkap: 'Terima kasih. Petugas melanjutkan pemeriksaan.',
  lanjut: 'Klaim Anda dilanjutkan.',
  keberatan: 'Keberatan Anda sudah kami terima. Petugas lain yang memeriksanya.',
  'keberatan-dokumen': 'Keberatan dan dokumen Anda sudah kami terima. Petugas lain yang memeriksanya.',
  'keberatan-tanpa-dokumen':
    'Keberatan Anda sudah kami terima, tetapi dokumennya belum. Kirim lagi di bawah.',
  rekening: 'Rekening baru sudah kami catat. Uangnya kami kirim lagi.',
  'keberatan-lewat': 'Keberatan Anda sudah kami terima. Jawabannya kami tulis dalam surat.',
  berubah: 'Klaim ini baru saja berubah. Periksa lagi halaman ini.',
}
