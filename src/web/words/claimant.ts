/** The words of the pages for families, in Indonesian. Their English gloss stands in `claimant.en.ts`. */
export const claimantWords = {
  back: 'Kembali',
  continue: 'Lanjut',
  help: 'Butuh bantuan? Datang ke kantor terdekat atau telepon {phone}',
  free: 'Layanan ini gratis. Petugas kami tidak pernah meminta uang atau kode OTP.',

  startTitle: 'Ajukan santunan untuk keluarga peserta yang meninggal atau kecelakaan kerja',
  startCondolence: 'Kami turut berduka cita. Kami bantu Anda langkah demi langkah.',
  startClaim: 'Ajukan klaim',
  startContinue: 'Lanjutkan klaim yang belum selesai',
  startStatus: 'Lihat sampai mana klaim Anda',
  startPrepare: 'Siapkan dokumen ini. Kalau belum lengkap, Anda tetap bisa mulai.',
  startDocumentDeath: 'Akta kematian — bukti dari Dukcapil bahwa peserta sudah meninggal',
  startDocumentHeir: 'Surat keterangan ahli waris — dari desa atau kelurahan',
  startDocumentFamily: 'KTP dan Kartu Keluarga',
  startDocumentAccount: 'Buku tabungan Anda',
  startAccident:
    'Peserta kecelakaan kerja dan masih dirawat? Semoga lekas pulih. Kami bantu urus biaya pengobatan dan santunan.',

  photoNothing: 'Pilih atau ambil foto dulu.',
  substitutes: 'Yang ini boleh dipakai sebagai gantinya',
  substituteNeedsApproval: '{name} — pejabat kami yang memutuskan',
  noSubstitute: 'Dokumen ini tidak ada gantinya. Petugas kami membantu Anda mengurusnya.',
  madeAt: 'Diurus di: {issuer}',
} as const
