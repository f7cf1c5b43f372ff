import { join } from 'node:path'
import { LawBookError, type LawProblem, issueInWords } from '#libs/law'
import { type LocalDate, type MonthDay, isLocalDate, isMonthDay } from '#libs/local-date'
import { type CalendarYear, type FixedHoliday, WorkingCalendar } from '#libs/working-calendar'
import { z } from 'zod'
import { findConfigDirectory } from './config-directory.js'
import { readRuleFile } from './read-rule-file.js'
import { type YamlFile, filesBelow, readYaml } from './read-yaml.js'

const date = z
  .custom<LocalDate>(isLocalDate, 'bukan tanggal; tulis TTTT-BB-HH')
  .meta({ type: 'string', format: 'date' })
const text = z.string().trim().min(1)

/** The shape of one file under `config/calendar`; editors get it as `config/schemas/calendar-year.schema.json`. */
export const calendarFile = z.strictObject({
  year: z.int().min(2000).max(2100),
  decree: z.strictObject({ name: text, confidence: z.enum(['Q', 'S', 'M', 'D']), note: text.optional() }),
  holidays: z.array(z.strictObject({ date, kind: z.enum(['national', 'cuti_bersama']), label: text })).min(1),
})

/**
 * The working days of the years whose decree lies in the folder. Whether collective leave counts is a reading of the
 * law (`workingday.cuti_bersama_counts`), so the caller brings it.
 * @throws LawBookError with every problem, each with file and line
 */
export function loadWorkingCalendar(
  reading: { cutiBersamaCounts: boolean },
  folder: string = join(findConfigDirectory(), 'calendar'),
): WorkingCalendar {
  return WorkingCalendar.from(loadCalendarYears(folder), reading)
}

const withoutDecree = z.strictObject({
  fixed_holidays: z
    .array(z.strictObject({ day: z.custom<MonthDay>(isMonthDay, 'bukan hari; tulis BB-HH'), label: text }))
    .min(1),
  warn_days_before_end: z.int().min(1).max(365),
})

export interface YearsWithoutDecree {
  fixedHolidays: readonly FixedHoliday[]
  warnDaysBeforeEnd: number
}

/** What is counted in a year whose decree is not out (config/procedure/years-without-decree.yaml). */
export function loadYearsWithoutDecree(): YearsWithoutDecree {
  const rules = readRuleFile('procedure/years-without-decree.yaml', withoutDecree)
  return { fixedHolidays: rules.fixed_holidays, warnDaysBeforeEnd: rules.warn_days_before_end }
}

/** @throws LawBookError with every problem, each with file and line */
export function loadCalendarYears(folder: string = join(findConfigDirectory(), 'calendar')): CalendarYear[] {
  const problems: LawProblem[] = []
  const seen = new Set<number>()
  const years = filesBelow(folder).flatMap((path) => {
    const file = readYaml(path)
    const year = checkYear(file, problems)
    if (year && seen.has(year.year))
      problems.push(problemIn(file, ['year'], `tahun ${year.year} dimuat dua kali`))
    if (year) seen.add(year.year)
    return year ?? []
  })
  if (problems.length > 0) throw new LawBookError(problems)
  return years
}

function checkYear(file: YamlFile, problems: LawProblem[]): CalendarYear | undefined {
  problems.push(...file.problems)
  if (file.problems.length > 0) return undefined
  const parsed = calendarFile.safeParse(file.content)
  if (!parsed.success) {
    const words = parsed.error.issues.flatMap(issueInWords)
    problems.push(...words.map(({ path, message }) => problemIn(file, path, message)))
    return undefined
  }
  const { year, decree, holidays } = parsed.data
  holidays.forEach((holiday, index) => {
    const before = holidays[index - 1]
    const at = ['holidays', index]
    if (!holiday.date.startsWith(`${year}-`)) {
      problems.push(problemIn(file, at, `${holiday.date} bukan hari tahun ${year}`))
    }
    if (before && before.date >= holiday.date) {
      problems.push(problemIn(file, at, `${holiday.date} tidak berurutan atau tercantum dua kali`))
    }
  })
  return { year, decree: decree.name, holidays }
}

function problemIn({ file, lineOf }: YamlFile, path: readonly PropertyKey[], message: string): LawProblem {
  return { file, line: lineOf(path), message }
}
