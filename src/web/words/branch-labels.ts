import type { ClaimState, ClaimType } from '#libs/lifecycle'

/** Short names of what stands in many places of the desk. */
interface Labels {
  states: Readonly<Record<ClaimState, string>>
  types: Readonly<Record<ClaimType, string>>
  programs: Readonly<Record<'jkm' | 'jkk', string>>
}

const id: Labels = {
  states: {
    draft: 'Draf',
    screening: 'Pemeriksaan otomatis',
    awaiting_documents: 'Perlu dilengkapi',
    in_verification: 'Verifikasi berkas',
    awaiting_third_party: 'Menunggu pihak ketiga',
    under_investigation: 'Pemeriksaan kasus',
    in_approval: 'Menunggu persetujuan',
    approved: 'Disetujui',
    paying: 'Dalam pembayaran',
    awaiting_account: 'Menunggu rekening baru',
    paid: 'Sudah dibayar',
    rejected: 'Ditolak',
    withdrawn: 'Dibatalkan pemohon',
    inactive: 'Tidak dilanjutkan',
    merged: 'Digabung',
    lapsed: 'Kedaluwarsa',
  },
  types: {
    jkm_death: 'JKM – meninggal',
    jkk_death: 'JKK – meninggal karena kerja',
    jkk_disability: 'JKK – cacat',
    jkk_stmb: 'JKK – sementara tidak mampu bekerja',
    jkk_reimbursement: 'JKK – penggantian biaya',
  },
  programs: { jkm: 'Jaminan Kematian (JKM)', jkk: 'Jaminan Kecelakaan Kerja (JKK)' },
}

const en: Labels = {
  states: {
    draft: 'Draft',
    screening: 'Machine checks',
    awaiting_documents: 'Documents requested',
    in_verification: 'In verification',
    awaiting_third_party: 'Awaiting a third party',
    under_investigation: 'Under investigation',
    in_approval: 'In approval',
    approved: 'Approved',
    paying: 'Being paid',
    awaiting_account: 'Awaiting an account',
    paid: 'Paid',
    rejected: 'Refused',
    withdrawn: 'Withdrawn',
    inactive: 'Inactive',
    merged: 'Merged',
    lapsed: 'Lapsed',
  },
  types: {
    jkm_death: 'JKM – death',
    jkk_death: 'JKK – death at work',
    jkk_disability: 'JKK – disability',
    jkk_stmb: 'JKK – temporarily unable to work',
    jkk_reimbursement: 'JKK – reimbursement',
  },
  programs: { jkm: 'Death benefit (JKM)', jkk: 'Work-accident benefit (JKK)' },
}

export const deskLabels = { id, en } as const
