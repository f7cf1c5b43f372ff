import type { PartyEvidence } from '../../claims/people-of-claim.service.js'
import type { WordsLike } from '../shared/words.js'

const peopleId = {
  title: 'Orang pada klaim',
  link: 'Lihat dan urus orang pada klaim ini',
  name: 'Nama',
  role: 'Peran',
  phone: 'Nomor HP',
  state: 'Keadaan',
  acts: 'Boleh mengurus',
  waits: 'Menunggu dipastikan',
  sees: 'Melihat keadaan klaim saja',
  ended: 'Izinnya berakhir',
  namedBy: 'ditunjuk oleh {name}',
  cameWith: 'melapor sendiri dengan {number}',
  confirm: 'Pastikan boleh mengurus',
  confirmText: 'Cocokkan dulu dengan dokumennya. Semua orang pada klaim ini dikabari.',
  evidence: 'Dokumen yang Anda lihat',
  evidenceMissing: 'Pilih dokumen yang Anda lihat.',
  end: 'Akhiri izin',
  of: 'untuk {name}',
  changePhone: 'Ganti nomor HP',
  changePhoneText: 'Pemiliknya datang dengan KTP. Kode dan kabar berikutnya dikirim ke nomor baru.',
  newPhone: 'Nomor HP baru',
  kind_heir: 'Ahli waris',
  kind_representative: 'Wakil',
  kind_employer: 'Pemberi kerja',
  kind_facility: 'Fasilitas kesehatan',
  kind_officer: 'Petugas',
  kind_contact: 'Kontak',

  witnessTitle: 'Saksi pada dokumen',
  witnessText: 'Salin dari KTP saksi. Gunanya hanya agar saksi yang sama terlihat pada klaim lain.',
  witnessName: 'Nama saksi',
  witnessNik: 'NIK saksi',
  witnessNone: 'Belum ada saksi yang dicatat.',
  witnessRecord: 'Catat saksi',

  participantTitle: 'Peserta belum ditetapkan',
  participantText:
    'Nomor kartu yang ditulis keluarga tidak dimiliki siapa pun. Cari pesertanya dari dokumen.',
  participantNumber: 'NIK atau nomor kartu peserta',
  participantLook: 'Cari peserta',
  participantFound: 'Data kepesertaan',
  participantUnknown: 'NIK ini tidak ada di data kepesertaan. Klaim akan dinilai sebagai tidak terdaftar.',
  participantBorn: 'Tanggal lahir',
  participantSure: 'Nama dan tanggal lahir ini cocok dengan dokumen keluarga.',
  participantSureMissing: 'Cocokkan dulu dengan dokumen, lalu beri tanda.',
  participantName: 'Tetapkan peserta',
  participantStated: 'Nama menurut keluarga',
} as const

const peopleEn: WordsLike<typeof peopleId> = {
  title: 'People on the claim',
  link: 'See and manage the people on this claim',
  name: 'Name',
  role: 'Role',
  phone: 'Phone',
  state: 'State',
  acts: 'May act',
  waits: 'To be confirmed',
  sees: 'Sees how it stands, nothing else',
  ended: 'Ended',
  namedBy: 'named by {name}',
  cameWith: 'reported on their own as {number}',
  confirm: 'Confirm that they may act',
  confirmText: 'Compare with the document first. Everybody on this claim is told.',
  evidence: 'Document that you saw',
  evidenceMissing: 'Choose the document that you saw.',
  end: 'End the permission',
  of: 'of {name}',
  changePhone: 'Change the phone number',
  changePhoneText: 'The owner came with the identity card. Codes and news go to the new number.',
  newPhone: 'New phone number',
  kind_heir: 'Heir',
  kind_representative: 'Representative',
  kind_employer: 'Employer',
  kind_facility: 'Health facility',
  kind_officer: 'Officer',
  kind_contact: 'Contact',

  witnessTitle: 'Witnesses on the documents',
  witnessText: 'Copy from the card of the witness. It only lets the same witness be seen on other claims.',
  witnessName: 'Name of the witness',
  witnessNik: 'NIK of the witness',
  witnessNone: 'No witness is on record yet.',
  witnessRecord: 'Record the witness',

  participantTitle: 'The participant is not known yet',
  participantText:
    'Nobody has the card number that the family wrote. Find the participant from the documents.',
  participantNumber: 'NIK or membership card number',
  participantLook: 'Look for the participant',
  participantFound: 'Registry',
  participantUnknown: 'The registry does not have this NIK. The claim will be judged as not registered.',
  participantBorn: 'Date of birth',
  participantSure: 'This name and date of birth agree with the documents of the family.',
  participantSureMissing: 'Compare with the documents first, then tick.',
  participantName: 'Name the participant',
  participantStated: 'Name as the family gave it',
}

export const branchPeopleWords = { id: peopleId, en: peopleEn } as const
/** For messages of forms, which are made before the language of the page is known. */
export const branchPeopleId = peopleId

export const evidenceWords: Readonly<Record<'id' | 'en', Readonly<Record<PartyEvidence, string>>>> = {
  id: {
    identity_card: 'KTP',
    family_card: 'Kartu Keluarga',
    letter_of_authority: 'Surat kuasa bermeterai dan KTP',
  },
  en: {
    identity_card: 'Identity card',
    family_card: 'Family card',
    letter_of_authority: 'Stamped letter of authority and identity card',
  },
}
