/** What a guardian says of one school year: from its form to what is kept, and back. */
import type { ScholarshipLevel } from '#libs/law'
import type { ScholarshipOfFamily } from '../../scholarship/family-scholarships.service.js'
import type { YearApplication } from '../../scholarship/year-applications.service.js'
import type { SummaryRow } from '../shared/components/blocks.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import { scholarshipWords as words } from '../words/claimant-scholarship.js'
import { placeInWords, TRAINING } from './place-in-words.js'

export const SCHOOL_LENGTH = 100
export const NO_WORK = 'tidak'
export const workKinds = { PU: words.workPaid, BPU: words.workOwn, intern: words.workIntern } as const
type WorkKind = keyof typeof workKinds
const isWork = (text: string | undefined): text is WorkKind => text !== undefined && text in workKinds

export type ReadApplication = { ok: true; application: YearApplication } | { ok: false; errors: FormErrors }

/** Every place that the law knows, under its level, as the list offers it. */
export function placesOf(levels: readonly ScholarshipLevel[]): { heading: string; values: string[] }[] {
  return levels.map(({ code, name, grades }, index) => {
    const all = index === levels.length - 1 ? [...grades, TRAINING] : grades
    return { heading: name, values: all.map((grade) => `${code}:${grade}`) }
  })
}

export function readApplication(values: FormValues, levels: readonly ScholarshipLevel[]): ReadApplication {
  const place = values.kelas
  const known = place === undefined || placesOf(levels).some((one) => one.values.includes(place))
  const months = isWork(values.kerja) && values.kerja === 'PU' ? values.bulan : undefined
  const errors = {
    kelas: known ? undefined : words.placeUnknown,
    sekolah: (values.sekolah?.length ?? 0) > SCHOOL_LENGTH ? words.schoolLong : undefined,
    bulan: months === undefined || /^\d{1,3}$/.test(months) ? undefined : words.monthsWrong,
  }
  if (Object.values(errors).some((text) => text !== undefined)) return { ok: false, errors }
  const [level, grade] = place?.split(':') ?? []
  return {
    ok: true,
    application: {
      ...(level === undefined ? {} : { level, grade }),
      ...answer('repeated', values.tinggal),
      ...answer('married', values.menikah),
      ...(values.sekolah === undefined ? {} : { school: values.sekolah }),
      ...workOf(values.kerja, months),
    },
  }
}

function answer<Name extends 'repeated' | 'married'>(
  name: Name,
  text: string | undefined,
): Partial<Record<Name, boolean>> {
  return text === 'ya' || text === 'tidak' ? ({ [name]: text === 'ya' } as Record<Name, boolean>) : {}
}

function workOf(kind: string | undefined, months: string | undefined): YearApplication {
  if (kind === NO_WORK) return { working: false }
  if (!isWork(kind)) return {}
  return {
    working: true,
    employment: { segment: kind, ...(months === undefined ? {} : { consecutive_months: Number(months) }) },
  }
}

/** What was kept, as its form shows it again. */
export function valuesOfApplication(application: YearApplication): FormValues {
  const { level, grade, repeated, married, school, working, employment } = application
  return {
    kelas: level === undefined ? undefined : `${level}:${grade ?? ''}`,
    tinggal: yesNo(repeated),
    menikah: yesNo(married),
    sekolah: school,
    kerja: working === false ? NO_WORK : employment?.segment,
    bulan: employment?.consecutive_months?.toString(),
  }
}

const yesNo = (said: boolean | undefined): string | undefined =>
  said === undefined ? undefined : said ? 'ya' : 'tidak'

/** Whether everything was said that decides about the year. */
export function isAnswered(
  { level, grade, repeated, married, working, employment }: YearApplication,
  { asksStatus }: Pick<ScholarshipOfFamily, 'asksStatus'>,
): boolean {
  const place = level !== undefined && grade !== undefined && repeated !== undefined
  if (!asksStatus) return place
  const months = employment?.segment !== 'PU' || employment.consecutive_months !== undefined
  return place && married !== undefined && working !== undefined && months
}

/** What was said, for reading. */
export function saidRows(application: YearApplication): SummaryRow[] {
  const { level, grade, repeated, married, school, working, employment } = application
  const row = (key: string, value: string | undefined): SummaryRow[] => (value ? [{ key, value }] : [])
  const said = (answered: boolean | undefined): string | undefined =>
    answered === undefined ? undefined : answered ? words.yes : words.no
  return [
    ...row(words.place, placeInWords(level, grade)),
    ...row(words.repeated, said(repeated)),
    ...row(words.school, school),
    ...row(words.married, said(married)),
    ...row(words.work, working === false ? words.workNone : employment && workKinds[employment.segment]),
  ]
}
