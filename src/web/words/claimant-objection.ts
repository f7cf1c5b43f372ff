export const objectionPageWords = {
  title: 'Ajukan keberatan',
  text: 'Anda tidak setuju dengan keputusan kami. Itu hak Anda, dan gratis.',
  until: 'Paling lambat {date}.',
  reason: 'Mengapa Anda tidak setuju?',
  reasonHint: 'Tulis dengan kata sendiri, paling banyak 1.000 huruf. Satu kalimat sudah cukup.',
  reasonMissing: 'Tulis mengapa Anda tidak setuju.',
  reasonTooLong: 'Tulis paling banyak 1.000 huruf. Sisanya bisa Anda ceritakan di kantor.',
  documents: 'Ada dokumen baru? Kirim fotonya di sini.',
  documentsHint: 'Boleh dikosongkan. Satu foto atau PDF, yang lain bisa menyusul di halaman klaim.',
  whoTitle: 'Siapa yang memeriksa',
  who: 'Petugas lain, bukan yang dulu memeriksa atau memutuskan klaim ini.',
  when: 'Kami menjawab paling lambat {days} hari kerja setelah keberatan kami terima.',
  send: 'Kirim keberatan',

  overTitle: 'Batas waktu keberatan sudah lewat',
  overText: 'Batas waktunya {date}. Masih ada jalan lain.',
  overNew: 'Ada bukti baru? Bawa ke {branch}. Kepala cabang dapat membuka klaim ini lagi.',
  overMediation: 'Anda dapat meminta penyelesaian lewat mediasi (UU 24/2011 Pasal 49).',
  overCourt:
    'Bila mediasi tidak berhasil, ke pengadilan negeri di tempat tinggal Anda (UU 24/2011 Pasal 50).',
  overFree: 'Bertanya kepada kami selalu gratis.',

  noneTitle: 'Belum ada yang bisa diajukan keberatan',
  noneText: 'Keberatan dapat diajukan setelah ada keputusan yang menolak klaim.',
  back: 'Kembali ke halaman klaim',
} as const
