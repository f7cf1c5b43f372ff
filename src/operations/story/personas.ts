/** The people of the demonstration. All of them are invented; their passwords are public and for demonstration only. */
export interface Persona {
  username: string
  password: string
  displayName: string
  task: string
  roles: { role: string; approvalLimit?: bigint }[]
}

export const BRANCH = {
  code: 'PSR',
  name: 'Kantor Cabang Paser',
  zone: 'Asia/Makassar',
  phone: '(0543) 555-0164',
} as const

const APPROVER_LIMIT = 150_000_000n
const MANAGER_LIMIT = 500_000_000n

export const personas: Persona[] = [
  {
    username: 'rina',
    password: 'sampan-kayu-ulin-71',
    displayName: 'Rina Wulandari',
    task: 'petugas loket',
    roles: [{ role: 'officer' }],
  },
  {
    username: 'dewi',
    password: 'rotan-muara-pasir-42',
    displayName: 'Dewi Lestari',
    task: 'verifikator',
    roles: [{ role: 'verifier' }],
  },
  {
    username: 'bayu',
    password: 'gunung-embun-pagi-38',
    displayName: 'Bayu Saputra',
    task: 'verifikator kedua dan pemeriksa kasus',
    roles: [{ role: 'verifier' }, { role: 'investigator' }],
  },
  {
    username: 'hendra',
    password: 'teluk-adang-biru-95',
    displayName: 'Hendra Kusuma',
    task: 'pejabat penyetuju',
    roles: [{ role: 'approver', approvalLimit: APPROVER_LIMIT }],
  },
  {
    username: 'maya',
    password: 'sungai-kandilo-16',
    displayName: 'Maya Anggraini',
    task: 'petugas pencairan',
    roles: [{ role: 'releaser' }],
  },
  {
    username: 'agus',
    password: 'dermaga-senja-29',
    displayName: 'Agus Salim Noor',
    task: 'petugas pencairan kedua',
    roles: [{ role: 'releaser' }],
  },
  {
    username: 'surya',
    password: 'pohon-kenari-tua-57',
    displayName: 'Surya Pratama',
    task: 'kepala cabang',
    roles: [{ role: 'manager' }, { role: 'approver', approvalLimit: MANAGER_LIMIT }],
  },
  {
    username: 'nita',
    password: 'selat-kerang-putih-64',
    displayName: 'Nita Hapsari',
    task: 'petugas rekonsiliasi',
    roles: [{ role: 'reconciler' }],
  },
  {
    username: 'tini',
    password: 'jejak-pena-merah-83',
    displayName: 'Tini Rahayu',
    task: 'auditor',
    roles: [{ role: 'auditor' }],
  },
]
