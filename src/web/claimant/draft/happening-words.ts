import { draftWords as words } from '../../words/claimant-draft.js'
import type { Happening } from './answer-forms.js'

export const happeningWords: Readonly<Record<Happening, string>> = {
  non_work_death: words.eventNonWork,
  work_accident: words.eventAccident,
  sudden_death_at_work: words.eventSudden,
  occupational_disease: words.eventDisease,
}
