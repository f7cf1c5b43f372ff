import type { LawBook } from '#libs/law'
import type { LocalDate } from '#libs/local-date'
import type { WorkingCalendar } from '#libs/working-calendar'
import { loadWorkingCalendar } from '../platform/law-loader/load-calendar.js'
import { loadLaw } from '../platform/law-loader/load-law.js'

/** What a calculation rests on besides its facts. */
export interface Rules {
  readonly law: LawBook
  readonly calendar: WorkingCalendar
}

/** The law of a folder, or of the product, with the calendar that its reading of collective leave asks for. @throws LawBookError */
export function loadRules(folder?: string): Rules {
  const law = loadLaw(folder)
  const reading = law.flag('workingday.cuti_bersama_counts', '2022-01-01' as LocalDate)
  return { law, calendar: loadWorkingCalendar({ cutiBersamaCounts: reading.value }) }
}
