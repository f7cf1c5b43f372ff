import { getDistricts, getVillages } from 'idn-area-data'
import { type LocalDate, addDays, parseLocalDate } from '#libs/local-date'
import { type Sex, composeNik } from '#libs/nik'
import { columnHeadings, participantColumns } from '#libs/participant-row'
import {
  childA1,
  childA2,
  participantA,
  participantB,
  paserSponsor,
  widowOfA,
  widowOfB,
} from './paser-families.js'
import { MEN, MEN_LAST, WOMEN, WOMEN_LAST } from './paser-names.js'
import { SeededRandom } from './seeded-random.js'

/** How many vulnerable workers Kabupaten Paser enrolled in October 2022. */
export const PASER_WORKERS = 32_268

const PASER = '6401'
const YOUNGEST = parseLocalDate('2004-09-30')
const AGES_IN_DAYS = 47 * 365
const FIRST_SERIAL = 9001
const BORN_ELSEWHERE_PERCENT = 12
const SINGLE_NAME_PERCENT = 9
const PHONE_PERCENT = 60

/** Occupations of the programme, each as often as it stands here. */
const occupations = [
  ...Array<string>(34).fill('petani'),
  ...Array<string>(22).fill('pekebun'),
  ...Array<string>(14).fill('pedagang'),
  ...Array<string>(12).fill('UMKM'),
  ...Array<string>(6).fill('petugas RT'),
  ...Array<string>(5).fill('guru honorer'),
  ...Array<string>(4).fill('pekerja keagamaan'),
  ...Array<string>(3).fill('pekerja sosial'),
]

export interface CohortOptions {
  /** Rows besides the header; at least 3. */
  readonly count?: number
  readonly seed?: number
}

interface Worker {
  readonly nik: string
  readonly kpj: string
  readonly name: string
  readonly birthDate: LocalDate
  readonly sex: Sex
  readonly occupation: string
  readonly areaCode: string
  readonly phone: string
}

/**
 * The participants file that the sponsor sends, line by line: fictional workers of the real villages of Kabupaten Paser,
 * the same for every run with the same seed. The two participants of the story stand at a third and two thirds of it.
 */
export async function* paserCohort({
  count = PASER_WORKERS,
  seed = 2022,
}: CohortOptions = {}): AsyncGenerator<string> {
  const workers = new WorkerMaker(new SeededRandom(seed), await readPaser(), await readDistrictsElsewhere())
  yield `${participantColumns.map((column) => columnHeadings[column][0]).join(',')}\n`
  const known = new Map([
    [Math.floor(count / 3), participantA],
    [Math.floor((count * 2) / 3), participantB],
  ])
  for (let index = 0; index < count; index += 1) {
    const participant = known.get(index)
    yield lineOf(participant ? { ...participant, phone: '' } : workers.make(index))
  }
}

function lineOf(worker: Worker): string {
  const { nik, kpj, name, birthDate, occupation, areaCode, phone } = worker
  const sex = worker.sex === 'male' ? 'L' : 'P'
  const cells = [
    nik,
    kpj,
    name,
    birthDate,
    sex,
    'BPU',
    occupation,
    areaCode,
    paserSponsor.firstMonth,
    '',
    phone,
  ]
  return `${cells.join(',')}\n`
}

/** Makes one worker after the other, no two with the same NIK or KPJ. */
class WorkerMaker {
  private readonly lastSerial = new Map<string, number>()

  constructor(
    private readonly random: SeededRandom,
    private readonly villages: readonly string[],
    private readonly districtsElsewhere: readonly string[],
  ) {
    for (const { nik } of [participantA, participantB, widowOfA, widowOfB, childA1, childA2]) {
      this.lastSerial.set(nik.slice(0, 12), Number(nik.slice(12)))
    }
  }

  make(index: number): Worker {
    const sex = this.random.chance(46) ? 'female' : 'male'
    const areaCode = this.random.pick(this.villages)
    const birthDate = addDays(YOUNGEST, -this.random.below(AGES_IN_DAYS))
    const elsewhere = this.random.chance(BORN_ELSEWHERE_PERCENT)
    const district = elsewhere ? this.random.pick(this.districtsElsewhere) : areaCode.slice(0, 6)
    return {
      nik: this.nextNik(district, sex, birthDate),
      kpj: kpjOf(index),
      name: this.name(sex),
      birthDate,
      sex,
      occupation: this.random.pick(occupations),
      areaCode,
      phone: this.random.chance(PHONE_PERCENT) ? this.phone() : '',
    }
  }

  private nextNik(district: string, sex: Sex, birthDate: LocalDate): string {
    const first = composeNik({ district, sex, birthDate, serial: FIRST_SERIAL })
    const key = first.slice(0, 12)
    const serial = (this.lastSerial.get(key) ?? FIRST_SERIAL - 1) + 1
    this.lastSerial.set(key, serial)
    return composeNik({ district, sex, birthDate, serial })
  }

  private name(sex: Sex): string {
    const [given, last] = sex === 'male' ? [MEN, MEN_LAST] : [WOMEN, WOMEN_LAST]
    const first = this.random.pick(given)
    return this.random.chance(SINGLE_NAME_PERCENT) ? first : `${first} ${this.random.pick(last)}`
  }

  /** No mobile number begins with 0800, so a message never reaches a stranger. */
  private phone(): string {
    return `0800${String(this.random.below(100_000_000)).padStart(8, '0')}`
  }
}

/** Eleven digits in no visible order: the factor shares no divisor with the modulus, so none comes twice. */
function kpjOf(index: number): string {
  return `98${String((index * 738_197_503 + 104_729) % 1_000_000_000).padStart(9, '0')}`
}

const plain = (code: string): string => code.replaceAll('.', '')

/** Codes of the villages of Paser. */
async function readPaser(): Promise<string[]> {
  const villages = (await getVillages()).map(({ code }) => plain(code))
  return villages.filter((code) => code.startsWith(PASER))
}

/** Codes of all other districts of Indonesia, where people who moved to Paser were first registered. */
async function readDistrictsElsewhere(): Promise<string[]> {
  const districts = (await getDistricts()).map(({ code }) => plain(code))
  return districts.filter((code) => !code.startsWith(PASER))
}
