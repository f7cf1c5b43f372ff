import type { Decision, FixedReasonCode, Flag, LineCode } from '../codes.js'

/** The official Indonesian words of every line, decision and reason. */
export const lineLabels: Readonly<Record<LineCode, string>> = {
  JKM_LUMP: 'Santunan kematian sekaligus',
  JKM_PERIODIC_LUMP: 'Santunan berkala yang dibayar sekaligus',
  JKM_BURIAL: 'Biaya pemakaman',
  JKK_DEATH: 'Santunan kematian karena kecelakaan kerja',
  JKK_PERIODIC_LUMP: 'Santunan berkala yang dibayar sekaligus',
  JKK_BURIAL: 'Biaya pemakaman',
  JKK_TOTAL_PERMANENT: 'Santunan cacat total tetap',
  JKK_DISABILITY_PARTIAL: 'Santunan cacat sebagian',
  JKK_STMB: 'Santunan sementara tidak mampu bekerja',
  JKK_TRANSPORT_LAND: 'Biaya angkutan darat, sungai, atau danau',
  JKK_TRANSPORT_SEA: 'Biaya angkutan laut',
  JKK_TRANSPORT_AIR: 'Biaya angkutan udara',
  JKK_MEDICAL: 'Biaya perawatan dan pengobatan',
  JKK_HOMECARE: 'Biaya perawatan di rumah',
  JKK_DENTURES: 'Biaya gigi tiruan',
  JKK_HEARING_AID: 'Biaya alat bantu dengar',
  JKK_GLASSES: 'Biaya kacamata',
  JKK_ORTHOSIS: 'Biaya alat bantu (orthosis)',
  JKK_PROSTHESIS: 'Biaya alat ganti (prothesis)',
  SCHOLARSHIP_YEAR: 'Beasiswa pendidikan anak',
  SCHOLARSHIP_OLD_LUMP: 'Beasiswa pendidikan anak sekaligus',
  LATE_COMPENSATION: 'Ganti rugi keterlambatan pembayaran',
  CONTRIB_JKK: 'Iuran JKK',
  CONTRIB_JKM: 'Iuran JKM',
  CONTRIB_JKK_JKM: 'Iuran JKK dan JKM',
  EMPLOYER_SHORTFALL: 'Kekurangan yang ditanggung pemberi kerja',
}

export const decisionLabels: Readonly<Record<Decision, string>> = {
  payable: 'Dapat dibayar',
  payable_burial_only: 'Hanya biaya pemakaman yang dapat dibayar',
  blocked_arrears: 'Dijamin, dibayar setelah tunggakan iuran dilunasi',
  employer_liable: 'Dibayar lebih dahulu oleh pemberi kerja',
  rejected_expired: 'Tidak dapat dibayar karena masa pengajuan telah lewat',
  rejected_not_member: 'Tidak dapat dibayar karena tidak terlindungi pada tanggal kejadian',
  rejected_not_eligible: 'Tidak dapat dibayar karena syarat manfaat tidak terpenuhi',
  unsupported_rule_set: 'Di luar aturan yang dapat dihitung; ditangani petugas',
  manual_review: 'Perlu diperiksa petugas',
  on_time: 'Dibayar tepat waktu',
  late_compensation_due: 'Terlambat dibayar; ganti rugi wajib dibayar',
  computed: 'Telah dihitung',
}

/** Why, as the part of a sentence that follows "karena". */
export const reasonLabels: Readonly<Record<FixedReasonCode, string>> = {
  JKM_SHORT_MEMBERSHIP: 'kepesertaan BPU belum cukup lama untuk manfaat JKM penuh',
  TWO_CHILDREN_CAP:
    'beasiswa telah diberikan kepada anak-anak yang didaftarkan lebih dahulu, sebanyak yang dibolehkan',
  CHILD_WORKING: 'anak telah bekerja',
  CHILD_MARRIED: 'anak telah menikah',
  CHILD_NOT_AT_SCHOOL: 'anak belum bersekolah',
  CHILD_BORN_TOO_LATE: 'anak lahir terlalu lama sesudah peserta meninggal',
  LEVEL_CAP_REACHED: 'jumlah tahun yang dibayar untuk jenjang ini telah habis',
  SCHOOL_YEAR_BEFORE_EVENT: 'tahun ajaran ini berakhir sebelum tanggal kejadian',
  SCHOOL_YEAR_NOT_BEGUN: 'tahun ajaran ini masih terlalu jauh di depan',
  SCHOOL_YEAR_EXPIRED: 'masa pengajuan untuk tahun ajaran ini telah lewat',
  SCHOLARSHIP_OLD_RULE_LUMP:
    'menurut aturan pada tanggal kejadian beasiswa dibayar sekali saja, bersama klaim orang tua',
  SCHOLARSHIP_OUTCOME_NOT_ENTITLED:
    'beasiswa JKK hanya diberikan bila peserta meninggal atau cacat total tetap',
  PAK_AFTER_EMPLOYMENT_WINDOW:
    'penyakit akibat kerja didiagnosis terlalu lama sesudah hubungan kerja berakhir',
  PAK_WINDOW_NOT_REGULATED:
    'batas waktu penyakit akibat kerja sesudah hubungan kerja belum diatur pada tanggal itu',
  NOT_A_WORK_ACCIDENT: 'kejadian ini bukan kecelakaan kerja',
  NOT_IN_RULE_SET: 'manfaat ini belum ada menurut aturan pada tanggal kejadian',
  BELOW_FIRST_STEP: 'kehilangan fungsi belum mencapai satu langkah penuh dalam tabel',
  EVENT_BEFORE_RULES: 'tanggal kejadian mendahului aturan yang dapat dihitung',
  MEMBERSHIP_NOT_STARTED: 'kepesertaan belum dimulai pada tanggal kejadian',
  MEMBERSHIP_ENDED: 'kepesertaan telah berakhir sebelum tanggal kejadian',
  ARREARS_WITHIN_GRACE: 'iuran menunggak',
  ARREARS_BEYOND_COVER: 'pemberi kerja menunggak iuran lebih lama daripada yang ditanggung',
  STAGE1_REPORTED_LATE: 'laporan tahap I terlambat',
  STAGE1_LATENESS_UNDECIDED:
    'jam kejadian belum diisi, sehingga ketepatan laporan tahap I belum dapat dinilai',
  CLAIM_EXPIRED: 'pengajuan pertama diterima sesudah hari terakhir yang sah',
  DEATH_AFTER_TOTAL_PERMANENT: 'peserta meninggal sesudah cacat total tetap dari kejadian yang sama',
  PMI_OWN_BENEFITS: 'pekerja migran Indonesia mempunyai daftar manfaat sendiri',
  WILL_NOT_NOTARIAL: 'wasiat bukan akta notaris',
  CALENDAR_YEAR_MISSING: 'hari libur untuk tahun itu belum dimuat',
}

export const flagLabels: Readonly<Record<Flag, string>> = {
  legal_review_possible:
    'Hak ini belum lewat ketika masa pengajuan diperpanjang; dapat dimintakan telaah hukum',
}
