import { type LocalDate, parseLocalDate } from '#libs/local-date'
import { type Sex, composeNik } from '#libs/nik'

/** The sponsor of the cohort: the regency pays the contributions out of its budget. */
export const paserSponsor = {
  code: 'APBD-6401',
  name: 'Pemerintah Kabupaten Paser',
  fund: 'APBD',
  cohort: { code: 'PR-2022', name: 'Pekerja rentan Kabupaten Paser 2022' },
  firstMonth: parseLocalDate('2022-10-01'),
  months: 3,
} as const

/** Everybody here is invented. Serials above 9000 are hardly ever issued, so no number is a living person's. */
interface Person {
  readonly name: string
  readonly nik: string
  readonly sex: Sex
  readonly birthDate: LocalDate
}

export interface KnownParticipant extends Person {
  readonly kpj: string
  readonly occupation: string
  /** Code of the village. */
  readonly areaCode: string
  /** Number of the family card. */
  readonly kk: string
  readonly diedOn: LocalDate
}

function person(name: string, sex: Sex, born: string, district: string, serial: number): Person {
  const birthDate = parseLocalDate(born)
  return { name, sex, birthDate, nik: composeNik({ district, sex, birthDate, serial }) }
}

/** A farmer of Long Ikis. He dies in a work accident and leaves a wife and two children at school. */
export const participantA: KnownParticipant = {
  ...person('Misran Alamsyah', 'male', '1979-05-12', '640106', 9001),
  kpj: '99640100001',
  occupation: 'petani',
  areaCode: '6401061001',
  kk: '6401061203080117',
  diedOn: parseLocalDate('2022-10-11'),
}

export const widowOfA: Person = person('Rusmiati Asih', 'female', '1982-11-03', '640106', 9001)

/** In October 2022 in grade 5 of primary school. */
export const childA1: Person = person('Fajar Alamsyah', 'male', '2011-09-14', '640106', 9001)

/** In October 2022 in grade 9, the last of junior secondary school. */
export const childA2: Person = person('Nadia Alamsyah', 'female', '2008-02-20', '640106', 9001)

/** A neighbourhood officer of Tanah Grogot. He dies of an illness, far below the months a scholarship asks for. */
export const participantB: KnownParticipant = {
  ...person('Kasman Hariyanto', 'male', '1968-01-27', '640104', 9001),
  kpj: '99640100002',
  occupation: 'petugas RT',
  areaCode: '6401041001',
  kk: '6401041906950083',
  diedOn: parseLocalDate('2022-10-14'),
}

export const widowOfB: Person = person('Sumiati Rahayu', 'female', '1971-08-09', '640104', 9001)
