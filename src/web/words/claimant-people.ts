/** Who may look at a claim beside the family, in the family's words. The English gloss stands in `claimant-people.en.ts`. */
export const peopleWords = {
  title: 'Orang yang membantu Anda',
  text: 'Ini orang yang tercatat pada klaim {number}.',
  name: 'Nama',
  role: 'Boleh apa',
  phone: 'Nomor HP',
  none: 'Tidak ada',
  mayAll: 'Melihat dan mengurus klaim',
  mayWait: 'Melihat keadaan klaim. Boleh mengurus setelah kantor melihat surat kuasa.',
  maySee: 'Melihat keadaan klaim saja',
  takeBack: 'Cabut izin',
  takeBackOf: 'untuk {name}',

  addTitle: 'Catat orang lain',
  addText: 'Pilih orang yang Anda percaya, misalnya anak atau saudara. Ia masuk dengan nomor HP-nya sendiri.',
  kind: 'Orang ini boleh apa?',
  kindMissing: 'Pilih apa yang boleh dilakukan orang ini.',
  contact: 'Melihat sampai mana klaim ini',
  contactHint: 'Tidak melihat dokumen, jumlah uang, atau rekening.',
  representative: 'Mengurus klaim ini untuk saya',
  representativeHint: 'Perlu surat kuasa bermeterai. Uang tetap dikirim ke rekening penerima.',
  whoName: 'Nama lengkap orang itu',
  whoNameMissing: 'Tulis nama lengkapnya.',
  whoPhone: 'Nomor HP orang itu',
  whoPhoneHint: 'Misalnya 0812 3456 7890',
  whoPhoneMissing: 'Tulis nomor HP Indonesia, misalnya 0812 3456 7890.',
  add: 'Catat orang ini',
  told: 'Setiap perubahan kami kabarkan kepada semua orang pada klaim ini.',
  onlyHeir: 'Hanya ahli waris yang dapat mencatat atau mencabut izin orang lain.',

  letterTitle: 'Kirim foto surat kuasa',
  letterText: 'Tulis nama Anda, nama wakil Anda, dan nomor klaim. Beri meterai, lalu tanda tangani berdua.',
  letterOffice: 'Bisa juga dibawa ke kantor bersama KTP wakil Anda.',
  back: 'Kembali ke halaman klaim',
} as const

export const peopleOutcomes: Readonly<Record<string, string>> = {
  dicatat: 'Orang itu sudah kami catat.',
  dicabut: 'Izin orang itu sudah dicabut.',
}
