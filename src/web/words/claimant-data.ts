import type { DataRequestKind } from '../../intake/data-requests.service.js'

export const dataWords = {
  title: 'Data saya',
  text: 'Ini yang kami simpan tentang klaim {number}, untuk apa, dan berapa lama.',
  holdTitle: 'Yang kami simpan',
  what: 'Data',
  why: 'Untuk apa',
  howLong: 'Berapa lama',
  openedTitle: 'Siapa yang membuka berkas Anda',
  openedText: 'Setiap petugas yang membuka dokumen atau melihat nomor lengkap tercatat di sini.',
  openedNone: 'Belum ada yang membuka berkas Anda.',
  openedWhen: 'Kapan',
  openedWho: 'Siapa',
  openedWhat: 'Yang dibuka',
  openedMore: 'Ini {n} catatan terakhir. Daftar lengkapnya dapat Anda minta di bawah.',
  openedFile: 'Dokumen',
  openedLetter: 'Surat',
  openedValue: 'Nomor atau data yang biasanya kami tutup',
  openedWhole: 'Seluruh klaim, oleh petugas kantor lain dalam keadaan darurat',
  openedSelf: 'Anda sendiri',
  askTitle: 'Minta salinan, perbaikan, atau penghapusan',
  askText: 'Kepala kantor cabang menjawab dalam {hours} jam.',
  askKind: 'Apa yang Anda minta?',
  askKindMissing: 'Pilih apa yang Anda minta.',
  askWords: 'Keterangan',
  askWordsHint: 'Misalnya data mana yang salah, dan yang benarnya. Boleh dikosongkan.',
  askWordsTooLong: 'Tulis paling banyak 500 huruf.',
  askSend: 'Kirim permintaan',
  limits:
    'Data pembayaran wajib kami simpan menurut peraturan, jadi tidak semua dapat dihapus. Bila tidak dapat, kami jelaskan sebabnya.',
  runningTitle: 'Permintaan Anda',
  runningAsked: 'Diminta {date}',
  runningDue: 'Kami jawab paling lambat {date}.',
  runningDone: 'Sudah dijawab pada {date}.',
} as const

export const dataRequestWords: Readonly<Record<DataRequestKind, string>> = {
  copy: 'Salinan data saya',
  correction: 'Perbaikan data yang salah',
  deletion: 'Penghapusan data',
}

export interface HeldData {
  readonly what: string
  readonly why: string
  readonly howLong: string
}

/** What is held of a family on one claim. */
export const heldData: readonly HeldData[] = [
  {
    what: 'Nama, NIK, dan hubungan keluarga',
    why: 'Memastikan siapa yang berhak.',
    howLong: 'Selama klaim berjalan, lalu selama arsip wajib disimpan.',
  },
  {
    what: 'Nomor HP',
    why: 'Mengirim kode dan kabar klaim.',
    howLong: 'Selama klaim berjalan. Anda dapat menggantinya di kantor.',
  },
  {
    what: 'Nama dan nomor HP orang yang Anda tunjuk',
    why: 'Supaya ia dapat melihat atau mengurus klaim Anda.',
    howLong: 'Selama klaim berjalan. Izinnya dapat Anda cabut kapan saja.',
  },
  {
    what: 'Tanda acak di HP yang pernah Anda pakai masuk',
    why: 'Supaya orang lain tidak menghabiskan jatah kode Anda.',
    howLong: 'Setengah tahun.',
  },
  {
    what: 'Foto dan file dokumen',
    why: 'Membuktikan kejadian dan hak keluarga.',
    howLong: 'Terkunci per klaim. Kuncinya dihapus bila masa arsip habis.',
  },
  {
    what: 'Rekening penerima',
    why: 'Mengirim uang santunan.',
    howLong: 'Selama catatan pembayaran wajib disimpan.',
  },
  {
    what: 'Catatan langkah dan keputusan',
    why: 'Supaya setiap keputusan dapat diperiksa kembali.',
    howLong: 'Tetap ada, tanpa bisa diubah siapa pun.',
  },
]

export const dataOutcomes: Readonly<Record<string, string>> = {
  diminta: 'Permintaan Anda sudah kami terima.',
}
