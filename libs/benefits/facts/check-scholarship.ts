import type { LawBook, ScholarshipLevel } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import { yearsAskedFor } from '../scholarship/decide-scholarship-year.js'
import { applicationDay } from './application-day.js'
import type { Level } from './fields.js'
import type { Refusal } from './refusal.js'
import type { ScholarshipProjectionFacts, ScholarshipYearFacts } from './scholarship-facts.js'

export function checkScholarshipYear(facts: ScholarshipYearFacts, law: LawBook): Refusal[] {
  const { parent, application } = facts
  const refusals = checkApplicationForm(application)
  if (refusals.length > 0) return refusals
  if (parent.program === 'JKM' && parent.outcome !== undefined && parent.outcome !== 'death') {
    refusals.push({ path: 'parent.outcome', message: 'harus death untuk JKM, atau kosongkan' })
  }
  if (application.received < parent.event_date) {
    refusals.push({
      path: 'application.received',
      message: `lebih awal dari tanggal kejadian ${parent.event_date}`,
    })
  }
  const levels = law.findTable('scholarship.levels', parent.event_date)?.value
  const { school_years: several, level, grade } = application
  if (level) refusals.push(...checkGrade(level, grade, 'application.grade', levels))
  for (const [index, year] of (several ?? []).entries()) {
    refusals.push(...checkGrade(year.level, year.grade, `application.school_years[${index}].grade`, levels))
  }
  const years = yearsAskedFor(facts)
  const repeated = years.find((year, index) => years[index + 1]?.school_year === year.school_year)
  if (repeated) {
    const message = `tahun ajaran ${repeated.school_year} diminta dua kali; satu anak satu kali setiap tahun ajaran`
    refusals.push({ path: 'application.school_years', message })
  }
  return refusals
}

function checkApplicationForm(application: ScholarshipYearFacts['application']): Refusal[] {
  const { school_year, level, grade, school_years } = application
  const single = school_year !== undefined || level !== undefined || grade !== undefined
  if (school_years && single) {
    return [
      {
        path: 'application.school_years',
        message: 'isi satu tahun ajaran atau daftar school_years, jangan keduanya',
      },
    ]
  }
  if (school_years) return []
  return [
    ...(school_year === undefined ? [{ path: 'application.school_year', message: 'wajib diisi' }] : []),
    ...(level === undefined ? [{ path: 'application.level', message: 'wajib diisi' }] : []),
  ]
}

export function checkProjection(facts: ScholarshipProjectionFacts, law: LawBook): Refusal[] {
  const { child, assumptions } = facts
  const refusals: Refusal[] = []
  const day = assumptions?.yearly_application_date
  if (day !== undefined && applicationDay(day) === undefined) {
    const message = 'bukan tanggal setiap tahun; tulis misalnya 1 August'
    refusals.push({ path: 'assumptions.yearly_application_date', message })
  }
  const levels = law.findTable('scholarship.levels', '9999-12-31' as LocalDate)?.value
  refusals.push(...checkGrade(child.level, child.grade, 'child.grade', levels))
  for (const [index, [level, grade]] of (assumptions?.repeats ?? []).entries()) {
    refusals.push(...checkGrade(level, grade, `assumptions.repeats[${index}]`, levels))
  }
  return refusals
}

/** A grade must be one of its level. A tertiary year beyond the usual ones exists; whether it is paid is for the cap. */
export function checkGrade(
  level: Level,
  grade: string | undefined,
  path: string,
  levels: readonly ScholarshipLevel[] | undefined,
): Refusal[] {
  const row = levels?.find(({ code }) => code === level)
  if (grade === undefined || !row || row.grades.includes(grade)) return []
  if (level === 'PT' && /^([1-9]\d?|pelatihan|training)$/.test(grade)) return []
  return [
    { path, message: `tidak ada kelas ${grade} pada jenjang ${level}; pilihannya: ${row.grades.join(', ')}` },
  ]
}
