import type { PaperOfYear } from '../../documents/year-papers.service.js'
import type { HistoryStep, SchoolYearFile, YearOfAward } from '../../scholarship/school-year-file.query.js'
import type { YearAtDesk } from '../../scholarship/scholarship-staff.service.js'
import type { GroundInWords } from '../../scholarship/year-grounds.service.js'
import type { ProofKind } from '../manager/proof.js'
import type { FormErrors, FormValues } from '../shared/form.js'
import type { ScholarshipLabels } from './scholarship-labels.js'

/** What the page of one school year shows. */
export interface SchoolYearView {
  file: SchoolYearFile
  desk: YearAtDesk
  papers: readonly PaperOfYear[]
  years: readonly YearOfAward[]
  history: readonly HistoryStep[]
  /** On the day of the application, or today. */
  age: number
  grounds: readonly GroundInWords[]
  ground: (code: string) => string
  labels: ScholarshipLabels
  proof: ProofKind
  stepKey: string
  values?: FormValues
  errors?: FormErrors
}
