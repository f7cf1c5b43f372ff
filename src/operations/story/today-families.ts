/**
 * Fictional families of the present, one in each situation a branch meets, so that every queue of a new installation
 * has work in it. Their days are counted back from today; nothing here is anybody's real life.
 */
import type { INestApplicationContext } from '@nestjs/common'
import { composeNik } from '#libs/nik'
import { addDays, addMonths, type LocalDate, parseLocalDate } from '#libs/local-date'
import { columnHeadings, participantColumns } from '#libs/participant-row'
import { BankSimulator } from '../../payment/bank-simulator.adapter.js'
import { instantAt } from './agenda.js'
import type { CohortToEnrol } from './enrol.js'
import type { Family } from './family.js'
import { hurtWorkers } from './today-accidents.js'
import { todayScholars } from './today-scholars.js'
import {
  approved,
  checked,
  type Day,
  defective,
  lodgedOnly,
  paid,
  proposed,
  refused,
  type Sketch,
} from './today-steps.js'

/** The families were enrolled so many months ago, and their sponsor has paid beyond today. */
const ENROLLED_MONTHS_AGO = 20
const MONTHS_PAID = 22

/** The cohort of these families, with the months that their sponsor has paid. */
export function todaySponsor(today: LocalDate): CohortToEnrol['sponsor'] {
  return {
    code: 'APBD-6401-KINI',
    name: 'Pemerintah Kabupaten Paser',
    fund: 'APBD',
    cohort: { code: 'PR-KINI', name: 'Pekerja rentan Kabupaten Paser, kini' },
    firstMonth: memberSince(today),
    months: MONTHS_PAID,
  }
}

function memberSince(today: LocalDate): LocalDate {
  return addMonths(parseLocalDate(`${today.slice(0, 7)}-01`), -ENROLLED_MONTHS_AGO)
}

const sketches: Sketch[] = [
  {
    key: 'draf',
    name: 'Sarkawi Anwar',
    born: '1971-03-09',
    sex: 'male',
    heir: 'Juriah Hasanah',
    relation: 'spouse',
    lodged: 1,
    steps: (day) => [{ at: day(0, '07:10'), do: 'open_draft' }],
  },
  {
    key: 'baru',
    name: 'Mastiah Noor',
    born: '1975-07-21',
    sex: 'female',
    heir: 'Ahmad Rifani',
    relation: 'spouse',
    lodged: 1,
    steps: lodgedOnly,
  },
  {
    key: 'diperiksa',
    name: 'Jumadi Tarigan',
    born: '1980-11-02',
    sex: 'male',
    heir: 'Lina Marlina',
    relation: 'spouse',
    lodged: 4,
    steps: (day) => [
      ...lodgedOnly(day),
      { at: day(1, '09:40'), do: 'accept_documents', by: 'dewi', except: ['SK_AHLI_WARIS'] },
    ],
  },
  {
    key: 'kurang',
    name: 'Rahmad Effendi',
    born: '1968-01-30',
    sex: 'male',
    heir: 'Siti Masitah',
    relation: 'spouse',
    lodged: 8,
    steps: (day) => [...lodgedOnly(day), ...defective(day)],
  },
  {
    key: 'diam',
    name: 'Yohanes Lawing',
    born: '1966-05-17',
    sex: 'male',
    heir: 'Maria Bulan',
    relation: 'spouse',
    lodged: 60,
    steps: (day) => [...lodgedOnly(day), ...defective(day), { at: day(45, '06:00'), do: 'sweep' }],
  },
  {
    key: 'lengkap',
    name: 'Nurhayati Salim',
    born: '1979-09-14',
    sex: 'female',
    heir: 'Baharudin Yusuf',
    relation: 'spouse',
    lodged: 3,
    steps: (day) => [...lodgedOnly(day), ...checked(day)],
  },
  {
    key: 'menunggu-pihak-lain',
    name: 'Darmawan Putra',
    born: '1985-04-04',
    sex: 'male',
    heir: 'Eka Wahyuni',
    relation: 'spouse',
    lodged: 6,
    accident: true,
    steps: (day) => [
      ...lodgedOnly(day),
      {
        at: day(1, '10:00'),
        do: 'fire',
        event: 'refer',
        by: 'dewi',
        input: {
          party: 'Puskesmas Long Kali',
          question: 'Mohon surat keterangan dokter tentang penyebab kematian.',
          dueOn: day(5, '').trim(),
        },
      },
    ],
  },
  {
    key: 'pemeriksaan-kasus',
    name: 'Tarmizi Idris',
    born: '1973-12-25',
    sex: 'male',
    heir: 'Halimah Tusadiah',
    relation: 'spouse',
    lodged: 5,
    accident: true,
    steps: (day) => [
      ...lodgedOnly(day),
      {
        at: day(1, '11:00'),
        do: 'fire',
        event: 'investigate',
        by: 'dewi',
        input: {
          reason: 'Tempat kejadian pada laporan dan pada surat desa berbeda.',
          questions: ['Di mana kejadiannya?', 'Siapa saksi yang melihat?'],
          investigatorId: 'bayu',
          dueOn: day(9, '').trim(),
        },
      },
    ],
  },
  {
    key: 'menunggu-persetujuan',
    name: 'Kamaruddin Latif',
    born: '1970-02-11',
    sex: 'male',
    heir: 'Rosdiana Malik',
    relation: 'spouse',
    lodged: 3,
    steps: (day) => [...lodgedOnly(day), ...proposed(day)],
  },
  {
    key: 'ditolak',
    name: 'Suparno Wibowo',
    born: '1964-08-08',
    sex: 'male',
    heir: 'Tri Handayani',
    relation: 'child',
    lodged: 12,
    steps: (day) => [...lodgedOnly(day), ...refused(day)],
  },
  {
    key: 'disetujui',
    name: 'Fatimah Zahra',
    born: '1977-06-19',
    sex: 'female',
    heir: 'Abdul Gani',
    relation: 'spouse',
    lodged: 5,
    steps: (day) => [...lodgedOnly(day), ...approved(day)],
  },
  {
    key: 'dikirim',
    name: 'Petrus Ding',
    born: '1974-10-01',
    sex: 'male',
    heir: 'Agnes Lahai',
    relation: 'spouse',
    lodged: 6,
    account: 'late',
    steps: (day) => [
      ...lodgedOnly(day),
      ...approved(day),
      { at: day(4, '09:00'), do: 'pay', by: 'maya', until: 'paying' },
    ],
  },
  {
    key: 'retur',
    name: 'Zainal Abidin',
    born: '1969-03-27',
    sex: 'male',
    heir: 'Nor Ainah',
    relation: 'spouse',
    lodged: 9,
    account: 'refused',
    steps: (day) => [
      ...lodgedOnly(day),
      ...approved(day),
      { at: day(4, '09:30'), do: 'pay', by: 'maya', until: 'awaiting_account' },
    ],
  },
  {
    key: 'dibayar',
    name: 'Hasan Basri',
    born: '1972-01-05',
    sex: 'male',
    heir: 'Mariam Ulfah',
    relation: 'spouse',
    lodged: 14,
    steps: paid,
  },
  ...todayScholars,
]

