/** Families of today whose children go to school: their parent's claim is paid, and this school year is on its way. */
import { addMonths, type LocalDate } from '#libs/local-date'
import type { ChildAnswers } from '../../intake/claim-answers.dto.js'
import type { Step } from './family.js'
import { type Day, paid, type Sketch } from './today-steps.js'

/** Every child has its birthday a few months before today, whenever that is. */
const MONTHS_SINCE_BIRTHDAY = 4

function aged(today: LocalDate, years: number): string {
  return addMonths(today, -12 * years - MONTHS_SINCE_BIRTHDAY)
}

const inGrade = (
  today: LocalDate,
  name: string,
  years: number,
  place: Pick<ChildAnswers, 'level' | 'grade'>,
): ChildAnswers => ({ name, birthDate: aged(today, years), ...place })

/** The claim is paid on its fifth day; on the next one the school year is open. */
function schoolYearOpen(day: Day): Step[] {
  return [...paid(day), { at: day(6, '08:00'), do: 'open_school_years', by: 'dewi' }]
}

export const todayScholars: Sketch[] = [
  {
    key: 'beasiswa',
    name: 'Supardi Rahman',
    born: '1986-02-14',
    sex: 'male',
    heir: 'Wahyuni Astuti',
    relation: 'spouse',
    lodged: 20,
    accident: true,
    children: (today) => [
      inGrade(today, 'Salsabila Rahman', 9, { level: 'TK_SD', grade: '4' }),
      { name: 'Fikri Rahman', birthDate: aged(today, 2) },
    ],
    steps: schoolYearOpen,
  },
  {
    key: 'beasiswa-diperiksa',
    name: 'Markus Lenjau',
    born: '1978-06-03',
    sex: 'male',
    heir: 'Theresia Usat',
    relation: 'spouse',
    lodged: 22,
    accident: true,
    children: (today) => [
      inGrade(today, 'Yosep Lenjau', 16, { level: 'SMA', grade: '11' }),
      inGrade(today, 'Elisabet Lenjau', 13, { level: 'SMP', grade: '8' }),
    ],
    steps: (day) => [
      ...schoolYearOpen(day),
      {
        at: day(8, '16:10'),
        do: 'apply_for_year',
        child: 'Yosep Lenjau',
        school: 'SMA Negeri 1 Tanah Grogot',
      },
      {
        at: day(9, '16:40'),
        do: 'apply_for_year',
        child: 'Elisabet Lenjau',
        school: 'SMP Negeri 2 Tanah Grogot',
      },
      { at: day(12, '10:20'), do: 'verify_year', child: 'Yosep Lenjau', by: 'dewi' },
    ],
  },
  {
    key: 'beasiswa-kembali',
    name: 'Sri Mulyati',
    born: '1984-09-27',
    sex: 'female',
    heir: 'Hadi Sucipto',
    relation: 'spouse',
    lodged: 24,
    accident: true,
    children: (today) => [
      inGrade(today, 'Bagas Sucipto', 10, { level: 'TK_SD', grade: '5' }),
      inGrade(today, 'Intan Sucipto', 6, { level: 'TK_SD', grade: '1' }),
    ],
    steps: (day) => [
      ...schoolYearOpen(day),
      {
        at: day(7, '19:30'),
        do: 'apply_for_year',
        child: 'Bagas Sucipto',
        school: 'SD Negeri 4 Pasir Belengkong',
      },
      {
        at: day(11, '09:15'),
        do: 'return_year',
        child: 'Bagas Sucipto',
        by: 'dewi',
        document: 'RAPOR',
        code: 'BLURRED',
        reason: 'Foto rapor buram. Mohon foto sekali lagi di tempat terang.',
      },
    ],
  },
]
