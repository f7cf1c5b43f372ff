import { awardTable, dutyOfYearEvent, yearTable } from '#libs/lifecycle'
import type { LifecycleStep } from '../platform/database/migrate.js'

/** The tables of awards and school years in the form in which the database's own guards read them. */
export const scholarshipSteps: LifecycleStep[] = [
  ...awardTable.map(({ from, event, to, by }) => {
    return { machine: 'scholarship_award', from, event, to, roles: by, duty: null }
  }),
  ...yearTable.map(({ from, event, to, by }) => {
    return { machine: 'scholarship_year', from, event, to, roles: by, duty: dutyOfYearEvent[event] ?? null }
  }),
]