/** The families as they stand at `now`: what lies after it has not happened yet. `today` is its date at the branch. */
export function todayFamilies(today: LocalDate, now: string, accounts: Record<string, string>): Family[] {
  return sketches.map((sketch, index) => {
    const lodged = addDays(today, -sketch.lodged)
    const day: Day = (after, time) => `${addDays(lodged, after)} ${time}`
    const died = addDays(lodged, -7)
    return {
      key: `kini-${sketch.key}`,
      type: sketch.accident ? 'jkk_death' : 'jkm_death',
      answers: {
        participant: { nik: nikOf(sketch, index), name: sketch.name },
        event: sketch.accident
          ? { type: 'work_accident', eventDate: died, deathDate: died, accidentAt: `${died}T10:00:00+08:00` }
          : { type: 'non_work_death', eventDate: died },
        claimant: { name: sketch.heir, relation: sketch.relation, phone: phoneOf(index) },
        ...(sketch.children ? { children: sketch.children(today) } : {}),
      },
      payees: [
        {
          name: sketch.heir,
          relation: sketch.relation,
          bankCode: '002',
          accountNumber: accounts[sketch.account ?? ''] ?? `4012026055${52101 + index}`,
          accountHolder: sketch.heir.toUpperCase(),
        },
      ],
      steps: sketch.steps(day).filter((step) => instantAt(step.at) <= now),
    }
  })
}

/** Families in whose place a newcomer may look at their claim: the phone that gets the code, and how things stand. */
export function familiesToMeet(): { phone: string; name: string; situation: string }[] {
  return [
    ['draf', 'klaimnya masih draf'],
    ['kurang', 'diminta melengkapi berkas'],
    ['ditolak', 'klaimnya ditolak dan dapat diajukan keberatan'],
    ['dibayar', 'santunannya sudah diterima'],
    ['beasiswa', 'tahun ajaran anaknya sudah dibuka dan dapat diajukan'],
    ['beasiswa-kembali', 'beasiswa seorang anak perlu foto rapor yang baru'],
  ].flatMap(([key, situation = '']) => {
    const index = sketches.findIndex((sketch) => sketch.key === key)
    const family = sketches[index]
    return family ? [{ phone: phoneOf(index), name: family.heir, situation }] : []
  })
}

function phoneOf(index: number): string {
  return `0813 5550 ${2101 + index}`
}

/** The participants file of these families, and of the workers who were hurt, in the template of the import. */
export function* todayCohort(today: LocalDate): Generator<string> {
  yield `${participantColumns.map((column) => columnHeadings[column][0]).join(',')}\n`
  const families = sketches.map((sketch, index) => {
    return { ...sketch, nik: nikOf(sketch, index), kpj: `9964012${String(index + 1).padStart(4, '0')}` }
  })
  for (const { nik, kpj, name, born, sex } of [...families, ...hurtWorkers()]) {
    const cells = [
      nik,
      kpj,
      name,
      born,
      sex === 'male' ? 'L' : 'P',
      'BPU',
      'petani',
      '6401041001',
      memberSince(today),
    ]
    yield `${[...cells, '', ''].join(',')}\n`
  }
}

function nikOf(sketch: Sketch, index: number): string {
  return composeNik({
    district: '640104',
    sex: sketch.sex,
    birthDate: parseLocalDate(sketch.born),
    serial: 9501 + index,
  })
}

/** Accounts with which the bank of the demonstration behaves badly, by what it does with them. */
export async function prepareBank(context: INestApplicationContext): Promise<Record<string, string>> {
  const bank = context.get(BankSimulator, { strict: false })
  const accounts = { late: '401202605559901', refused: '401202605559902' }
  await bank.behave({ bankCode: '002', accountNumber: accounts.late, behaviour: 'late', days: 60 })
  await bank.behave({
    bankCode: '002',
    accountNumber: accounts.refused,
    behaviour: 'refuse',
    reason: 'ACCOUNT_CLOSED',
  })
  return accounts
}
