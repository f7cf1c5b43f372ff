import type { WordsLike } from '../shared/words.js'

/** The words of the desks: sign-in, the frame of staff pages, queues. */
export const branchId = {
  navQueue: 'Antrean saya',
  navCounter: 'Klaim dari loket',
  navSearch: 'Cari',
  navApprovals: 'Persetujuan',
  navPayments: 'Pembayaran',
  navReconciliation: 'Rekonsiliasi',
  navPaymentReports: 'Laporan pembayaran',
  navDashboard: 'Dasbor',
  navAudit: 'Jejak audit',
  navQuality: 'Penilaian mutu',
  navSponsors: 'Perlindungan berakhir',
  navImport: 'Impor peserta',
  navDataRequests: 'Permintaan data',
  navGlass: 'Akses darurat',
  navUsers: 'Pengguna',
  navHealth: 'Kesehatan sistem',
  navLabel: 'Menu utama',
  signOut: 'Keluar',
  ownPassword: 'Kata sandi',
  otherLanguage: 'English',

  signInTitle: 'Masuk petugas',
  signInName: 'Nama pengguna',
  signInPassword: 'Kata sandi',
  signInButton: 'Masuk',
  signInHouse: 'Masuk dengan akun kantor',
  signInFamily: 'Anda keluarga peserta? Lihat klaim Anda tanpa akun di sini.',
} as const

const branchEn: WordsLike<typeof branchId> = {
  navQueue: 'My queue',
  navCounter: 'Claim at the counter',
  navSearch: 'Search',
  navApprovals: 'Approvals',
  navPayments: 'Payments',
  navReconciliation: 'Reconciliation',
  navPaymentReports: 'Payment reports',
  navDashboard: 'Dashboard',
  navAudit: 'Audit trail',
  navQuality: 'Quality review',
  navSponsors: 'Cover that ends',
  navImport: 'Import participants',
  navDataRequests: 'Data requests',
  navGlass: 'Emergency access',
  navUsers: 'Users',
  navHealth: 'System health',
  navLabel: 'Main menu',
  signOut: 'Sign out',
  ownPassword: 'Password',
  otherLanguage: 'Bahasa Indonesia',

  signInTitle: 'Staff sign-in',
  signInName: 'User name',
  signInPassword: 'Password',
  signInButton: 'Sign in',
  signInHouse: 'Sign in with the office account',
  signInFamily: "Are you a participant's family? See your claim here, without an account.",
}

export const branchWords = { id: branchId, en: branchEn } as const
