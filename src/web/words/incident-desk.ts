import type { WordsLike } from '../shared/words.js'

const id = {
  letters: 'Surat',
  lettersNone: 'Belum ada surat. Surat jaminan terbit saat perawatan dijamin.',
  letterBeingWritten: 'sedang ditulis',
  letterMissing: 'Surat jaminan belum selesai ditulis. Tulis lagi bila ini berlangsung lama.',
  writeLetters: 'Tulis surat jaminan',
  codeUntil: 'Bisa melapor sampai {date}.',
  renewCode: 'Beri kode baru',
  withdrawCode: 'Cabut kode',
  childrenTitle: 'Anak peserta',
  childrenHint:
    'Beasiswa anak ikut dengan santunan ini. Tulis juga anak yang belum sekolah. Kosongkan bila tidak ada anak.',
  child: 'Anak {n}',
  childName: 'Nama anak',
  childBorn: 'Tanggal lahir',
  childBornWrong: 'isi tanggal, bulan, dan tahun lahirnya.',
  childFault: 'Anak {n}: {fault}',
  childLevel: 'Sekolah sekarang',
  childGrade: 'Kelas',
  childGradeHint: 'Misalnya 4. Untuk TK tulis TK-A atau TK-B.',
  notAtSchool: 'belum atau tidak sekolah',
  level_TK_SD: 'TK atau SD',
  level_SMP: 'SMP',
  level_SMA: 'SMA',
  level_PT: 'Perguruan tinggi',
} as const

const en: WordsLike<typeof id> = {
  letters: 'Letters',
  lettersNone: 'No letter yet. The guarantee is written when care is guaranteed.',
  letterBeingWritten: 'being written',
  letterMissing: 'The guarantee is not written yet. Write it again if this lasts.',
  writeLetters: 'Write the guarantee',
  codeUntil: 'May report until {date}.',
  renewCode: 'Give a new code',
  withdrawCode: 'Withdraw the code',
  childrenTitle: 'Children of the worker',
  childrenHint:
    'Scholarships come with this benefit. Name also children not yet at school. Leave it empty where there are none.',
  child: 'Child {n}',
  childName: 'Name of the child',
  childBorn: 'Day of birth',
  childBornWrong: 'give day, month and year of birth.',
  childFault: 'Child {n}: {fault}',
  childLevel: 'School now',
  childGrade: 'Grade',
  childGradeHint: 'For example 4. For a kindergarten write TK-A or TK-B.',
  notAtSchool: 'not at school',
  level_TK_SD: 'Kindergarten or primary school',
  level_SMP: 'Lower secondary school',
  level_SMA: 'Upper secondary school',
  level_PT: 'University',
}

export const incidentDeskWords = { id, en }
