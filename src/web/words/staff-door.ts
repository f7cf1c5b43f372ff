import type { WordsLike } from '../shared/words.js'

/** The words with which staff prove who they are: the second factor and the password. */
export const staffDoorId = {
  houseFailed: 'Masuk dengan akun kantor belum berhasil. Ulangi, atau pakai kata sandi Santun.',
  tooOften: 'Terlalu sering belum cocok dari jaringan ini. Coba lagi 15 menit lagi.',

  codeTitle: 'Tulis kode dari aplikasi',
  codeLabel: 'Kode 6 angka, atau satu kode cadangan',
  codeHint: 'Buka aplikasi pembuat kode di HP Anda. Kode berganti setiap 30 detik.',
  codeButton: 'Masuk',
  codeWrong:
    'Kode itu belum cocok atau sudah dipakai. Tunggu kode berikutnya. Setelah lima kali, coba 15 menit lagi.',
  codeLost: 'HP hilang? Pakai kode cadangan Anda, atau hubungi admin.',

  factorTitle: 'Pengaman kedua',
  factorWhy: 'Selain kata sandi, Anda menulis kode dari HP saat masuk.',
  factorScan: 'Pindai gambar ini dengan aplikasi pembuat kode di HP Anda.',
  factorAlt: 'Kode QR untuk aplikasi pembuat kode',
  factorType: 'Tidak bisa memindai? Tulis kunci ini di aplikasi:',
  factorLabel: 'Kode 6 angka yang muncul di aplikasi',
  factorButton: 'Pasang',
  factorOn: 'Pengaman kedua sudah terpasang di akun Anda.',
  factorLost: 'Ganti HP atau kode cadangan habis? Mintalah admin menghapus yang lama.',
  recoveryTitle: 'Simpan kode cadangan Anda',
  recoveryText:
    'Tiap kode hanya bisa dipakai satu kali, saat HP Anda tidak ada. Kami tidak menampilkannya lagi.',
  recoveryGo: 'Sudah saya simpan',

  passwordTitle: 'Ganti kata sandi',
  passwordNow: 'Kata sandi sekarang',
  passwordNew: 'Kata sandi baru',
  passwordHint: 'Paling sedikit 12 huruf. Empat kata yang tidak berhubungan mudah diingat.',
  passwordButton: 'Ganti kata sandi',
  passwordMissing: 'Tulis kata sandi Anda.',
  done_password: 'Kata sandi sudah diganti. Semua sesi lain sudah kami tutup.',

  proofCode: 'Kode 6 angka dari aplikasi',
  proofCodeHint: 'Keputusan atas uang dibuktikan dengan kode baru. Kode untuk masuk tidak berlaku lagi.',
  proofPassword: 'Kata sandi Anda',
  proofPasswordHint: 'Keputusan atas uang dibuktikan sekali lagi dengan kata sandi.',
  proofMissing: 'Tulis bukti bahwa Anda sendiri yang memutuskan.',
  proofWrong: 'Bukti ini belum cocok atau sudah dipakai. Keputusan belum dicatat. Tunggu kode berikutnya.',
  proofTooOften: 'Sudah lima kali belum cocok. Coba lagi 15 menit kemudian.',
} as const

const staffDoorEn: WordsLike<typeof staffDoorId> = {
  houseFailed: 'Signing in with the office account did not work. Try again, or use your Santun password.',
  tooOften: 'Too many failures from this network. Try again in 15 minutes.',

  codeTitle: 'Enter the code of your application',
  codeLabel: 'Six-digit code, or one recovery code',
  codeHint: 'Open the authenticator on your phone. The code changes every 30 seconds.',
  codeButton: 'Sign in',
  codeWrong: 'That code does not match or was used. Wait for the next. After five, try again in 15 minutes.',
  codeLost: 'Lost the phone? Use a recovery code, or ask an administrator.',

  factorTitle: 'Second factor',
  factorWhy: 'Besides your password you enter a code of your phone when signing in.',
  factorScan: 'Scan this picture with the authenticator on your phone.',
  factorAlt: 'QR code for the authenticator',
  factorType: 'Cannot scan? Type this key into the application:',
  factorLabel: 'Six-digit code that the application shows',
  factorButton: 'Set up',
  factorOn: 'Your account has a second factor.',
  factorLost: 'New phone, or no recovery codes left? Ask an administrator to remove the old one.',
  recoveryTitle: 'Keep your recovery codes',
  recoveryText: 'Each works once, when your phone is not there. We do not show them again.',
  recoveryGo: 'I have kept them',

  passwordTitle: 'Change password',
  passwordNow: 'Present password',
  passwordNew: 'New password',
  passwordHint: 'At least 12 characters. Four unrelated words are easy to remember.',
  passwordButton: 'Change password',
  passwordMissing: 'Enter your password.',
  done_password: 'Your password was changed. Every other session was closed.',

  proofCode: 'Six-digit code of your application',
  proofCodeHint: 'A decision over money is proven with a new code. The one you signed in with is used up.',
  proofPassword: 'Your password',
  proofPasswordHint: 'A decision over money is proven once more with the password.',
  proofMissing: 'Enter the proof that it is you who decides.',
  proofWrong: 'That proof does not match or was used. Nothing was recorded. Wait for the next code.',
  proofTooOften: 'Five times wrong. Try again in 15 minutes.',
}

export const staffDoorWords = { id: staffDoorId, en: staffDoorEn } as const
